"""A length of time in words, so that a text can mention one that is a setting."""

from datetime import timedelta

from django.utils.translation import ngettext


def duration_in_words(length: timedelta | int) -> str:
    """“14 days”, “24 hours”, “30 minutes”: the largest unit that leaves no rest; an integer is seconds.

    A single day is said in hours, as links that work for a day are.
    """
    seconds = round(length.total_seconds()) if isinstance(length, timedelta) else length
    if seconds % 86_400 == 0 and seconds > 86_400:
        days = seconds // 86_400
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if seconds % 3_600 == 0:
        hours = seconds // 3_600
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    if seconds % 60 == 0:
        minutes = seconds // 60
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
