"""In which editions of its plan an element came, changed or went: read from the editions alone."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from apps.publishing.models import Edition, EditionElement


class ElementChange(StrEnum):
    """What an edition did with an element."""

    CAME = "came"
    WORDED_ANEW = "worded_anew"
    MOVED = "moved"
    DROPPED = "dropped"


class Standing(NamedTuple):
    """How an edition had an element. ``under`` is the identity of the one it stood under."""

    title: str
    kind: str
    text: str
    under: int | None
    under_title: str


@dataclass(frozen=True, slots=True)
class Step:
    """What an edition did with an element, and how it stood before and after."""

    number: int
    on: date
    change: ElementChange
    before: Standing | None
    now: Standing | None


def steps_of(plan_id: int, identity: int) -> dict[int, Step]:
    """What each edition of the plan did with the element, by the edition's key; those that left it alone are not there. One query."""
    own = EditionElement.objects.filter(edition=OuterRef("pk"), identity=identity)
    above = EditionElement.objects.filter(edition=OuterRef("edition"), position=OuterRef("parent_position"))
    placed = own.annotate(
        under=Subquery(above.values("identity_id")), under_title=Subquery(above.values("title"))
    )
    rows = (
        Edition.objects.filter(plan=plan_id)
        .order_by("number")
        .annotate(**{f"own_{name}": Subquery(placed.values(name)[:1]) for name in Standing._fields})
    )
    found: dict[int, Step] = {}
    before: Standing | None = None
    columns = ("pk", "number", "published_at", *(f"own_{name}" for name in Standing._fields))
    for key, number, published_at, *own_values in rows.values_list(*columns):
        now = Standing(*own_values) if own_values[0] is not None else None
        if change := _change(before, now):
            found[key] = Step(number, timezone.localdate(published_at), change, before, now)
        before = now
    return found


def _change(before: Standing | None, now: Standing | None) -> ElementChange | None:
    if before is None or now is None:
        if before is now:
            return None
        return ElementChange.CAME if now else ElementChange.DROPPED
    if before[:3] != now[:3]:
        return ElementChange.WORDED_ANEW
    return ElementChange.MOVED if before.under != now.under else None
