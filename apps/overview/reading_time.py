"""About how long it takes to read something, in words."""

from functools import lru_cache

from django.conf import settings
from django.db.models import F, Sum, Value
from django.db.models.functions import Length, Replace
from django.utils.translation import ngettext

from apps.publishing.models import Edition, EditionElement


def minutes_for(words: int) -> int:
    """Whole minutes, at least one; by ``WORDS_A_MINUTE``."""
    return max(1, round(words / settings.WORDS_A_MINUTE))


def in_words(words: int) -> str:
    """“About 12 minutes’ reading”."""
    minutes = minutes_for(words)
    told = ngettext("About %(number)d minute’s reading", "About %(number)d minutes’ reading", minutes)
    return told % {"number": minutes}


def of_text(text: str) -> str:
    """How long a text takes; empty for one that is read in a minute."""
    words = len(text.split())
    return in_words(words) if minutes_for(words) > 1 else ""


def of_edition(edition: Edition) -> str:
    """How long a whole plan takes. One query the first time that a process is asked; editions never change."""
    return in_words(_words_in(edition.pk, edition.digest))


@lru_cache(maxsize=1024)
def _words_in(edition: int, digest: str) -> int:
    """The words of titles and texts, as many as there are gaps between them, counted by the database."""
    total = 0
    for name in ("title", "text"):
        text = Replace(F(name), Value("\n"), Value(" "))
        gaps = Length(text) - Length(Replace(text, Value(" "), Value("")))
        rows = EditionElement.objects.filter(edition=edition).exclude(**{name: ""})
        total += rows.aggregate(words=Sum(gaps + 1))["words"] or 0
    return total
