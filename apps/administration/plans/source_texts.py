"""The pages on which an editor adds a source text, sees what of the plan is found in it, and keeps the original file beside it."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.administration.elements.fetching import get_plan, posted, put_errors, show
from apps.administration.scoping import parse_key
from apps.core.fields import LineFormField
from apps.municipalities.permissions import require
from apps.municipalities.roles import Capability
from apps.publishing.operations.originals import keep_original, remove_original
from apps.publishing.originals import Original, checked_original, original_limits
from apps.strategies.models import SourceDocument
from apps.strategies.operations.sources import add_source, mark_found, matches_of, remove_source, set_aside

#: How many lines and passages of each sort the page shows at once.
_SHOWN = 200


class SourceForm(forms.Form):
    title = LineFormField(
        label=gettext_lazy("title"),
        max_length=300,
        help_text=gettext_lazy("What the document is called. Citizens read it."),
    )
    text = forms.CharField(
        label=gettext_lazy("text"),
        strip=False,
        max_length=settings.PASTE_MAX_BYTES,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy(
            "The whole text as it stands in the document, a paragraph a line. It is kept as it is."
        ),
    )


class OriginalForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("original file"), help_text=lazy(original_limits, str)())

    def clean_file(self) -> Original:
        sent = self.cleaned_data["file"]
        return checked_original(sent.file, name=sent.name, size=sent.size)


class AsideForm(forms.Form):
    line = forms.TypedMultipleChoiceField(coerce=int)
    why = LineFormField(
        label=gettext_lazy("why"),
        max_length=300,
        help_text=gettext_lazy("Citizens read it, for example: “Page number”."),
    )

    def __init__(self, *args: Any, unused: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [(str(number), words) for number, words in unused]


def sources_view(admin: ModelAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """The plan's source texts, and the form for one more."""
    plan = get_plan(request, key, Capability.EDIT)
    form = SourceForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            document = add_source(plan=plan, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            put_errors(form, refused)
        else:
            admin.log_change(request, plan, _("Source text added."))
            messages.success(request, _("The source text is kept. See what of the plan is found in it."))
            return redirect("admin:strategies_sourcedocument_work", document.pk)
    title = _("Source texts of “%(title)s”") % {"title": plan.title}
    documents = SourceDocument.objects.filter(plan=plan).order_by("number").defer("text")
    context = {"form": form, "documents": documents}
    return show(admin, request, "administration/plans/sources.html", plan=plan, title=title, **context)


def source_view(admin: ModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """One source text: what is found in it, what not, and its original file."""
    document = _document(request, object_id)
    if request.method == "POST" and (answer := _done(admin, request, document)):
        return answer
    matches = matches_of(document)
    asides = AsideForm(posted(request) if "aside" in request.POST else None, unused=matches.unused)
    originals = _original_form(request)
    context = {
        "document": document,
        "matches": matches,
        "marked": document.passages.count(),
        "found": matches.found[:_SHOWN],
        "missing": matches.missing[:_SHOWN],
        "unused": matches.unused[:_SHOWN],
        "aside_form": asides,
        "original_form": originals,
    }
    template = "administration/plans/source.html"
    return show(admin, request, template, plan=document.plan, title=document.title, **context)


def _document(request: HttpRequest, key: object) -> SourceDocument:
    rows = SourceDocument.objects.where(request.user, Capability.ENTER_ADMIN)
    document = rows.select_related("plan__municipality").filter(pk=parse_key(key)).first()
    if document is None:
        raise Http404
    require(request.user, Capability.EDIT, document.plan.municipality)
    return document


def _original_form(request: HttpRequest) -> OriginalForm:
    return OriginalForm(request.POST, request.FILES) if "keep" in request.POST else OriginalForm()


def _done(admin: ModelAdmin, request: HttpRequest, document: SourceDocument) -> HttpResponse | None:
    """What one of the page's buttons did; None where its form is to be shown again."""
    told = ""
    if "mark" in request.POST:
        number = len(mark_found(document=document, by=request.user).found)
        told = ngettext("%(number)d passage is marked.", "%(number)d passages are marked.", number) % {
            "number": number
        }
    elif "aside" in request.POST:
        form = AsideForm(request.POST, unused=matches_of(document).unused)
        if not form.is_valid():
            return None
        lines, why = form.cleaned_data["line"], form.cleaned_data["why"]
        number = set_aside(document=document, lines=lines, why=why, by=request.user)
        told = ngettext("%(number)d line is left out.", "%(number)d lines are left out.", number) % {
            "number": number
        }
    elif "keep" in request.POST:
        original = _original_form(request)
        if not original.is_valid():
            return None
        keep_original(document=document, original=original.cleaned_data["file"], by=request.user)
        told = _("The original file is kept. Citizens can fetch it once the plan is published again.")
    elif "unkeep" in request.POST:
        remove_original(document=document, by=request.user)
        told = _("The original file is taken away. Editions that were published with it keep it.")
    elif "remove" in request.POST:
        remove_original(document=document, by=request.user)
        remove_source(document=document, by=request.user)
        messages.success(request, _("The source text is taken away."))
        admin.log_change(request, document.plan, _("Source text taken away."))
        return redirect("admin:strategies_plan_sources", document.plan_id)
    if not told:
        return None
    admin.log_change(request, document, told)
    messages.success(request, told)
    return redirect("admin:strategies_sourcedocument_work", document.pk)
