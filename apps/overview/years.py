"""The years of a plan in words."""

from django.utils.translation import gettext as _


def years_in_words(start: int | None, end: int | None) -> str:
    """“2022–2026”; empty where the plan states none."""
    if start and end and start != end:
        return f"{start}–{end}"
    if start and not end:
        return _("from %(year)s") % {"year": start}
    if end and not start:
        return _("until %(year)s") % {"year": end}
    return str(start or "")
