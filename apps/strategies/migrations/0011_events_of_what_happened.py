"""Events for what happened before they were written down: from history's reasons, the bin and the moves."""

from datetime import timedelta
from itertools import groupby
from uuid import uuid4

from django.db import migrations

CONTENT_FIELDS = ("title", "body", "kind", "is_derived", "parts_stated", "parts_kind", "responsible_id")
PLAN_FIELDS = (
    "title", "slug", "level", "start_year", "end_year", "council_period_id", "committee_id", "adopted_on", "case_reference",
)  # fmt: skip
VERB_OF_REASON = {
    "topics": "edited",
    "restored": "restored",
    "split": "split",
    "merged": "merged",
    "replaced": "replaced",
    "together": "bulk_edited",
}
REASON_OF_VERB = {
    "restored": "restored",
    "split": "split",
    "merged": "merged",
    "replaced": "replaced",
    "bulk_edited": "together",
}
BATCH = 500
SOON = timedelta(seconds=2)


def tell(apps, _editor):
    for plan in apps.get_model("strategies", "Plan").objects.order_by("pk").iterator():
        _of_plan(apps, plan)
        _of_elements(apps, plan)
        _of_the_bin(apps, plan)
        _of_moves(apps, plan)


def _event(apps, plan, verb, at, by_id, rows, **values):
    """The event of these rows of history or moves, which point at it from now on."""
    event = apps.get_model("strategies", "Event").objects.create(
        plan_id=plan.pk, verb=verb, at=at, by_id=by_id, title=rows[0].title, element_count=len(rows), **values
    )
    keys = [row.pk for row in rows]
    for start in range(0, len(keys), BATCH):
        type(rows[0])._default_manager.filter(pk__in=keys[start : start + BATCH]).update(event=event)
    return event


def _differing(fields, row, before):
    names = [name.removesuffix("_id") for name in fields if getattr(row, name) != getattr(before, name)]
    return ",".join(names)


def _of_plan(apps, plan):
    before = None
    for row in (
        apps.get_model("strategies", "HistoricalPlan").objects.filter(id=plan.pk).order_by("history_id")
    ):
        fields = _differing(PLAN_FIELDS, row, before) if before else ""
        if before is None or fields:
            verb = "plan_edited" if before else "plan_made"
            _event(apps, plan, verb, row.history_date, row.history_user_id, [row], fields=fields)
        before = row


def _of_elements(apps, plan):
    rows = apps.get_model("strategies", "HistoricalElement").objects.filter(plan_id=plan.pk)
    rows = rows.exclude(history_type="-").order_by("history_id")
    last, known = {}, []
    for row in rows.iterator():
        before = last.get(row.identity_id)
        last[row.identity_id] = row
        known.append((_kind_of(row, before), row, before))
    for (verb, _second, _by, _alone), found in groupby(known, key=_together):
        found = list(found)
        first, before = found[0][1:]
        fields = "topics" if first.history_change_reason == "topics" else ""
        if not fields and first.history_type == "~" and before:
            fields = _differing(CONTENT_FIELDS, first, before)
        if verb == "edited" and not fields:
            continue  # written by a retraction, which is told by itself
        _event(
            apps, plan, verb, found[-1][1].history_date, first.history_user_id, [row for _k, row, _b in found],
            identity_id=first.identity_id, fields=fields,
        )  # fmt: skip


def _kind_of(row, before):
    if row.history_type == "+":
        return "brought_back" if before else "added"
    return VERB_OF_REASON.get(row.history_change_reason, "edited")


def _together(entry):
    """What was one deed: made or changed in the same second by the same person."""
    verb, row, _before = entry
    alone = 0 if verb in ("added", "brought_back", "replaced", "bulk_edited") else row.history_id
    return verb, row.history_date.replace(microsecond=0), row.history_user_id, alone


def _of_the_bin(apps, plan):
    history = apps.get_model("strategies", "HistoricalElement").objects.filter(
        plan_id=plan.pk, history_type="-"
    )
    for binned in (
        apps.get_model("strategies", "BinnedSubtree").objects.filter(plan_id=plan.pk).order_by("pk")
    ):
        event = apps.get_model("strategies", "Event").objects.create(
            plan_id=plan.pk, verb="deleted", at=binned.deleted_at, by_id=binned.deleted_by_id, title=binned.title,
            identity_id=binned.identity_id, element_count=binned.element_count,
        )  # fmt: skip
        around = (binned.deleted_at - SOON, binned.deleted_at + SOON)
        history.filter(event=None, history_user_id=binned.deleted_by_id, history_date__range=around).update(
            event=event
        )
        binned.event = event
        binned.save(update_fields=["event"])


def _of_moves(apps, plan):
    moves = list(apps.get_model("strategies", "Move").objects.filter(plan_id=plan.pk).order_by("pk"))
    for _same, found in groupby(moves, key=_deed):
        found = list(found)
        first = found[0]
        larger = None if first.deed or first.is_cancelled else _larger(apps, plan, first)
        if larger:
            type(first)._default_manager.filter(pk__in=[move.pk for move in found]).update(event=larger)
            continue
        undoing = first.is_cancelled and first.deed is None
        values = {"identity_id": first.identity_id}
        if first.is_cancelled and first.deed:
            values |= _undoing(first, moves)
        verb = "move_undone" if undoing else "moved"
        _event(apps, plan, verb, found[-1].moved_at, first.moved_by_id, found, **values)


def _deed(move):
    alone = move.deed or move.moved_at.replace(microsecond=0)
    return alone, move.moved_by_id, move.is_cancelled


def _larger(apps, plan, move):
    """The split or merge that the move was part of, if it was one."""
    around = (move.moved_at - SOON, move.moved_at + SOON)
    events = apps.get_model("strategies", "Event").objects.filter(
        plan_id=plan.pk, verb__in=("split", "merged"), by_id=move.moved_by_id, at__range=around
    )
    return events.first()


def _undoing(move, moves):
    """Who took the move back, and when: the next move of the element that is itself an undoing."""
    for later in moves:
        is_undoing = later.is_cancelled and later.deed is None
        if later.pk > move.pk and later.identity_id == move.identity_id and is_undoing:
            return {"undone_at": later.moved_at, "undone_by_id": later.moved_by_id}
    return {"undone_at": move.moved_at}


def forget(apps, _editor):
    """Write into moves and history what the events say, and let the events go."""
    events = apps.get_model("strategies", "Event").objects
    for event in events.filter(moves__isnull=False).distinct():
        is_undoing = event.verb == "move_undone"
        event.moves.update(
            moved_at=event.at,
            moved_by=event.by_id,
            deed=uuid4() if event.verb == "moved" else None,
            is_cancelled=is_undoing or event.undone_at is not None,
        )
    history = apps.get_model("strategies", "HistoricalElement").objects
    for verb, reason in REASON_OF_VERB.items():
        history.filter(event__verb=verb).update(history_change_reason=reason)
    history.filter(event__verb="edited", event__fields="topics").update(history_change_reason="topics")
    for name in ("HistoricalElement", "HistoricalPlan", "BinnedSubtree", "Move"):
        apps.get_model("strategies", name).objects.update(event=None)
    events.all().delete()


class Migration(migrations.Migration):
    dependencies = [("strategies", "0010_events")]

    operations = [migrations.RunPython(tell, forget)]
