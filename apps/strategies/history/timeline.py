"""What happened to an element and who did it, in words: what was written, where it was moved, that it lay in the bin."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.core.richtext import Words, shortened
from apps.strategies.history.versions import FieldChange, Version, versions
from apps.strategies.models import Element, Move

_DEEDS = {
    "created": gettext_lazy("made the element"),
    "topics": gettext_lazy("chose other topics"),
    "restored": gettext_lazy("restored an earlier version"),
    "split": gettext_lazy("split the element in two"),
    "merged": gettext_lazy("merged another element into this one"),
    "replaced": gettext_lazy("replaced words throughout the plan"),
    "together": gettext_lazy("changed several elements in one go"),
    "deleted": gettext_lazy("moved the element to the bin"),
    "brought_back": gettext_lazy("brought the element back from the bin"),
}


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
    """One deed. ``words`` go on from the name of who did it; ``version`` is what the element said afterwards."""

    at: datetime
    by: User | None
    words: str
    version: Version | None = None
    differences: list[Difference] = field(default_factory=list)


def timeline(element: Element) -> list[TimelineEntry]:
    """Everything that happened to the element, the newest first; the same number of queries however much it was."""
    told = [_of_version(version) for version in versions(element)]
    return sorted([*told, *_of_moves(element)], key=lambda happening: happening.at, reverse=True)


def _of_version(version: Version) -> TimelineEntry:
    differences = [_difference(change) for change in version.changes]
    words = str(_DEEDS[version.event]) if version.event in _DEEDS else _changed(version.changes)
    return TimelineEntry(version.at, version.by, words, version, differences)


def _changed(changes: list[FieldChange]) -> str:
    *most, last = [change.label for change in changes] or [_("the element")]
    what = _("%(most)s and %(last)s") % {"most": ", ".join(most), "last": last} if most else last
    return _("changed %(what)s") % {"what": what}


def _difference(change: FieldChange) -> Difference:
    words = shortened(change.words)
    return Difference(change.label, change.before, change.after, words, change.only_formatting)


def _of_moves(element: Element) -> Iterable[TimelineEntry]:
    moves = list(
        Move.objects.filter(identity_id=element.identity_id).select_related("moved_by").order_by("pk")
    )
    places = {key for move in moves for key in (move.from_parent_id, move.to_parent_id)}
    titles = dict(
        Element.objects.filter(identity_id__in=places).order_by().values_list("identity_id", "title")
    )
    for move in moves:
        old, new = titles.get(move.from_parent_id), titles.get(move.to_parent_id)
        yield TimelineEntry(move.moved_at, move.moved_by, _moved(move, old, new))


def _moved(move: Move, old: str | None, new: str | None) -> str:
    if move.is_cancelled and move.deed is None:
        return _("took a move back")
    if move.from_parent_id == move.to_parent_id:
        words = _("moved the element among its neighbours")
    elif old and new:
        words = _("moved the element from “%(old)s” to “%(new)s”") % {"old": old, "new": new}
    elif new:
        words = _("moved the element to “%(new)s”") % {"new": new}
    else:
        words = _("moved the element")
    return _("%(deed)s (taken back)") % {"deed": words} if move.is_cancelled else words
