"""What a published plan does not say, or says with repaired words: told to the reader in plain words.

The portal invents nothing, so a gap in the documents stays a gap, and the reader is told of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.danish_words import DanishWords, sentence
from apps.publishing.models import Edition


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing the reader should know. ``slug`` is the element it is about; ``at_source`` asks for a link to the source."""

    text: str
    slug: str = ""
    at_source: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """An element of an edition about which there is something to say."""

    title: str
    slug: str
    stated: int | None
    present: int
    deviates: bool
    repaired: bool


def notices(
    edition: Edition, noted: Iterable[Noted], *, has_source: bool, is_example: bool = False
) -> list[Notice]:
    """Everything to know about ``edition``, the most important first. An example is made up and has no source."""
    rows = list(noted)
    found = [missing_parts(row) for row in rows if row.stated and row.present < row.stated]
    if not edition.adopted_on:
        found.append(Notice(_unstated_adoption(has_source=has_source)))
    if not edition.start_year and not edition.end_year:
        found.append(Notice(_unstated_years(has_source=has_source)))
    if not has_source and not is_example:
        found.append(Notice(_("The source text is not here.")))
    if number := sum(row.deviates for row in rows):
        text = ngettext(
            "%(number)d element has other words than the source.",
            "%(number)d elements have other words than the source.",
            number,
        )
        found.append(Notice(text % {"number": number}))
    if number := sum(row.repaired for row in rows):
        text = ngettext(
            "The words of %(number)d element were repaired when the text was read in.",
            "The words of %(number)d elements were repaired when the text was read in.",
            number,
        )
        found.append(Notice(text % {"number": number}, at_source=True))
    return found


def _unstated_adoption(*, has_source: bool) -> str:
    if has_source:
        return _("The document does not say when the plan was adopted.")
    return _("It is not stated when the plan was adopted.")


def _unstated_years(*, has_source: bool) -> str:
    if has_source:
        return _("The document does not say which years the plan is for.")
    return _("It is not stated which years the plan is for.")


def missing_parts(row: Noted) -> Notice:
    """“1 of 4 parts is loaded”, and where."""
    text = ngettext(
        "%(present)d of %(stated)d parts is loaded: the text speaks of %(stated)d under “%(title)s”.",
        "%(present)d of %(stated)d parts are loaded: the text speaks of %(stated)d under “%(title)s”.",
        row.present,
    )
    told = {"present": row.present, "stated": row.stated, "title": DanishWords(row.title)}
    return Notice(sentence(text, told), slug=row.slug)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an edition: whether its source text is here, and what the reader should know."""

    has_source: bool
    notices: list[Notice]


def known_of(editions: Iterable[Edition]) -> dict[int, Known]:
    """What is known of each edition by its id; they come with ``plan.municipality``."""
    return {
        edition.pk: Known(
            edition.has_sources,
            notices(
                edition,
                [Noted(**remark) for remark in edition.remarks],
                has_source=edition.has_sources,
                is_example=edition.plan.municipality.is_example,
            ),
        )
        for edition in editions
    }
