"""Changing the kind, the responsible or the topics of several elements in one deed: all of them or none."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.conflicts import Gone, SavedMeanwhile
from apps.municipalities.models import Committee
from apps.strategies import tree
from apps.strategies.kinds import check_place
from apps.strategies.models import Element, Event, Topic
from apps.strategies.models.event import recorded
from apps.strategies.operations import edit


def change_kind(*, plan_id: int, based_on: Mapping[int, int], kind: str, by: User) -> int:
    """Make all the elements be of ``kind``; returns how many were another before.

    ``based_on`` gives the version of each element that the user saw. Raises ``SavedMeanwhile``; ``ValidationError`` where
    one of them could not stand where it stands, or something not under it; ``Gone`` where one is gone.
    """
    with tree.locked(plan_id, by=by), recorded(_verb(based_on), by=by):
        elements = _current(plan_id, based_on)
        _check_kinds(plan_id, elements, kind)
        return _write(elements, {"kind": kind}, kinds_checked=True)


def change_responsible(
    *, plan_id: int, based_on: Mapping[int, int], responsible: Committee | None, by: User
) -> int:
    """Make the committee responsible for all the elements, None for nobody; returns for how many that is new.

    Raises as ``change_kind`` does, ``ValidationError`` for a committee of another municipality.
    """
    with tree.locked(plan_id, by=by), recorded(_verb(based_on), by=by):
        elements = _current(plan_id, based_on)
        return _write(elements, {"responsible": responsible})


def change_topics(
    *,
    plan_id: int,
    based_on: Mapping[int, int],
    by: User,
    add: Iterable[Topic] = (),
    remove: Iterable[Topic] = (),
) -> int:
    """Add topics to all the elements and remove others; returns how many have other topics than before.

    Raises as ``change_kind`` does.
    """
    added, removed = set(add), set(remove)
    with tree.locked(plan_id, by=by), recorded(_verb(based_on), by=by):
        changed = 0
        for element in _current(plan_id, based_on):
            topics = (set(element.identity.topics.all()) - removed) | added
            changed += _write([element], {"topics": topics})
        return changed


def add_topics(
    *, plan_id: int, based_on: Mapping[int, int], topics: Mapping[int, Iterable[Topic]], by: User
) -> int:
    """Add to each element its own ``topics``, by element; returns how many have more topics than before.

    Raises as ``change_kind`` does.
    """
    with tree.locked(plan_id, by=by), recorded(_verb(based_on), by=by):
        changed = 0
        for element in _current(plan_id, based_on):
            now = {*element.identity.topics.all(), *topics[element.pk]}
            changed += _write([element], {"topics": now})
        return changed


def _verb(chosen: Mapping[int, int]) -> str:
    """Of several, history says that they were changed in one go; of one alone, what was changed."""
    return Event.Verb.BULK_EDITED if len(chosen) > 1 else Event.Verb.EDITED


def _current(plan_id: int, based_on: Mapping[int, int]) -> list[Element]:
    """The elements as they stand, in reading order; call it under the plan's lock."""
    rows = Element.objects.filter(plan_id=plan_id, pk__in=based_on)
    elements = list(rows.select_related("identity", "parent", "plan", "responsible").order_by("lft"))
    if len(elements) < len(based_on) or not elements:
        raise Gone
    if stale := [element.title for element in elements if element.version != based_on[element.pk]]:
        raise SavedMeanwhile(*stale)
    return elements


def _check_kinds(plan_id: int, elements: list[Element], kind: str) -> None:
    """Check every place as it will be in the end: parents and children may change in the same deed."""
    chosen = {element.pk for element in elements}
    kinds = {
        pk: kind if pk in chosen else now
        for pk, now in Element.objects.filter(plan_id=plan_id).values_list("pk", "kind")
    }
    for element in elements:
        if element.parent_id is None:
            raise ValidationError(_("The plan's own element keeps its kind."), code="root")
        _check_place(element.title, kind, kinds[element.parent_id])
    for child in Element.objects.filter(parent_id__in=chosen).exclude(pk__in=chosen).order_by("lft"):
        _check_place(child.title, child.kind, kind)


def _check_place(title: str, kind: str, parent_kind: str) -> None:
    try:
        check_place(kind, parent_kind)
    except ValidationError as refused:
        words = {"title": title, "why": " ".join(refused.messages)}
        raise ValidationError(
            _("“%(title)s”: %(why)s Nothing was changed."), code="forbidden_parent", params=words
        ) from refused


def _write(elements: list[Element], changes: dict[str, Any], *, kinds_checked: bool = False) -> int:
    changed = 0
    for element in elements:
        before = element.version
        saved = edit.write(element, based_on=before, changes=dict(changes), kinds_checked=kinds_checked)
        changed += saved.version != before
    return changed
