"""Where the activity of a municipality is found, each source as events in words, at most ``scope.limit`` of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db.models import BigIntegerField, Case, Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import TruncSecond
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.municipalities.models import Committee, Invitation, Membership, Municipality
from apps.municipalities.roles import Role
from apps.publishing.models import Edition, PreviewLink, Retraction, Withdrawal
from apps.strategies.models import BinnedSubtree, Element, Move, Plan
from apps.strategies.operations.edit import CONTENT_FIELDS, REPLACED, TOGETHER
from apps.strategies.operations.edit_plan import PLAN_FIELDS


@dataclass(frozen=True)
class Scope:
    """Which events are wanted: of these plans, and of the municipality's people where ``with_people``."""

    municipality: Municipality
    plans: list[int]
    with_people: bool
    before: datetime
    limit: int


@dataclass
class Event:
    """Something somebody did. ``words`` say what; ``plan_id`` and ``identity_id`` where to look, None where nowhere."""

    at: datetime
    by_id: int | None
    words: str
    plan_id: int | None = None
    identity_id: int | None = None
    by: User | None = None


def of_elements(scope: Scope) -> Iterator[Event]:
    """Elements that were added, brought back or changed; what was done in one go is one event. Deletions: ``of_the_bin``.

    An edit of one element stands alone, however soon the next one follows.
    """
    in_one_go = Q(history_type="+") | Q(history_change_reason__in=(REPLACED, TOGETHER))
    groups = list(
        Element.history.filter(plan_id__in=scope.plans, history_date__lt=scope.before)
        .exclude(history_type="-")
        .annotate(
            second=TruncSecond("history_date"),
            alone=Case(When(in_one_go, then=0), default=F("history_id"), output_field=BigIntegerField()),
        )
        .values("plan_id", "history_user_id", "second", "history_type", "history_change_reason", "alone")
        .annotate(number=Count("history_id"), first=Min("history_id"), at=Max("history_date"))
        .order_by("-at")[: scope.limit]
    )
    first_rows = _with_earlier(Element.history.all(), "identity_id", [group["first"] for group in groups])
    for group in groups:
        row, before = first_rows[group["first"]]
        if group["number"] == 1 and _says_nothing(row, before):
            continue
        yield Event(
            group["at"],
            group["history_user_id"],
            _element_words(row, before, group["number"]),
            group["plan_id"],
            row.identity_id if group["number"] == 1 else None,
        )


def _with_earlier(rows: QuerySet, same: str, ids: Iterable[int]) -> dict[int, tuple[Any, Any]]:
    """Rows of history by id, each with the one before it of the ``same`` thing (None where it is the first)."""
    earlier = rows.model._default_manager.filter(
        **{same: OuterRef(same)}, history_id__lt=OuterRef("history_id")
    ).order_by("-history_id")
    found = rows.filter(history_id__in=list(ids)).annotate(
        earlier_id=Subquery(earlier.values("history_id")[:1])
    )
    wanted = {row.history_id: row for row in found}
    before = rows.in_bulk(
        [row.earlier_id for row in wanted.values() if row.earlier_id], field_name="history_id"
    )
    return {key: (row, before.get(row.earlier_id)) for key, row in wanted.items()}


def _element_words(row: Any, before: Any, number: int) -> str:
    """What was done to ``number`` elements, of which ``row`` is the first."""
    words = {"title": row.title, "count": number}
    if row.history_type == "+":
        if before is not None:
            return _("brought “%(title)s” back from the bin") % words
        return (
            ngettext("added “%(title)s”", "added “%(title)s” and more, %(count)d elements in all", number)
            % words
        )
    if number > 1:
        if row.history_change_reason == REPLACED:
            return _("replaced words in %(count)d elements") % words
        return _("changed %(count)d elements in one go") % words
    by_reason = {
        "topics": _("changed the topics of “%(title)s”"),
        "restored": _("restored an earlier version of “%(title)s”"),
        "split": _("split “%(title)s” in two"),
        "merged": _("merged another element into “%(title)s”"),
        "replaced": _("replaced words in “%(title)s”"),
    }
    if row.history_change_reason in by_reason:
        return by_reason[row.history_change_reason] % words
    return _("changed “%(title)s” (%(what)s)") % {
        **words,
        "what": _changed(Element, CONTENT_FIELDS, row, before),
    }


