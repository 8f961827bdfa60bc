"""The one way to save what a plan is called and when it holds; the root of its tree carries the same title."""

from typing import Any

from apps.accounts.models import User
from apps.municipalities.freshness import bump_public_version
from apps.strategies.models import Element, Event, Plan
from apps.strategies.models.event import recorded
from apps.strategies.operations import edit
from apps.strategies.operations.edit import StaleEdit
from apps.strategies.tree import locked

PLAN_FIELDS = (
    "title",
    "slug",
    "level",
    "start_year",
    "end_year",
    "council_period",
    "committee",
    "adopted_on",
    "case_reference",
    "stage",
    "hearing_until",
    "carries_out",
    "succeeds",
    "figure_form",
)


def plan_version(plan: Plan) -> int:
    """What an edit of the plan is based on: it grows with every change; 0 where there is no history."""
    return plan.history.order_by("-history_id").values_list("history_id", flat=True).first() or 0


def edit_plan(*, plan: Plan, by: User | None, based_on: int | None = None, **changes: Any) -> Plan:
    """Save the ``changes`` (of ``PLAN_FIELDS``) and return the plan as it now stands; the root's title follows the plan's.

    ``based_on`` is the ``plan_version`` the edit began with. Without a real change nothing is written. Raises ``StaleEdit``
    where somebody else saved since and ``ValidationError`` where the values are not allowed. Whether an address may still
    change is for the apps above to say: they know what is published.
    """
    if unknown := changes.keys() - set(PLAN_FIELDS):
        raise TypeError(f"Not to be changed on a plan: {', '.join(sorted(unknown))}")
    with locked(plan.pk, by=by), recorded(Event.Verb.PLAN_EDITED, by=by) as recording:
        current = Plan.objects.select_related(
            "municipality", "council_period", "committee", "carries_out", "succeeds"
        ).get(pk=plan.pk)
        former = {name: getattr(current, name) for name in PLAN_FIELDS}
        for name, value in changes.items():
            setattr(current, name, value)
        current.full_clean()
        changed = [name for name in PLAN_FIELDS if getattr(current, name) != former[name]]
        if not changed:
            return current
        if based_on is not None and based_on != plan_version(current):
            raise _stale(current, former, changes)
        recording.touch(plan_id=current.pk, title=current.title, fields=changed)
        current.save(update_fields=changed)
        if "title" in changed:
            retitle_root(current)
        if "figure_form" in changed:  # no part of an edition: what citizens see changes at once
            bump_public_version(municipality_id=current.municipality_id)
        return current


def retitle_root(plan: Plan) -> None:
    """Give the root of the plan's tree the plan's title; call it under the plan's lock."""
    root_id = Element.objects.values_list("pk", flat=True).get(plan_id=plan.pk, parent__isnull=True)
    root = edit.current(plan.pk, root_id)
    edit.write(root, based_on=root.version, changes={"title": plan.title})


def _stale(plan: Plan, former: dict[str, Any], changes: dict[str, Any]) -> StaleEdit:
    last = plan.history.select_related("history_user").order_by("-history_id").first()
    return StaleEdit(
        former["title"],
        version=plan_version(plan),
        theirs={name: former[name] for name in changes},
        ours={name: getattr(plan, name) for name in changes},
        who=last.history_user if last else None,
        when=last.history_date if last else None,
    )
