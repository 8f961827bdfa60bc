"""Entries for what was done without one: before there was a record, or by plain ``loaddata``. They say that they were written later."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from apps.publishing.record.entries import Deed, append, publication, retraction_of, seal, withdrawal_of
from apps.publishing.record.stored import GetModel, present_models, stored

#: What is done at one moment: a plan is published before it is taken back.
_EDITION, _WITHDRAWAL, _RETRACTION = range(3)


class _Event(NamedTuple):
    at: datetime
    sort: int
    row: Any


def write_missing(
    *, municipality_id: int | None = None, leaving_out: Any = None, get_model: GetModel = present_models
) -> int:
    """Write an entry for every publication, withdrawal and retraction that has none, in order of time; how many these were.

    Of one municipality or of all, but for the row ``leaving_out``, which the caller enters itself. Hold the record's lock.
    """
    events = _events(municipality_id, leaving_out, get_model)
    now = timezone.now()
    for event in events:
        append(_deed(event, get_model), recorded_at=now, get_model=get_model)
    return len(events)


def _events(municipality_id: int | None, leaving_out: Any, get_model: GetModel) -> list[_Event]:
    def rows(name: str, way: str, *around: str) -> list[Any]:
        found: Any = get_model(name)._default_manager.filter(record_entry=None)
        if municipality_id is not None:
            found = found.filter(**{f"{way}__municipality": municipality_id})
        if isinstance(leaving_out, get_model(name)):
            found = found.exclude(pk=leaving_out.pk)
        return list(found.select_related(f"{way}__municipality", *around))

    published = get_model("Edition")._default_manager.filter(
        Q(plan=OuterRef("identity__plan")), published_at__lte=OuterRef("retracted_at")
    )
    retractions = get_model("Retraction")._default_manager.filter(Exists(published))
    told = set(retractions.filter(record_entry=None).values_list("pk", flat=True))
    found = [_Event(row.published_at, _EDITION, row) for row in rows("Edition", "plan", "republished_from")]
    found += [_Event(row.withdrawn_at, _WITHDRAWAL, row) for row in rows("Withdrawal", "plan", "edition")]
    found += [
        _Event(row.retracted_at, _RETRACTION, row)
        for row in rows("Retraction", "identity__plan")
        if row.pk in told  # of a plan that nobody could read, nothing is told
    ]
    return sorted(found, key=lambda event: (event.at, event.sort, event.row.pk))


def _deed(event: _Event, get_model: GetModel) -> Deed:
    if event.sort == _EDITION:
        [found] = stored([event.row], get_model)
        return publication(found, seal(found, get_model).digest)
    plan = event.row.plan if event.sort == _WITHDRAWAL else event.row.identity.plan
    first = get_model("Edition")._default_manager.filter(plan=plan.pk, published_at__lte=event.at)
    edition: Any = first.order_by("-number").first()
    root = root_of(plan.pk, get_model)
    if event.sort == _WITHDRAWAL:
        return withdrawal_of(event.row, root)
    return retraction_of(event.row, root, edition.title, {"editions": {}, "words": {}})


def root_of(plan_id: int, get_model: GetModel = present_models) -> str:
    """The identity of a published plan's root."""
    rows: Any = get_model("EditionElement")._default_manager.filter(edition__plan=plan_id, position=0)
    return str(rows.values_list("identity__uid", flat=True)[:1].get())
