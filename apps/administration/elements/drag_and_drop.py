"""What the tree page asks for while elements are dragged: one request a move, answered with the tree as it now stands."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.administration.elements import selection
from apps.administration.elements.fetching import get_plan, tree_address
from apps.administration.scoping import parse_key
from apps.core.conflicts import REFUSED, Conflict, Gone, in_words
from apps.municipalities.roles import Capability
from apps.publishing.comparison.pending_changes import moved_in
from apps.strategies import tree
from apps.strategies.kinds import Kind, may_stand_under
from apps.strategies.models import Element, Event, Move, Plan
from apps.strategies.operations.move import move_elements, undo_move


def arrange(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Move the elements of the request; what is not of the plan is answered alike, whether deleted or never there."""
    plan = _plan(request)
    chosen = selection.parse(request.POST.getlist("element"))
    parent_id, after = parse_key(request.POST.get("parent")), parse_place(request.POST.get("place"))
    status = 200
    try:
        moved = move_elements(
            plan_id=plan.pk,
            expected=selection.moves_seen(chosen),
            parent_id=parent_id,
            after=after,
            by=request.user,
        )
        message = told(admin, request, moved)
    except REFUSED as refused:
        status, message = status_of(refused), in_words(refused)
    return JsonResponse({"message": message, **state(admin, request, plan)}, status=status)


def undo(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Take back the user's last move in the plan, if it is the one that the page named."""
    plan = _plan(request)
    status = 200
    try:
        event_id = parse_key(request.POST.get("event"))
        back = undo_move(plan_id=plan.pk, event_id=event_id, by=request.user)
        for element in back:
            admin.log_change(request, element, _("Moved back."))
        words = ngettext(
            "“%(title)s” has been moved back.", "%(count)s elements have been moved back.", len(back)
        )
        message = words % {"title": back[0].title, "count": len(back)}
    except REFUSED as refused:
        status, message = status_of(refused), in_words(refused)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"message": message, **state(admin, request, plan)}, status=status)
    (messages.success if status == 200 else messages.error)(request, message)
    return HttpResponseRedirect(tree_address(plan))


def status_of(refused: ValidationError | Conflict) -> int:
    """404 for what is gone, 409 where somebody was faster, 422 for what is not allowed."""
    if isinstance(refused, Gone):
        return 404
    return 409 if isinstance(refused, Conflict) else 422


def told(admin: ModelAdmin, request: HttpRequest, moved: list[Element]) -> str:
    """Note in admin's log what was moved; returns the words for it."""
    for element in moved:
        admin.log_change(request, element, _("Moved."))
    words = ngettext("“%(title)s” has been moved.", "%(count)s elements have been moved.", len(moved))
    return words % {"title": moved[0].title, "count": len(moved)}


def parse_place(value: str | None) -> str | int:
    """First, last, or the key of the child to stand after."""
    return value if value in (tree.FIRST, tree.LAST) else parse_key(value)


def _plan(request: HttpRequest) -> Plan:
    if request.method != "POST":
        raise Http404
    return get_plan(request, request.POST.get("plan"), Capability.EDIT)


def state(admin: Any, request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """The tree in reading order as the page keeps it, and what can be undone."""
    moves = Move.objects.filter(plan=plan).latest_of_each()
    columns = ("pk", "version", "identity_id", "parent_id", "level", "kind")
    elements = Element.objects.filter(plan=plan).without_root().order_by("lft")
    rows = [
        [e.pk, e.parent_id, e.level, e.kind, str(selection.seen(e, moves))]
        for e in elements.values_list(*columns, named=True)
    ]
    return {"rows": rows, "moved": _moved_since_published(plan), "undo": last_move(plan, request.user)}


def _moved_since_published(plan: Plan) -> list[int]:
    """The elements that citizens read at another place."""
    moved = Element.objects.filter(plan=plan, identity_id__in=moved_in(plan.pk))
    return list(moved.order_by("lft").values_list("pk", flat=True))


def last_move(plan: Plan, user: Any) -> dict[str, str] | None:
    """What the user moved last in the plan and can take back."""
    last = Event.objects.filter(plan=plan).moves_to_undo(user).first()
    if last is None:
        return None
    words = ngettext("“%(title)s”", "%(count)s elements", last.element_count)
    return {"event": str(last.pk), "words": words % {"title": last.title, "count": last.element_count}}


def allowed_under() -> dict[str, list[str]]:
    """For each kind, the kinds that may stand under it."""
    return {parent.value: [kind.value for kind in Kind if may_stand_under(kind, parent)] for parent in Kind}


def tree_words() -> dict[str, str]:
    """What the tree page says while it is being worked on; ``{…}`` is filled in by the page."""
    return {
        "handle": _("Move “{title}”"),
        "fold": _("Fold what stands under “{title}”"),
        "unfold": _("Unfold what stands under “{title}”"),
        "picked": _(
            "Moving “{title}”. Arrow up and down choose the place, left and right the level. Enter puts it down, Escape leaves it."
        ),
        "pickedMany": _(
            "Moving {count} elements. Arrow up and down choose the place, left and right the level. Enter puts them down, Escape leaves them."
        ),
        "first": _("Under “{parent}”, first"),
        "last": _("Under “{parent}”, last"),
        "after": _("Under “{parent}”, after “{sibling}”"),
        "nowhere": _("It cannot stand there."),
        "left": _("Nothing was moved."),
        "busy": _("Moving …"),
        "failed": _("The move did not reach us, so it may not be done. Load the page again."),
        "others": _("Others have added to the plan. Load the page again to see it all."),
        "chosen": _("{count} chosen"),
        "oneChosen": _("1 chosen"),
        "found": _("{count} found"),
        "oneFound": _("1 found"),
        "noneFound": _("No element has these words in its title."),
        "undo": _("Undo the move of {what}"),
        "plan": _("the plan"),
        "adding": _("A new element under “{parent}”. Enter adds it, Escape closes the row."),
        "notAdded": _("It did not reach us, so it may not be added. Load the page again to see."),
        "moved": _("moved"),
    }
