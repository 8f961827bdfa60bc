"""What happened to an element and who did it, the newest first: its events, with what each of them changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.richtext import Words, shortened
from apps.strategies.history import wording
from apps.strategies.history.versions import FieldChange, Version, versions
from apps.strategies.models import Element, ElementIdentity, Move


@dataclass(frozen=True)
class Difference:
    """One field before and after; ``words`` are the differences of a running text, with little of what is equal."""

    label: str
    before: str
    after: str
    words: Words
    only_formatting: bool


@dataclass(frozen=True)
class TimelineEntry:
    """One event. ``words`` go on from the name of who did it; ``version`` is what the element said afterwards."""

    at: datetime
    by: User | None
    words: str
    version: Version | None = None
    differences: list[Difference] = field(default_factory=list)


def timeline(identity: ElementIdentity, *, to_restore: bool = True) -> list[TimelineEntry]:
    """Everything that happened to the element, the newest first; the same number of queries however much it was.

    Not ``to_restore``: to be read only, as in ``versions``. What an operation did with it besides writing its words or moving it, history does not keep.
    """
    told = [_of_version(version) for version in versions(identity, to_restore=to_restore)]
    return sorted([*told, *_of_moves(identity)], key=lambda entry: entry.at, reverse=True)


def _of_version(version: Version) -> TimelineEntry:
    differences = [_difference(change) for change in version.changes]
    return TimelineEntry(version.at, version.by, _said(version), version, differences)


def _said(version: Version) -> str:
    if version.event:
        return wording.in_own_history(version.event, version.history_type)
    return _("made the element") if version.history_type == "+" else _("changed the element")


def _difference(change: FieldChange) -> Difference:
    words = shortened(change.words)
    return Difference(change.label, change.before, change.after, words, change.only_formatting)


def _of_moves(identity: ElementIdentity) -> Iterable[TimelineEntry]:
    rows: QuerySet[Any] = Move.objects.filter(identity=identity).annotate(
        **{f"{end}_title": Subquery(_title(f"{end}_parent")) for end in ("from", "to")}
    )
    moves = list(rows.select_related("event__by", "event__undone_by").order_by("pk"))
    names = _former_names(moves)
    for move in moves:
        old, new = (
            title or names.get(parent)
            for title, parent in ((move.from_title, move.from_parent_id), (move.to_title, move.to_parent_id))
        )
        words = wording.moved(move, old, new)
        yield TimelineEntry(move.event.at, move.event.by, words)


def _title(parent: str) -> QuerySet[Element, str]:
    return Element.objects.filter(identity=OuterRef(parent)).order_by().values_list("title", flat=True)[:1]


def _former_names(moves: list[Any]) -> dict[int, str]:
    """What those were called last that an element was moved from or to and that are gone. One query, none where none is."""
    gone = {move.from_parent_id for move in moves if move.from_title is None}
    gone |= {move.to_parent_id for move in moves if move.to_title is None}
    if not gone:
        return {}
    former = Element.history.filter(identity_id__in=gone).order_by("history_id")
    return dict(former.values_list("identity_id", "title"))
