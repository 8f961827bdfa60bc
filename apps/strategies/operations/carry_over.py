"""A new council period: a plan is carried into the next one as a plan of its own, each element with what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.strategies.kinds import may_stand_under
from apps.strategies.models import Element, ElementIdentity, Plan, Relation
from apps.strategies.models.element import MAX_TITLE
from apps.strategies.tree import create_plan, locked
from apps.strategies.tree.building import NewElement, responsibility_of

Became = Relation.Kind


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of an element: one of ``Relation.SUCCESSION``, why, and for one that is merged the identity of the other."""

    became: str = Became.CARRIES_ON
    note: str = ""
    into: int | None = None


def carry_over(*, plan: Plan, successor: Plan, fates: Mapping[int, Fate], by: User) -> Plan:
    """Make ``successor`` (unsaved) of the working tree of ``plan``, and say of each element what became of it.

    ``fates`` are by identity; what is not named is carried on as it is. A dropped element is left out, and what stands under it
    moves up; a merged one gives its text to the other; one that is split becomes two. Permanent addresses stay with the
    old plan. Citizens see nothing before the successor is published. Raises ``ValidationError`` where the plan has a successor
    already, an element is merged into what is not carried over, or what stands under a dropped one may not stand above it.
    """
    with locked(plan.pk, all_trees=True, by=by):
        current = Plan.objects.select_related("municipality").get(pk=plan.pk)
        successor.municipality, successor.succeeds, successor.level = (
            current.municipality,
            current,
            current.level,
        )
        successor.full_clean()
        found = Element.objects.filter(plan=current).select_related("identity").order_by("lft")
        rows = list(found.prefetch_related("partner_rows"))
        kept = _refused(rows, fates)
        builder = _Builder(rows, fates, kept)
        create_plan(successor, root=builder.root(), by=by)
        _relate(successor, builder, rows, fates)
        return successor


def _refused(rows: list[Element], fates: Mapping[int, Fate]) -> set[int]:
    """The identities that live on. Raises ``ValidationError`` for a fate that cannot be."""
    root, *elements = rows
    gone = {
        row.identity_id
        for row in elements
        if fates.get(row.identity_id, Fate()).became in (Became.DROPS, Became.MERGES)
    }
    kept = {row.identity_id for row in elements} - gone
    for row in elements:
        fate = fates.get(row.identity_id, Fate())
        if fate.became not in Relation.SUCCESSION:
            raise ValidationError(_("“%(title)s”: choose what becomes of it.") % {"title": row.title})
        if fate.became == Became.MERGES and fate.into not in kept:
            raise ValidationError(
                _("“%(title)s”: choose an element that is carried over to merge it into.")
                % {"title": row.title}
            )
    return kept | {root.identity_id}


class _Builder:
    """Builds the new tree; ``uids`` are those of the new elements by the identity of the old."""

    def __init__(self, rows: list[Element], fates: Mapping[int, Fate], kept: set[int]) -> None:
        self.rows, self.fates, self.kept = rows, fates, kept
        self.below: dict[int | None, list[Element]] = {}
        for row in rows:
            self.below.setdefault(row.parent_id, []).append(row)
        self.uids: dict[int, list[UUID]] = {}
        self.merged: dict[int, list[Element]] = {}
        for row in rows:
            fate = fates.get(row.identity_id, Fate())
            if fate.became == Became.MERGES and fate.into is not None:
                self.merged.setdefault(fate.into, []).append(row)

    def root(self) -> NewElement:
        [top] = self.below[None]
        return self._element(top, self._under(top, top.kind))

    def _under(self, row: Element, kind: str) -> tuple[NewElement, ...]:
        """What stands under ``row`` in the new plan, where the next one above that lives on is of ``kind``."""
        found: list[NewElement] = []
        for child in self.below.get(row.pk, []):
            if child.identity_id not in self.kept:
                found += self._under(child, kind)
                continue
            if not may_stand_under(child.kind, kind):
                told = _(
                    "“%(title)s” cannot stand there once what it stands under is gone. Drop it too, or keep both."
                )
                raise ValidationError(told % {"title": child.title}, code="forbidden_parent")
            found.append(self._element(child, self._under(child, child.kind)))
            if self.fates.get(child.identity_id, Fate()).became == Became.SPLITS:
                found.append(self._element(child, (), title=_second_title(child.title)))
        return tuple(found)

    def _element(self, row: Element, children: tuple[NewElement, ...], *, title: str = "") -> NewElement:
        uid = uuid4()
        self.uids.setdefault(row.identity_id, []).append(uid)
        merged = "" if title else "".join(other.body for other in self.merged.get(row.identity_id, ()))
        return NewElement(
            kind=row.kind,
            title=title or row.title,
            body=row.body + merged,
            uid=uid,
            is_derived=row.is_derived and not merged,
            parts_stated=row.parts_stated,
            parts_kind=row.parts_kind,
            **responsibility_of(row),
            children=children,
        )


def _second_title(title: str) -> str:
    """What the second part of an element is called; a long title is cut so that it fits."""
    told = _("%(title)s (part 2)")
    return told % {"title": title[: MAX_TITLE - len(told % {"title": ""})]}


def _relate(successor: Plan, builder: _Builder, rows: list[Element], fates: Mapping[int, Fate]) -> None:
    """Let each new element say what it does with the old; what is dropped is said by the new plan itself."""
    new = {row.uid: row for row in ElementIdentity.objects.filter(plan=successor)}
    root, *elements = rows
    top = new[builder.uids[root.identity_id][0]]
    relations: list[Relation] = []
    for row in elements:
        fate = fates.get(row.identity_id, Fate())
        if fate.became == Became.DROPS:
            sources = [top]
        elif fate.became == Became.MERGES and fate.into is not None:
            sources = [new[builder.uids[fate.into][0]]]
        else:
            sources = [new[uid] for uid in builder.uids[row.identity_id]]
        if fate.became != Became.DROPS:
            topics = row.identity.topics.all()
            for source in sources:
                source.topics.add(*topics)
        relations += [
            Relation(source=source, target=row.identity, kind=fate.became, note=fate.note)
            for source in sources
        ]
    for relation in relations:
        relation.clean_fields(exclude=["source", "target"])
    Relation.objects.bulk_create(relations)
