"""Writing down what was measured and what is aimed at, a cell at a time or many at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.utils import bulk_create_with_history

from apps.accounts.models import User
from apps.core.conflicts import SavedMeanwhile
from apps.core.history import sign
from apps.core.text import collapse_space
from apps.indicators.days import refuse_day
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
    may_lie_ahead: bool = False,
) -> int:
    """Write the ``figures``, all or none; returns how many are otherwise than before. Of several for a day the last counts.

    With ``check_expected`` (for one figure) ``expected`` is the value that was seen there, None for none. Raises ``FigureChanged``
    where it is another now, ``ValidationError`` for a value outside the indicator's domain, and for a day on which nothing can
    have been measured; ``may_lie_ahead`` is for an example, which is loaded whatever day it is.
    """
    return record_many(
        figures={indicator.pk: figures},
        by=by,
        expected=dict.fromkeys(figures, expected) if check_expected else None,
        may_lie_ahead=may_lie_ahead,
    )


@transaction.atomic
def record_many(
    *,
    figures: Mapping[int, Sequence[Figure]],
    by: User | None,
    expected: Mapping[Figure, Decimal | None] | None = None,
    may_lie_ahead: bool = False,
) -> int:
    """The same for many indicators, by their keys: in as many statements for twenty thousand figures as for twenty."""
    locked = Indicator.objects.select_for_update(no_key=True).filter(pk__in=figures).order_by("pk")
    indicators = {row.pk: row for row in locked}
    standing = _standing(figures)
    today = None if may_lie_ahead else timezone.localdate()
    changes = _Changes()
    for pk, own in figures.items():
        for figure in {(figure.is_target, figure.on): figure for figure in own}.values():
            row = standing.get((pk, figure.is_target, figure.on))
            if expected is not None and (row.value if row else None) != expected[figure]:
                raise FigureChanged(indicators[pk].title)
            changes.note(row, figure, indicators[pk], today)
    changes.write(by)
    _count([indicators[pk] for pk in changes.indicators])
    return changes.number


def _standing(figures: Mapping[int, Sequence[Figure]]) -> dict[tuple[int, bool, date], Target | Measurement]:
    """What stands on the days of the figures. Two queries at most."""
    found: dict[tuple[int, bool, date], Target | Measurement] = {}
    for is_target, model in ((True, Target), (False, Measurement)):
        days = [figure.on for own in figures.values() for figure in own if figure.is_target is is_target]
        if days:
            rows = model.objects.filter(indicator__in=figures, on__range=(min(days), max(days)))
            found |= {(row.indicator_id, is_target, row.on): row for row in rows}
    return found


def _count(indicators: Iterable[Indicator]) -> None:
    """Say of the indicators, and to readers of those that are public, that something changed."""
    changed = list(indicators)
    if not changed:
        return
    Indicator.objects.filter(pk__in=[row.pk for row in changed]).update(version=F("version") + 1)
    for municipality in sorted({row.municipality_id for row in changed if row.is_public}):
        bump_public_version(municipality_id=municipality)


@dataclass
class _Changes:
    """The rows that are to be otherwise, gathered so that they can be written together."""

    new: list[Target | Measurement] = field(default_factory=list)
    changed: list[Target | Measurement] = field(default_factory=list)
    gone: list[Target | Measurement] = field(default_factory=list)

    @property
    def _all(self) -> list[Target | Measurement]:
        return self.new + self.changed + self.gone

    @property
    def number(self) -> int:
        return len(self._all)

    @property
    def indicators(self) -> list[int]:
        return sorted({row.indicator_id for row in self._all})

    def note(
        self, row: Target | Measurement | None, figure: Figure, indicator: Indicator, today: date | None
    ) -> None:
        """Take down what becomes of ``row`` with ``figure``. Raises ``ValidationError`` where it cannot be."""
        wanted = _wanted(figure)
        if not wanted:
            self.gone += [row] if row else []
            return
        if row and all(getattr(row, name) == value for name, value in wanted.items()):
            return
        refuse_day(figure.on, today=None if figure.is_target else today)
        (self.changed if row else self.new).append(
            row := row or (Target if figure.is_target else Measurement)(on=figure.on)
        )
        for name, value in wanted.items():
            setattr(row, name, value)
        row.indicator = indicator
        _refuse(row)

    def write(self, by: User | None) -> None:
        """Write them with their histories, which name ``by`` and nobody where it was nobody."""
        sign(*self._all, by=by)
        for model, fields in ((Target, ["value"]), (Measurement, ["value", "missing_reason", "source"])):
            new, changed, gone = (
                [row for row in rows if isinstance(row, model)]
                for rows in (self.new, self.changed, self.gone)
            )
            if new:
                bulk_create_with_history(new, model, batch_size=_BATCH)
            if changed:
                _update(model, changed, fields)
            _remove(model, gone)


#: Rows in one statement: more are no faster, and a statement has only so much time.
_BATCH = 500


def _update(model: type[Target] | type[Measurement], rows: Sequence[Any], fields: list[str]) -> None:
    """By way of an insertion that meets the row itself: as ``bulk_update`` writes them, 20,000 took 20 to 40 seconds."""
    model.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=fields, batch_size=_BATCH
    )
    model.history.bulk_history_create(rows, update=True, batch_size=_BATCH, default_change_reason=None)


def _remove(model: type[Target] | type[Measurement], rows: Sequence[Any]) -> None:
    """Without signals, which would write the history row by row; nothing else listens to them or points here."""
    history = model.history.model
    names = [column.attname for column in history.tracked_fields]
    now = timezone.now()
    history.objects.bulk_create(
        [
            history(
                history_date=now,
                history_type="-",
                history_user=row._history_user,
                **{name: getattr(row, name) for name in names},
            )
            for row in rows
        ],
        batch_size=_BATCH,
    )
    for start in range(0, len(rows), _BATCH):
        keys = [row.pk for row in rows[start : start + _BATCH]]
        model.objects.filter(pk__in=keys)._raw_delete(connection.alias)


def _wanted(figure: Figure) -> dict[str, Any]:
    """The values that the row should have; none where it should go."""
    reason = collapse_space(figure.missing_reason)
    if figure.value is None and not reason:
        return {}
    if figure.is_target:
        return {"value": figure.value}
    source = {} if figure.source is None else {"source": collapse_space(figure.source)}
    return {"value": figure.value, "missing_reason": reason, **source}


def _refuse(row: Target | Measurement) -> None:
    if isinstance(row, Measurement) and row.value is not None and row.missing_reason:
        raise ValidationError({"missing_reason": _("Write either a figure or why there is none.")})
    if isinstance(row, Target) and row.value is None:
        raise ValidationError({"value": _("Write either a figure or why there is none.")})
    number = Decimal(row.value or 0)
    if not (number.is_finite() and abs(number) < Decimal(10) ** 14):
        raise ValidationError({"value": _("The number is too large.")})
    row.full_clean(exclude=["indicator"], validate_unique=False, validate_constraints=False)
