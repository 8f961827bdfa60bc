"""What happened to an element, in words: how its text changed, and where it was moved."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.richtext import Words
from apps.strategies.history.versions import FieldChange, Version, versions
from apps.strategies.models import Element, ElementIdentity, Move


@dataclass(frozen=True)
class Change:
    """One field in an event. ``words`` are the differences, where they can be shown word by word."""

    field: FieldChange
    words: Words
    only_formatting: bool


@dataclass(frozen=True)
class Event:
    at: datetime
    by: User | None
    label: str
    changes: list[Change] = field(default_factory=list)


def happenings(identity: ElementIdentity, last: Any) -> list[Event]:
    """Every event of the element, the newest first. ``last`` is the element as it stands or stood; None: nothing is known.

    Queries: those of ``versions`` and two more, three where an element that it stood under is gone.
    """
    told = [_of_version(version) for version in versions(last)] if last else []
    return sorted([*told, *_moves(identity)], key=lambda event: event.at, reverse=True)


def _of_version(version: Version) -> Event:
    changes = [Change(field, field.words, field.only_formatting) for field in version.changes]
    return Event(version.at, version.by, version.event_label, changes)


def _moves(identity: ElementIdentity) -> list[Event]:
    rows = list(Move.objects.filter(identity=identity).select_related("moved_by"))
    names = _names({pk for row in rows for pk in (row.from_parent_id, row.to_parent_id)})
    return [Event(row.moved_at, row.moved_by, _in_words(row, names)) for row in rows]


def _in_words(move: Move, names: dict[int, str]) -> str:
    places = {"old": move.from_position + 1, "new": move.to_position + 1}
    before, after = names.get(move.from_parent_id, "…"), names.get(move.to_parent_id, "…")
    if move.from_parent_id == move.to_parent_id:
        told = _("moved from number %(old)d to number %(new)d under “%(under)s”")
        return told % {**places, "under": after}
    return _("moved from “%(before)s” to “%(after)s”") % {"before": before, "after": after}


def _names(identity_ids: Iterable[int]) -> dict[int, str]:
    """What elements are called, or were called last."""
    wanted = set(identity_ids)
    names = dict(Element.objects.filter(identity_id__in=wanted).values_list("identity_id", "title"))
    if gone := wanted - names.keys():
        rows = Element.history.filter(identity_id__in=gone).order_by("history_id")
        names.update(rows.values_list("identity_id", "title"))
    return names
