"""Words of Django and third-party apps that our catalogue covers: named here so that it keeps them.

Either they have no Danish of their own, or theirs is not what an editor understands.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

BORROWED = [
    # django.core.validators and django.db.models: what an editor most often gets wrong.
    _("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    _("%(model_name)s with this %(field_label)s already exists."),
    # django.contrib.admin: quotation marks, gender and words as they are here.
    _("The {name} “{obj}” was added successfully."),
    _("The {name} “{obj}” was added successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully."),
    _("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully. You may edit it again below."),
    _("You may edit it again below."),
    _("The %(name)s “%(obj)s” was deleted successfully."),
    _("Successfully deleted %(count)d %(items)s."),
    _("Items must be selected in order to perform actions on them. No items have been changed."),
    _("No action selected."),
    _("Save and continue editing"),
    _("Yes, I’m sure"),
    _("No, take me back"),
    _("Delete multiple objects"),
    _("Objects"),
    _("Summary"),
    _("Cannot delete %(name)s"),
    _(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? All of the following related items will be deleted:'
    ),
    _(
        "Are you sure you want to delete the selected %(objects_name)s? All of the following objects and their related items will be deleted:"
    ),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would require deleting the following protected related objects:"
    ),
    _(
        "Deleting the selected %(objects_name)s would require deleting the following protected related objects:"
    ),
    ngettext_lazy("Please correct the error below.", "Please correct the errors below."),
    # simple_history: the kinds of change.
    _("Created"),
    _("Changed"),
    _("Deleted"),
]