def _says_nothing(row: Any, before: Any) -> bool:
    """Whether a change left the words as they were before it: a retraction rewrites both, and is told by itself."""
    is_plain = row.history_type == "~" and not row.history_change_reason and before is not None
    return is_plain and not _changed(Element, CONTENT_FIELDS, row, before)


def _changed(model: Any, names: Iterable[str], row: Any, before: Any) -> str:
    """The names of the fields that differ, as a reader knows them."""
    fields = [model._meta.get_field(name) for name in names]
    changed = [
        str(field.verbose_name)
        for field in fields
        if before is None or getattr(row, field.attname) != getattr(before, field.attname)
    ]
    return ", ".join(changed)


def of_plans(scope: Scope) -> Iterator[Event]:
    """Plans that were made and whose particulars were changed."""
    rows = list(
        Plan.history.filter(id__in=scope.plans, history_date__lt=scope.before).order_by("-history_date")[
            : scope.limit
        ]
    )
    pairs = _with_earlier(Plan.history.all(), "id", [row.history_id for row in rows])
    for row in rows:
        before = pairs[row.history_id][1]
        words = {"title": row.title, "what": _changed(Plan, PLAN_FIELDS, row, before)}
        if before and not words["what"]:
            continue  # a retraction rewrites both, and is told by itself
        told = _("changed the plan “%(title)s” (%(what)s)") if before else _("made the plan “%(title)s”")
        yield Event(row.history_date, row.history_user_id, told % words, row.id)


def of_moves(scope: Scope) -> Iterator[Event]:
    rows = Move.objects.filter(plan_id__in=scope.plans, moved_at__lt=scope.before)
    rows = rows.annotate(
        under=Subquery(
            Element.objects.filter(identity_id=OuterRef("to_parent_id")).order_by().values("title")[:1]
        )
    )
    for row in rows.order_by("-moved_at")[: scope.limit]:
        if row.from_parent_id == row.to_parent_id or row.under is None:
            words = _("moved “%(title)s”") % {"title": row.title}
        else:
            words = _("moved “%(title)s” to “%(under)s”") % {"title": row.title, "under": row.under}
        yield Event(row.moved_at, row.moved_by_id, words, row.plan_id, row.identity_id)


def of_the_bin(scope: Scope) -> Iterator[Event]:
    rows = BinnedSubtree.objects.filter(plan_id__in=scope.plans, deleted_at__lt=scope.before)
    for row in rows.defer("content").order_by("-deleted_at")[: scope.limit]:
        words = ngettext(
            "moved “%(title)s” to the bin",
            "moved “%(title)s” and what stood under it, %(count)d elements in all, to the bin",
            row.element_count,
        )
        told = words % {"title": row.title, "count": row.element_count}
        yield Event(row.deleted_at, row.deleted_by_id, told, row.plan_id)


def of_editions(scope: Scope) -> Iterator[Event]:
    rows = Edition.objects.filter(plan_id__in=scope.plans, published_at__lt=scope.before)
    for row in rows.order_by("-published_at")[: scope.limit]:
        told = _("published edition %(number)d of “%(title)s” (%(nature)s)")
        words = {"number": row.number, "title": row.title, "nature": row.get_nature_display()}
        yield Event(row.published_at, row.published_by_id, told % words, row.plan_id)


