"""Writing down what was measured and what is aimed at, a cell at a time or many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.core.conflicts import SavedMeanwhile
from apps.core.text import collapse_space
from apps.indicators.models import Indicator, Measurement, Target
from apps.municipalities.freshness import bump_public_version


class FigureChanged(SavedMeanwhile):
    """The figure is no longer the one that was seen."""

    then = gettext_lazy(
        "Your figure is not saved. Look at what stands there now, and write it again if it is right."
    )


@dataclass(frozen=True, slots=True)
class Figure:
    """A measurement or, where ``is_target``, a target. Without value and reason it is taken away.

    Without ``source`` (None) that of the measurement stays as it is.
    """

    on: date
    value: Decimal | None
    is_target: bool = False
    source: str | None = None
    missing_reason: str = ""


@transaction.atomic
def record(
    *,
    indicator: Indicator,
    figures: Sequence[Figure],
    by: User | None,
    expected: Decimal | None = None,
    check_expected: bool = False,
) -> int:
    """Write the ``figures``, all or none; returns how many are otherwise than before.

    With ``check_expected`` (for one figure) ``expected`` is the value that was seen there, None for none. Raises ``FigureChanged``
    where it is another now, ``ValidationError`` for a value outside the indicator's domain.
    """
    current = Indicator.objects.select_for_update(no_key=True).get(pk=indicator.pk)
    standing = _standing(current, figures)
    repeats = len({(figure.is_target, figure.on) for figure in figures}) < len(figures)
    changed = 0
    for figure in figures:
        row = standing.get((figure.is_target, figure.on))
        if check_expected and (row.value if row else None) != expected:
            raise FigureChanged(current.title)
        is_changed = _write(row, figure, current, by)
        if is_changed and repeats:
            standing = _standing(current, figures)
        changed += is_changed
    if changed:
        current.version += 1
        type(current).objects.filter(pk=current.pk).update(version=current.version)
        if current.is_public:
            bump_public_version(municipality_id=current.municipality_id)
    return changed


def _standing(
    indicator: Indicator, figures: Sequence[Figure]
) -> dict[tuple[bool, date], Target | Measurement]:
    """What stands on the days of the figures. Two queries at most."""
    found: dict[tuple[bool, date], Target | Measurement] = {}
    for is_target, model in ((True, Target), (False, Measurement)):
        days = [figure.on for figure in figures if figure.is_target is is_target]
        rows = model.objects.filter(indicator=indicator)
        if days:
            rows = rows.filter(on__range=(min(days), max(days)))
            found |= {(is_target, row.on): row for row in rows}
    return found


def _write(row: Target | Measurement | None, figure: Figure, indicator: Indicator, by: User | None) -> bool:
    reason = collapse_space(figure.missing_reason)
    if figure.value is None and not reason:
        if row is None:
            return False
        row._history_user = by  # type: ignore[union-attr]
        row.delete()
        return True
    wanted: dict[str, Any] = {"value": figure.value}
    if not figure.is_target:
        wanted["missing_reason"] = reason
        if figure.source is not None:
            wanted["source"] = collapse_space(figure.source)
    if row and all(getattr(row, name) == value for name, value in wanted.items()):
        return False
    row = row or (Target if figure.is_target else Measurement)(indicator=indicator, on=figure.on)
    for name, value in wanted.items():
        setattr(row, name, value)
    row.indicator = indicator
    _refuse(row)
    row._history_user = by  # type: ignore[union-attr]
    row.save()
    return True


def _refuse(row: Target | Measurement) -> None:
    if isinstance(row, Measurement) and row.value is not None and row.missing_reason:
        raise ValidationError({"missing_reason": _("Write either a figure or why there is none.")})
    if isinstance(row, Target) and row.value is None:
        raise ValidationError({"value": _("Write either a figure or why there is none.")})
    number = Decimal(row.value or 0)
    if not (number.is_finite() and abs(number) < Decimal(10) ** 14):
        raise ValidationError({"value": _("The number is too large.")})
    row.full_clean(exclude=["indicator"], validate_unique=False, validate_constraints=False)
