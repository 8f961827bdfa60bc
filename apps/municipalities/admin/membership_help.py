"""What to write in the fields of a membership, wherever one is made."""

from django.utils.translation import gettext_lazy as _

MEMBERSHIP_HELP = {
    "municipality": _("Where the role holds."),
    "role": _(
        "Council members read drafts. Contributors also report status. Editors write, publish and give access."
    ),
    "committee": _("Where the person sits or works, if that matters here."),
    "starts_on": _("The first day the role holds."),
}
