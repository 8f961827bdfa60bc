"""Say, or no longer say, that one element bears on another."""

from django.db.models import Q

from apps.accounts.models import User
from apps.strategies.models import ElementIdentity, Relation
from apps.strategies.tree import locked


def relate(
    *, source: ElementIdentity, target: ElementIdentity, kind: str, by: User | None, note: str = ""
) -> Relation:
    """Record the relation on the source's plan; citizens see it with that plan's next edition.

    Raises ``ValidationError`` for an element of another municipality, an element and itself, and a relation that is there already.
    """
    with locked(source.plan_id, by=by):
        relation = Relation(source=source, target=target, kind=kind, note=note)
        relation.full_clean()
        relation.save()
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
        return relation


def hand_over(*, gone: ElementIdentity, into: ElementIdentity) -> None:
    """Let every relation of ``gone`` be one of ``into``; call it under the locks of ``plans_related_to`` both.

    One that ``into`` has already is not doubled, and one between the two is taken away. Where only the one that is taken away has
    a note, the other gets it.
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


def plans_related_to(identity_id: int) -> set[int]:
    """The plans whose relations name the element; a relation belongs to the plan of its source."""
    found = Relation.objects.filter(Q(source=identity_id) | Q(target=identity_id))
    return set(found.values_list("source__plan_id", flat=True))


def unrelate(*, plan_id: int, relation_id: int, by: User | None) -> None:
    """Take the relation away; editions that show it keep it. Raises ``Relation.DoesNotExist`` where the plan has no such one."""
    with locked(plan_id, by=by):
        Relation.objects.get(source__plan_id=plan_id, pk=relation_id).delete()
