"""Entering figures in a grid: each cell is saved by itself, or all of them with a button where there is no script."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.conflicts import REFUSED, in_words
from apps.indicators.models import Indicator
from apps.workspace.access import SignedInRequest, in_workspace
from apps.workspace.figure_grid import (
    WrongFigure,
    grids_of,
    number_in,
    page_of,
    writable_indicators,
    write_cell,
)
from apps.workspace.workspaces import Workspace


@in_workspace
@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: SignedInRequest, workspace: Workspace) -> HttpResponse:
    """The grids; sent as a whole, every cell that is otherwise than it was is saved, or none."""
    problems: list[str] = []
    if request.method == "POST":
        number, problems = _save_all(request, workspace)
        if not problems:
            told = ngettext("%(number)d figure is saved.", "%(number)d figures are saved.", number)
            messages.success(request, told % {"number": number})
            return redirect(request.get_full_path())
    page = page_of(workspace, request.GET.get("side"))
    context = {
        "workspace": workspace,
        "municipality": workspace.municipality,
        "grids": grids_of(page),
        "page": page,
        "problems": problems,
        "sent": request.POST,
    }
    return render(request, "workspace/figures/figures.html", context, status=422 if problems else 200)


@in_workspace
@require_POST
def figure(request: SignedInRequest, workspace: Workspace, uid: UUID) -> HttpResponse:
    """One cell, for the script: ``{"value"}`` as it stands now, or ``{"problem"}`` with 409 or 422."""
    indicator = writable_indicators(workspace).filter(uid=uid).first()
    if indicator is None:
        raise Http404
    sent = request.POST
    try:
        value = write_cell(
            workspace,
            indicator,
            on=_day(sent.get("on", "")),
            text=sent.get("value", ""),
            before=sent.get("before"),
        )
    except WrongFigure as wrong:
        return JsonResponse({"problem": str(wrong)}, status=422)
    except REFUSED as refused:
        status = 422 if isinstance(refused, ValidationError) else 409
        return JsonResponse({"problem": in_words(refused)}, status=status)
    return JsonResponse({"value": value})


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


def _save_all(request: HttpRequest, workspace: Workspace) -> tuple[int, list[str]]:
    """Save what is otherwise than it was; how many, and in words what is wrong. Where anything is, nothing is saved."""
    indicators = {str(row.uid): row for row in writable_indicators(workspace)}
    saved, problems = 0, []
    with transaction.atomic():
        for name in request.POST:
            uid, _dot, day = name.partition(".")
            text, before = request.POST.get(name, ""), request.POST.get(f"before.{name}", "")
            if uid not in indicators or text.strip() == before.strip():
                continue
            problem = _saved(workspace, indicators[uid], day, text, before)
            if problem:
                problems.append(f"{indicators[uid].title}, {day}: {problem}")
            saved += not problem
        transaction.set_rollback(bool(problems))
    return saved, problems


def _saved(workspace: Workspace, indicator: Indicator, day: str, text: str, before: str) -> str:
    try:
        if number_in(text) != number_in(before):
            write_cell(workspace, indicator, on=_day(day), text=text, before=before)
    except WrongFigure as wrong:
        return str(wrong)
    except REFUSED as refused:
        return in_words(refused)
    return ""
