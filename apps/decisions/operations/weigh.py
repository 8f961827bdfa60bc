"""Assessing how a decision pulls on each value: drafted, finalised, and kept when it is changed later."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.conflicts import SavedMeanwhile
from apps.decisions.models import Decision, ValueAssessment, WeighingBasis
from apps.decisions.weighing import EFFECTS
from apps.municipalities.freshness import bump_public_version
from apps.municipalities.models import Municipality
from apps.publishing.models import Edition, EditionElement
from apps.strategies.kinds import PROPOSALS, Kind, Level


@dataclass(frozen=True, slots=True)
class Weight:
    """The effect on the value with this identity; None for “not assessed”."""

    identity: int
    effect: int | None
    reason: str = ""


def basis_kind(municipality: Municipality) -> str:
    """What the municipality weighs its decisions against: what it chose, else values where it has any, else goals."""
    chosen = WeighingBasis.objects.filter(municipality=OuterRef("pk")).order_by("pk").values("kind")[:1]
    asked = Municipality.objects.filter(pk=municipality.pk).order_by()
    kind, has_values = asked.values_list(Subquery(chosen), Exists(_in_force(municipality, Kind.VALUE))).get()
    return kind or (Kind.VALUE.value if has_values else Kind.GOAL.value)


def weighed_against(municipality: Municipality) -> list[EditionElement]:
    """The elements of the council strategies in force that decisions are weighed against, in reading order. Two queries at most."""
    rows = _in_force(municipality, basis_kind(municipality))
    return list(rows.select_related("identity", "edition__plan").order_by("edition_id", "position"))


def recorded(decision: Decision) -> list[ValueAssessment]:
    """Every assessment of the decision, the newest version last, with what it was of."""
    rows = ValueAssessment.objects.filter(decision=decision).select_related("identity")
    return list(rows.order_by("version", "pk"))


def weighed_for(decision: Decision, assessed: Sequence[ValueAssessment]) -> list[EditionElement]:
    """What a decision is weighed against: the values of the strategy it was weighed against before, else of those in force.

    ``assessed`` is what is ``recorded`` of it.

    What it was weighed against once stays, whatever became of it since, so that what is recorded can be corrected: as it read
    then, and ``is_dropped`` where today's strategy lacks it.
    """
    if not assessed:
        return weighed_against(decision.municipality)
    plans = {row.identity.plan_id for row in assessed}
    standing = [row for row in _ever(decision.municipality) if row.edition.plan_id in plans]
    gone = {row.identity_id: row.edition_element_id for row in assessed}
    for value in standing:
        gone.pop(value.identity_id, None)
    return [*standing, *_as_read_then(gone.values())] if gone else standing


def _as_read_then(rows: Iterable[int]) -> QuerySet[Any]:
    now = EditionElement.objects.filter(edition__is_current=True, identity=OuterRef("identity"))
    found = EditionElement.objects.filter(pk__in=rows).annotate(**{"is_dropped": ~Exists(now)})
    return found.select_related("identity", "edition__plan").order_by("edition_id", "position")


def _in_force(municipality: Municipality, kind: str) -> QuerySet[EditionElement]:
    editions = Edition.objects.in_force().filter(
        plan__municipality=municipality, level=Level.COUNCIL_STRATEGY
    )
    return EditionElement.objects.filter(edition__in=editions.exclude(stage__in=PROPOSALS), kind=kind)


def _ever(municipality: Municipality) -> list[EditionElement]:
    """The same of all strategies that citizens can read: what was decided earlier was weighed against the values of its time."""
    editions = Edition.objects.current().filter(plan__municipality=municipality, level=Level.COUNCIL_STRATEGY)
    rows = EditionElement.objects.filter(
        edition__in=editions.exclude(stage__in=PROPOSALS), kind=basis_kind(municipality)
    )
    return list(rows.select_related("identity", "edition__plan").order_by("edition_id", "position"))


@transaction.atomic
def weigh(
    *, decision: Decision, weights: Sequence[Weight], by: User, is_final: bool, expected: int | None = None
) -> list[ValueAssessment]:
    """Write how the decision pulls on values; ``is_final`` lets citizens read it with the decision.

    What is already so is left alone; a final assessment that changes is kept and followed by its next version.
    ``expected`` is the decision's version that was seen. Raises ``SavedMeanwhile`` where it is another now, ``ValidationError`` for
    what is not a value of the municipality, an unknown effect, or an effect without a reason in a final assessment.
    """
    current = Decision.objects.select_for_update(no_key=True).get(pk=decision.pk)
    if expected is not None and expected != current.version:
        raise SavedMeanwhile(current.title)
    values = {row.identity_id: row for row in _ever(current.municipality)}
    rows = ValueAssessment.objects.filter(decision=current).newest().select_related("edition_element")
    newest = {row.identity_id: row for row in rows}
    for weight in weights:
        _refuse(weight, values, newest, is_final=is_final)
    made = []
    for weight in weights:
        value, last = values.get(weight.identity), newest.get(weight.identity)
        if is_news(weight, last, is_final=is_final):
            row = _write(_row(current, weight, value, last), weight, by=by, is_final=is_final)
            newest[weight.identity] = row
            made.append(row)
    if made:
        mark_changed(current)
    return made


def mark_changed(decision: Decision, *, was_public: bool = False) -> None:
    """Count a change of the decision, and let citizens see it at once if they may see the decision, or might before."""
    decision.version += 1
    type(decision).objects.filter(pk=decision.pk).update(version=decision.version)
    if decision.is_public or was_public:
        bump_public_version(municipality_id=decision.municipality_id)


def _refuse(
    weight: Weight,
    values: dict[int, EditionElement],
    newest: dict[int, ValueAssessment],
    *,
    is_final: bool,
) -> None:
    if weight.identity not in values and weight.identity not in newest:
        raise ValidationError(
            _("A decision can only be weighed against what the published strategy names for it."),
            code="not_a_value",
        )
    if weight.effect is not None and weight.effect not in EFFECTS:
        raise ValidationError(_("An effect lies between −2 and +2."), code="range")
    if is_final and weight.effect is not None and not weight.reason.strip():
        row = values.get(weight.identity) or newest[weight.identity].edition_element
        told = _("Say why the effect on “%(title)s” is what it is.")
        raise ValidationError(told % {"title": row.title}, code="reason")


def is_news(weight: Weight, last: ValueAssessment | None, *, is_final: bool) -> bool:
    """Whether writing ``weight`` after ``last`` would change anything: a draft that repeats what is final does not."""
    if last is None:
        return True
    is_same = (last.effect, last.reason) == (weight.effect, weight.reason.strip())
    return not is_same or (is_final and not last.is_final)


def _row(
    decision: Decision, weight: Weight, value: EditionElement | None, last: ValueAssessment | None
) -> ValueAssessment:
    """The draft that stands, else the next version; against the value as it is published now, if it still is."""
    if last and not last.is_final:
        row = last
    else:
        version = last.version + 1 if last else 1
        row = ValueAssessment(decision=decision, identity_id=weight.identity, version=version)
    if against := value or (last and last.edition_element):
        row.edition_element = against
    return row


def _write(row: ValueAssessment, weight: Weight, *, by: User, is_final: bool) -> ValueAssessment:
    row.effect, row.reason, row.is_final, row.is_current = (
        weight.effect,
        weight.reason.strip(),
        is_final,
        is_final,
    )
    row.assessed_at, row.assessed_by = timezone.now(), by
    row.clean_fields(exclude=["decision", "identity", "edition_element", "assessed_by"])
    if is_final:
        former = ValueAssessment.objects.filter(decision=row.decision, identity=row.identity_id)
        former.final().update(is_current=False)
    row.save()
    return row
