"""Say, or no longer say, that one element bears on another."""

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


def revise_relation(
    *, plan_id: int, relation_id: int, kind: str, by: User | None, note: str = ""
) -> Relation:
    """Change the kind and the note of a relation. Raises like ``relate``, ``Relation.DoesNotExist`` where the plan has no such one."""
    with locked(plan_id, by=by):
        relation = Relation.objects.select_related("source", "target").get(
            source__plan_id=plan_id, pk=relation_id
        )
        relation.kind, relation.note = kind, note
        relation.full_clean()
        relation.save(update_fields=["kind", "note"])
        return relation


def unrelate(*, plan_id: int, relation_id: int, by: User | None) -> None:
    """Take the relation away; editions that show it keep it. Raises ``Relation.DoesNotExist`` where the plan has no such one."""
    with locked(plan_id, by=by):
        Relation.objects.get(source__plan_id=plan_id, pk=relation_id).delete()
