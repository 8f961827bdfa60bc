"""The pages about a plan's editions: all of them, an earlier one again, and taking the plan off the public pages."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.administration.elements.fetching import get_plan, posted, show
from apps.administration.publishing.forms import NoteForm
from apps.administration.scoping import parse_key
from apps.core.conflicts import REFUSED, in_words
from apps.core.sizes import LARGEST_INTEGER
from apps.municipalities.roles import Capability
from apps.publishing.models import Edition, Retraction, Withdrawal
from apps.publishing.operations.publish import republish
from apps.publishing.operations.withdraw import withdraw
from apps.strategies.models import Plan


def editions_view(admin: ModelAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """Every edition with who published it, and what was withdrawn or retracted."""
    plan = get_plan(request, key, Capability.ENTER_ADMIN)
    editions = list(
        Edition.objects.filter(plan=plan)
        .select_related("published_by", "republished_from")
        .order_by("-number")
    )
    context = {
        "editions": editions,
        "current": next((edition for edition in editions if edition.is_current), None),
        "withdrawals": Withdrawal.objects.filter(plan=plan).select_related("edition", "withdrawn_by"),
        "retractions": Retraction.objects.filter(identity__plan=plan).select_related("retracted_by"),
        "public_address": f"/{plan.municipality.slug}/{plan.slug}/",
    }
    title = _("Editions of “%(title)s”") % {"title": plan.title}
    return show(admin, request, "administration/publishing/editions.html", plan=plan, title=title, **context)


def again_view(admin: ModelAdmin, request: HttpRequest, key: str, number: str) -> HttpResponse:
    """Publish an earlier edition again, as a new one."""
    plan = get_plan(request, key, Capability.PUBLISH)
    edition = Edition.objects.filter(
        plan=plan, number=min(parse_key(number), LARGEST_INTEGER), is_current=False
    ).first()
    if edition is None:
        raise Http404
    form = NoteForm(posted(request), current=_current(plan))
    if request.method == "POST" and form.is_valid():
        try:
            new = republish(edition=edition, by=request.user, **form.cleaned_data)
        except REFUSED as refused:
            messages.error(request, in_words(refused))
        else:
            told = _("Edition %(old)s is published again, as edition %(new)s.")
            told %= {"old": edition.number, "new": new.number}
            admin.log_change(request, plan, told)
            messages.success(request, told)
        return redirect("admin:publishing_editions", plan.pk)
    title = _("Publish edition %(number)s again") % {"number": edition.number}
    return show(
        admin,
        request,
        "administration/publishing/republish.html",
        plan=plan,
        title=title,
        edition=edition,
        form=form,
    )


def withdraw_view(admin: ModelAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """Take the plan off the public pages, with a note that stands in its place."""
    plan = get_plan(request, key, Capability.PUBLISH)
    if (current := _current(plan)) is None:
        messages.info(request, _("The plan is not published."))
        return redirect("admin:publishing_editions", plan.pk)
    form = NoteForm(posted(request), current=current)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw(plan=plan, by=request.user, **form.cleaned_data)
        except REFUSED as refused:
            messages.error(request, in_words(refused))
        else:
            admin.log_change(request, plan, _("Withdrawn."))
            messages.success(request, _("The plan is withdrawn. Its public address says so."))
        return redirect("admin:publishing_editions", plan.pk)
    title = _("Withdraw “%(title)s”") % {"title": plan.title}
    return show(admin, request, "administration/publishing/withdraw.html", plan=plan, title=title, form=form)


def _current(plan: Plan) -> Edition | None:
    return Edition.objects.filter(plan=plan, is_current=True).first()
