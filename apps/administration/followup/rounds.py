"""Follow-up rounds in admin: opened on one page, and watched, confirmed and closed on another."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.administration.elements.fetching import posted, put_errors
from apps.administration.followup.forms import DeadlineForm, OpenRoundForm
from apps.administration.municipalities.committees import OwnMunicipalityFilter
from apps.administration.scoping import ScopedAdmin, parse_key
from apps.core.conflicts import REFUSED, in_words
from apps.followup.models import FollowUpRound
from apps.followup.operations.report import confirm_unchanged
from apps.followup.operations.rounds import close_round, move_deadline, open_round
from apps.followup.responsibility import reporter
from apps.followup.sheet import Sheet, round_sheet
from apps.municipalities.permissions import capability_flags, require
from apps.municipalities.roles import Capability
from apps.overview.followup import counted, status_label


@admin.register(FollowUpRound)
class FollowUpRoundAdmin(ScopedAdmin):
    written_with = Capability.RUN_FOLLOW_UP
    list_display = ["title", "number", "municipality", "opened_on", "deadline", "closed_on"]
    list_filter = [("municipality", OwnMunicipalityFilter)]
    list_select_related = ["municipality"]
    search_fields = ["title__folded"]
    actions = None
    nothing_yet = gettext_lazy(
        "Nothing has been followed up yet. Open a round, and everybody who is responsible is asked how it goes."
    )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was reported is kept: a round is closed, never deleted."""
        return False

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Which plans, until when."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = OpenRoundForm(posted(request), user=request.user)
        if request.method == "POST" and form.is_valid():
            plans = list(form.cleaned_data["plans"])
            try:
                opened = open_round(
                    municipality=plans[0].municipality,
                    title=form.cleaned_data["title"],
                    deadline=form.cleaned_data["deadline"],
                    plans=plans,
                    by=request.user,
                )
            except REFUSED as refused:
                put_errors(form, refused)
            else:
                self.log_addition(request, opened, [{"added": {}}])
                messages.success(request, _("The round is open. Those who are responsible can report now."))
                return redirect("admin:followup_followupround_change", opened.pk)
        return self._show(request, "add", title=_("Open a follow-up round"), form=form, media=form.media)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Everything the round asks about; what is unchanged is confirmed here in one go."""
        round = self._round(request, object_id)
        form = DeadlineForm(posted(request) if "move" in request.POST else None, round=round)
        if request.method == "POST":
            require(request.user, Capability.RUN_FOLLOW_UP, round.municipality)
            if self._done(request, round, form):
                return redirect("admin:followup_followupround_change", round.pk)
        sheet = round_sheet(round, reporter(request.user, round.municipality))
        context = {
            "round": round,
            "sheet": sheet,
            "rows": _labelled(sheet),
            "counted": counted(sheet.counts()),
            "form": form,
            "may": capability_flags(request.user, round.municipality),
        }
        return self._show(request, "round", title=round.title, **context)

    def _round(self, request: HttpRequest, object_id: str) -> FollowUpRound:
        found: FollowUpRound | None = (
            self.get_queryset(request).select_related("municipality").filter(pk=parse_key(object_id)).first()
        )
        if found is None:
            raise Http404
        return found

    def _done(self, request: HttpRequest, round: FollowUpRound, form: DeadlineForm) -> bool:
        """Do what the button says; whether the page is to be loaded anew."""
        try:
            if "confirm" in request.POST:
                return self._confirmed(request, round)
            if "move" in request.POST:
                if not form.is_valid():
                    return False
                move_deadline(round=round, deadline=form.cleaned_data["deadline"], by=request.user)
                self.log_change(request, round, _("Moved the deadline."))
                messages.success(request, _("The deadline has been moved."))
            elif "close" in request.POST:
                close_round(round=round, by=request.user)
                self.log_change(request, round, _("Closed the round."))
                messages.success(request, _("The round is closed. What stands here now stands for good."))
        except REFUSED as refused:
            messages.error(request, in_words(refused))
        return True

    def _confirmed(self, request: HttpRequest, round: FollowUpRound) -> bool:
        chosen = {parse_key(key) for key in request.POST.getlist("element")}
        if not chosen:
            messages.warning(request, _("Choose what is unchanged first."))
            return True
        made = confirm_unchanged(identity_ids=chosen, by=request.user, round=round)
        told = ngettext(
            "%(number)d element is confirmed: unchanged, checked today.",
            "%(number)d elements are confirmed: unchanged, checked today.",
            len(made),
        )
        messages.success(request, told % {"number": len(made)})
        return True

    def _show(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        everything = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"administration/followup/{template}.html", everything)


def _labelled(sheet: Sheet) -> list[dict[str, Any]]:
    return [{"row": row, "label": status_label(row.shown.status) if row.shown else ""} for row in sheet.rows]
