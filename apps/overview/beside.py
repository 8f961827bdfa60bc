"""What stands beside an element's text wherever it is told in words: who carries it out, when, and where in the source it is from."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _

from apps.publishing.pages.render import source_lines
from apps.strategies.period import period_in_words


class CarriedOut(Protocol):
    """A row of an edition, as far as it says who carries an element out, whom to ask, and when."""

    @property
    def responsible_name(self) -> str: ...
    @property
    def contact(self) -> str: ...
    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...
    @property
    def is_continuous(self) -> bool: ...


def carried_out_in_words(row: CarriedOut, partners: Iterable[str]) -> Iterator[str]:
    """“Responsible: …”, “Partners: …”, “Contact: …”, “When: …”: as much of it as the edition says."""
    if row.responsible_name:
        yield _("Responsible: %(name)s") % {"name": row.responsible_name}
    if names := ", ".join(partners):
        yield _("Partners: %(names)s") % {"names": names}
    if row.contact:
        yield _("Contact: %(name)s") % {"name": row.contact}
    if period := period_in_words(row.starts_on, row.ends_on, row.is_continuous):
        yield _("When: %(period)s") % {"period": period}


def source_in_words(passages: list[dict[str, Any]]) -> Iterator[str]:
    """“Source: lines 8–9, line 12”; nothing where it stands in no source."""
    if lines := [span for spans in source_lines(passages).values() for span in spans]:
        yield _("Source: %(lines)s") % {"lines": ", ".join(map(_line, lines))}


def _line(span: tuple[int, int]) -> str:
    first, last = span
    if first == last:
        return _("line %(line)s") % {"line": first}
    return _("lines %(first)s–%(last)s") % {"first": first, "last": last}