def of_withdrawals(scope: Scope) -> Iterator[Event]:
    rows = Withdrawal.objects.filter(plan_id__in=scope.plans, withdrawn_at__lt=scope.before)
    for row in rows.select_related("plan").order_by("-withdrawn_at")[: scope.limit]:
        told = _("withdrew “%(title)s” from the public pages") % {"title": row.plan.title}
        yield Event(row.withdrawn_at, row.withdrawn_by_id, told, row.plan_id)


def of_retractions(scope: Scope) -> Iterator[Event]:
    rows = Retraction.objects.filter(identity__plan_id__in=scope.plans, retracted_at__lt=scope.before)
    for row in rows.select_related("identity__plan").order_by("-retracted_at")[: scope.limit]:
        told = _("retracted a passage in “%(title)s”") % {"title": row.identity.plan.title}
        yield Event(row.retracted_at, row.retracted_by_id, told, row.identity.plan_id)


def of_preview_links(scope: Scope) -> Iterator[Event]:
    rows = PreviewLink.objects.filter(plan_id__in=scope.plans, made_at__lt=scope.before)
    for row in rows.select_related("plan").order_by("-made_at")[: scope.limit]:
        told = _("made a preview link to the draft of “%(title)s”") % {"title": row.plan.title}
        yield Event(row.made_at, row.made_by_id, told, row.plan_id)


def of_invitations(scope: Scope) -> Iterator[Event]:
    """Who was invited; nothing where only a plan is asked about."""
    if not scope.with_people:
        return
    rows = Invitation.objects.filter(municipality=scope.municipality, sent_at__lt=scope.before)
    for row in rows.order_by("-sent_at")[: scope.limit]:
        told = _("invited %(email)s as %(role)s") % {"email": row.email, "role": row.get_role_display()}
        yield Event(row.sent_at, row.invited_by_id, told)


def of_memberships(scope: Scope) -> Iterator[Event]:
    """People who got, changed or lost a role; nothing where only a plan is asked about."""
    if not scope.with_people:
        return
    rows = Membership.history.filter(municipality=scope.municipality, history_date__lt=scope.before)
    newest = list(rows.order_by("-history_date")[: scope.limit])
    people = User.objects.in_bulk({row.user_id for row in newest})
    told = {
        "+": _("gave %(person)s the role of %(role)s"),
        "~": _("changed the membership of %(person)s (%(role)s)"),
        "-": _("took the role of %(role)s from %(person)s"),
    }
    for row in newest:
        person = people.get(row.user_id) or _("somebody")
        role = str(Role(row.role).label) if row.role in Role.values else row.role
        words = told[row.history_type] % {"person": person, "role": role}
        if row.history_type == "+" and row.history_user_id == row.user_id:
            words = _("accepted the invitation as %(role)s") % {"role": role}
        yield Event(row.history_date, row.history_user_id, words)


def of_particulars(scope: Scope) -> Iterator[Event]:
    """Changes of the municipality itself and its committees; nothing where only a plan is asked about.

    They have no history of their own; admin's log tells what was done to them there.
    """
    if not scope.with_people:
        return
    committees = Committee.objects.filter(municipality=scope.municipality).values_list("pk", flat=True)
    rows = LogEntry.objects.filter(
        Q(content_type__model="municipality", object_id=str(scope.municipality.pk))
        | Q(content_type__model="committee", object_id__in=[str(key) for key in committees]),
        content_type__app_label="municipalities",
        action_flag__in=(ADDITION, CHANGE),
        action_time__lt=scope.before,
    )
    told = {
        ("municipality", ADDITION): _("made the municipality"),
        ("municipality", CHANGE): _("changed the municipality’s particulars"),
        ("committee", ADDITION): _("added the committee “%(title)s”"),
        ("committee", CHANGE): _("changed the committee “%(title)s”"),
    }
    newest = rows.annotate(what=F("content_type__model")).order_by("-action_time")[: scope.limit]
    for row in newest:
        words = told[row.what, row.action_flag] % {"title": row.object_repr}
        yield Event(row.action_time, row.user_id, words)
