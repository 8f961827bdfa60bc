"""Words of Django and third-party apps that our catalogue covers: named here so that it keeps them.

Either they have no Danish of their own, or theirs is not what an editor understands.
"""

from django.utils.translation import gettext_noop as _

BORROWED = [
    # django.core.validators and django.db.models: what an editor most often gets wrong.
    _("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    _("%(model_name)s with this %(field_label)s already exists."),
    # simple_history: the kinds of change.
    _("Created"),
    _("Changed"),
    _("Deleted"),
]
