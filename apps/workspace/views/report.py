"""Reporting how it goes: what a round asks the person about, one at a time or many confirmed at once."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.core.conflicts import REFUSED, in_words
from apps.core.sizes import LARGEST_INTEGER
from apps.followup.models import FollowUpRound, RoundElement
from apps.followup.operations.report import Report, confirm_unchanged, report
from apps.followup.reminders import stop
from apps.followup.responsibility import open_rounds, reporter
from apps.followup.sheet import round_sheet
from apps.workspace.access import SignedInRequest, in_workspace, workspace_page
from apps.workspace.reporting import ReportForm
from apps.workspace.workspaces import Workspace


@workspace_page
def sheets(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    """Every open round with what it asks the person about."""
    return _page(request, workspace)


@in_workspace
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: SignedInRequest, workspace: Workspace, number: int, uid: UUID) -> HttpResponse:
    """Report one element; what cannot be saved is given back as it was written."""
    round, row = _asked(workspace, number, uid)
    if request.method != "POST":
        return redirect(f"{_address(workspace)}#{uid}")
    form = ReportForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        told = Report(
            row.identity_id, values["status"], values["text"], not values["internal"], values["based_on"]
        )
        try:
            report(reports=[told], by=workspace.user, round=round)
        except REFUSED as refused:
            form.add_error(None, in_words(refused))
        else:
            messages.success(request, _("“%(title)s” is reported.") % {"title": row.edition_element.title})
            return redirect(_address(workspace))
    return _page(request, workspace, {uid: form}, of=round, status=422)


@in_workspace
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: SignedInRequest, workspace: Workspace, number: int) -> HttpResponse:
    """“Unchanged, checked today” of everything chosen, in one go."""
    round = _round(workspace, number)
    if request.method != "POST":
        return redirect(_address(workspace))
    rows = reporter(workspace.user, workspace.municipality).of(RoundElement.objects.filter(round=round))
    chosen = list(rows.filter(identity__uid__in=_uids(request)).values_list("identity_id", flat=True))
    if not chosen:
        messages.warning(request, _("Choose what is unchanged first."))
        return redirect(_address(workspace))
    try:
        made = confirm_unchanged(identity_ids=chosen, by=workspace.user, round=round)
    except REFUSED as refused:
        messages.error(request, in_words(refused))
    else:
        told = ngettext(
            "%(number)d element is confirmed: unchanged, checked today.",
            "%(number)d elements are confirmed: unchanged, checked today.",
            len(made),
        )
        messages.success(request, told % {"number": len(made)})
    return redirect(_address(workspace))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_reminders(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the mails about rounds to one address; the link in each of them leads here, and asks before it is done."""
    address = stop(token, really=request.method == "POST")
    if address is None:
        raise Http404
    context = {"address": address, "is_done": request.method == "POST"}
    return render(request, "workspace/report/stop.html", context)


def _page(
    request: HttpRequest,
    workspace: Workspace,
    forms: dict[UUID, ReportForm] | None = None,
    *,
    of: FollowUpRound | None = None,
    status: int = 200,
) -> HttpResponse:
    """The open rounds; and the round ``of`` the ``forms``, which may have been closed while they were written."""
    who = reporter(workspace.user, workspace.municipality)
    rounds = open_rounds(workspace.municipality)
    if of is not None and of not in rounds:
        rounds = [of, *rounds]
    context = {
        "workspace": workspace,
        "municipality": workspace.municipality,
        "may_report": who.may_report,
        "sheets": [round_sheet(round, who, only_own=True) for round in rounds] if who.may_report else [],
        "rounds": rounds,
        "forms": forms or {},
        "form": ReportForm(),
    }
    return render(request, "workspace/report/report.html", context, status=status)


def _address(workspace: Workspace) -> str:
    return redirect("workspace:report", workspace.municipality.slug).url


def _round(workspace: Workspace, number: int) -> FollowUpRound:
    rows = FollowUpRound.objects.filter(municipality=workspace.municipality)
    found = rows.filter(number=number).first() if number <= LARGEST_INTEGER else None
    if found is None:
        raise Http404
    return found


def _asked(workspace: Workspace, number: int, uid: UUID) -> tuple[FollowUpRound, RoundElement]:
    """What the round asks the person about; 404 for what it does not, as for what is another unit's."""
    round = _round(workspace, number)
    rows = reporter(workspace.user, workspace.municipality).of(RoundElement.objects.filter(round=round))
    row = rows.filter(identity__uid=uid).select_related("edition_element").first()
    if row is None:
        raise Http404
    return round, row


def _uids(request: HttpRequest) -> list[UUID]:
    try:
        return [UUID(text) for text in request.POST.getlist("element")]
    except ValueError as error:
        raise Http404 from error
