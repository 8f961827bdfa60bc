"""When something is carried out, in words."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def period_in_words(starts_on: date | None, ends_on: date | None, is_continuous: bool) -> str:
    """“1 March 2026 – 31 December 2029”, “from 1 March 2026, continuous”; empty where nothing is said."""
    begins, ends = (date_format(day) if day else "" for day in (starts_on, ends_on))
    if begins and ends:
        return f"{begins} – {ends}"
    if is_continuous:
        return _("from %(day)s, continuous") % {"day": begins} if begins else _("continuous")
    if begins:
        return _("from %(day)s") % {"day": begins}
    return _("until %(day)s") % {"day": ends} if ends else ""
