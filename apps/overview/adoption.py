"""When the council adopted what an edition says, and when it changed it, in words."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.publishing.models import Edition


def adoption_in_words(edition: Edition, first_adopted: date | None) -> str:
    """“Adopted 16 November 2021, changed 3 May 2026”; empty where there is nothing to say.

    ``first_adopted`` is the day that the plan's first adopted edition states. What was only corrected afterwards was not changed.
    """
    adopted = edition.adopted_on
    if adopted is None:
        is_adopted = edition.nature == Edition.Nature.ADOPTED
        return _("adopted wording, the date is not stated") if is_adopted else ""
    told = {"adopted": date_format(adopted)}
    if edition.nature == Edition.Nature.EDITORIAL:
        told["corrected"] = date_format(timezone.localdate(edition.published_at))
        return _("Adopted %(adopted)s, corrected %(corrected)s") % told
    if first_adopted and first_adopted < adopted:
        return _("Adopted %(first)s, changed %(adopted)s") % {**told, "first": date_format(first_adopted)}
    return _("Adopted %(adopted)s") % told
