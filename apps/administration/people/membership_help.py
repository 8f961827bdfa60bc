"""What to write in the fields of a membership, wherever one is made."""

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from apps.municipalities.roles import roles_in_words

MEMBERSHIP_HELP = {
    "municipality": _("Where the role holds."),
    "role": lazy(roles_in_words, str)(),
    "committee": _("Where the person sits or works, if that matters here."),
    "starts_on": _("The first day the role holds."),
}
