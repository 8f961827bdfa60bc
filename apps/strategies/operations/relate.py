"""Say, or no longer say, that one element bears on another."""

from collections import defaultdict, deque
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.municipalities.models import Municipality
from apps.strategies.models import Element, ElementIdentity, Relation
from apps.strategies.tree import locked


def relate(
    *, source: ElementIdentity, target: ElementIdentity, kind: str, by: User | None, note: str = ""
) -> Relation:
    """Record the relation on the source's plan; citizens see it with that plan's next edition.

    Raises ``ValidationError`` for an element of another municipality, an element and itself, a relation that is there already,
    and elements that would contribute to each other in a circle.
    """
    with locked(source.plan_id, by=by):
        relation = Relation(source=source, target=target, kind=kind, note=note)
        relation.full_clean()
        relation.save()
        refuse_circle(source)
        return relation


def edit_relation(*, plan_id: int, relation_id: int, kind: str, by: User | None, note: str = "") -> Relation:
    """Change the kind and the note of a relation. Raises like ``relate``, ``Relation.DoesNotExist`` where the plan has no such one."""
    with locked(plan_id, by=by):
        relation = Relation.objects.select_related("source", "target").get(
            source__plan_id=plan_id, pk=relation_id
        )
        relation.kind, relation.note = kind, note
        relation.full_clean()
        relation.save(update_fields=["kind", "note"])
        refuse_circle(relation.source)
        return relation


def refuse_circle(*identities: ElementIdentity) -> None:
    """Raise ``ValidationError`` where one contributes to itself by way of others; call it when that has been written.

    The elements are of one municipality. Of any plan of it may those be that stand in between, so that all that relate its
    elements wait for each other.
    """
    for municipality in {identity.municipality_id for identity in identities}:
        Municipality.objects.select_for_update(no_key=True).get(pk=municipality)
    pairs = Relation.objects.filter(
        kind=Relation.Kind.CONTRIBUTES_TO,
        source__municipality__in={identity.municipality_id for identity in identities},
    ).order_by("pk")
    contributes: dict[int, list[int]] = defaultdict(list)
    for source, target in pairs.values_list("source", "target"):
        contributes[source].append(target)
    for circle in filter(None, (_circle(contributes, identity.pk) for identity in identities)):
        titles = dict(Element.objects.filter(identity__in=circle).values_list("identity", "title"))
        named = " → ".join(_("“%(title)s”") % {"title": titles.get(pk, "…")} for pk in circle)
        raise ValidationError(
            _("The elements would contribute to each other in a circle: %(circle)s.") % {"circle": named},
            code="circle",
        )


def _circle(contributes: Mapping[int, list[int]], start: int) -> list[int]:
    """The shortest way from ``start`` back to itself, both ends told; empty where there is none."""
    came_from: dict[int, int] = {}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for there in contributes.get(here, ()):
            if there == start:
                way = [start, here]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)
    return []


def hand_over(*, gone: ElementIdentity, into: ElementIdentity) -> None:
    """Let every relation of ``gone`` be one of ``into``; call it under the locks of ``plans_related_to`` both.

    One that ``into`` has already is not doubled, and one between the two is taken away. Where only the one that is taken away has
    a note, the other gets it. Raises like ``refuse_circle``.
    """
    for relation in Relation.objects.filter(Q(source=gone) | Q(target=gone)).order_by("pk"):
        if relation.source_id == gone.pk:
            relation.source = into
        if relation.target_id == gone.pk:
            relation.target = into
        same = Relation.objects.filter(
            source_id=relation.source_id, target_id=relation.target_id, kind=relation.kind
        ).first()
        if same and relation.note and not same.note:
            same.note = relation.note
            same.save(update_fields=["note"])
        if same or relation.source_id == relation.target_id:
            relation.delete()
        else:
            relation.save(update_fields=["source", "target"])
    refuse_circle(into)


def plans_related_to(identity_id: int) -> set[int]:
    """The plans whose relations name the element; a relation belongs to the plan of its source."""
    found = Relation.objects.filter(Q(source=identity_id) | Q(target=identity_id))
    return set(found.values_list("source__plan_id", flat=True))


def unrelate(*, plan_id: int, relation_id: int, by: User | None) -> None:
    """Take the relation away; editions that show it keep it. Raises ``Relation.DoesNotExist`` where the plan has no such one."""
    with locked(plan_id, by=by):
        Relation.objects.get(source__plan_id=plan_id, pk=relation_id).delete()
