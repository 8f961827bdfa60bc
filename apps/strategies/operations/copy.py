"""Copying an element with everything under it: the same words once more, as elements of their own."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.strategies.models import Element, ElementIdentity, Event, Plan
from apps.strategies.models.event import recorded
from apps.strategies.operations import edit
from apps.strategies.tree import insert, locked
from apps.strategies.tree.building import BATCH, NewElement, as_new_element


def copy_subtree(
    *,
    plan_id: int,
    element_id: int,
    to_plan_id: int,
    parent_id: int,
    by: User | None,
    position: int | None = None,
) -> Element:
    """Put a copy of the element, with all under it, as child number ``position`` of the parent; returns the copy's top.

    The copies have identities of their own. Words, kinds, topics, who is responsible and takes part, and when come along; passages of the
    source, relations, decisions and follow-up stay with the original, of which they were said. The plans may differ, but
    not the municipality. Raises ``ValidationError`` for the root, another municipality's plan and a kind that may not
    stand there; ``Gone`` and ``Plan.DoesNotExist`` where there is no such thing.
    """
    with locked(plan_id, to_plan_id, by=by), recorded(Event.Verb.COPIED, by=by):
        node = edit.current(plan_id, element_id)
        if node.parent_id is None:
            raise ValidationError(_("The plan's own element cannot be copied."), code="root")
        if Plan.objects.get(pk=to_plan_id).municipality_id != node.plan.municipality_id:
            raise ValidationError(_("The plan belongs to another municipality."), code="foreign")
        rows = list(_subtree(node).select_related("identity").prefetch_related("partner_rows"))
        spec = _anew(as_new_element(rows))
        top = insert(spec, plan_id=to_plan_id, parent_id=parent_id, position=position, by=by)
        _copy_topics(
            [row.identity_id for row in rows], list(_subtree(top).values_list("identity_id", flat=True))
        )
        return top


def _subtree(node: Element) -> QuerySet[Element]:
    return Element.objects.filter(tree_id=node.tree_id, lft__gte=node.lft, rght__lte=node.rght).order_by(
        "lft"
    )


def _anew(spec: NewElement) -> NewElement:
    """The subtree as if nobody had ever written it: without identities, its versions counted from the beginning."""
    return replace(spec, uid=None, version=1, children=tuple(_anew(child) for child in spec.children))


def _copy_topics(originals: list[int], copies: list[int]) -> None:
    """Give each copy the topics of its original; both lists are in reading order."""
    through = ElementIdentity.topics.through
    copy_of = dict(zip(originals, copies, strict=True))
    found = []
    for start in range(0, len(originals), BATCH):
        rows = through.objects.filter(elementidentity_id__in=originals[start : start + BATCH])
        found += [
            through(elementidentity_id=copy_of[identity], topic_id=topic)
            for identity, topic in rows.values_list("elementidentity_id", "topic_id")
        ]
    through.objects.bulk_create(found, batch_size=BATCH)
