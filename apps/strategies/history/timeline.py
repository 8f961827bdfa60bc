"""What happened to an element and who did it, the newest first: its events, with what each of them changed."""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from datetime import datetime

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


def timeline(identity: ElementIdentity) -> list[TimelineEntry]:
    """Everything that happened to the element, the newest first; the same number of queries however much it was.

    What an operation did with it besides writing its words or moving it, history does not keep.
    """
    told = [_of_version(version) for version in versions(identity)]
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
    rows = Move.objects.filter(identity=identity).select_related("event__by", "event__undone_by")
    moves = list(rows.order_by("pk"))
    names = _names({key for move in moves for key in (move.from_parent_id, move.to_parent_id)})
    for move in moves:
        words = wording.moved(move, names.get(move.from_parent_id), names.get(move.to_parent_id))
        yield TimelineEntry(move.event.at, move.event.by, words)


def _names(identity_ids: Set[int]) -> dict[int, str]:
    """What elements are called, or were called last. One query, two where one of them is gone."""
    rows = Element.objects.filter(identity_id__in=identity_ids).order_by()
    names = dict(rows.values_list("identity_id", "title"))
    if gone := identity_ids - names.keys():
        former = Element.history.filter(identity_id__in=gone).order_by("history_id")
        names.update(former.values_list("identity_id", "title"))
    return names
