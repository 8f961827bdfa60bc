"""Seeing what citizens would see: one element while it is written, and a whole draft for those who get its secret address."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.validators import MaxValueValidator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from apps.administration.elements import positions
from apps.administration.elements.add import form_under, get_parent
from apps.administration.elements.fetching import get_element, get_plan, posted, show
from apps.administration.elements.forms import ContentForm, ElementForm
from apps.administration.scoping import parse_key
from apps.core.fields import LineFormField
from apps.municipalities.roles import Capability
from apps.publishing.models import PreviewLink
from apps.publishing.operations.preview_links import make_preview_link, withdraw_preview_link
from apps.publishing.pages.draft import element_as_published, new_element_as_published
from apps.strategies.models import Element, Plan
from apps.strategies.operations.edit import CONTENT_FIELDS

_NEW = "new_preview_link"


def element_preview(admin: ModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """What is in the form, set as on the public page; nothing is saved. A fragment for a script, else a whole page."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    element = get_element(request, object_id, Capability.EDIT)
    children = list(
        Element.objects.filter(parent_id=element.pk).order_by("lft").values_list("kind", flat=True)
    )
    kinds = positions.kinds_under(element.parent.kind, over=children) if element.parent else []
    _take_over(element, ElementForm(request.POST, element=element, kinds=kinds))
    return _show_element(request, element, element_as_published(element, get_language() or ""))


def new_element_preview(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """The same of an element that is about to be added under the one that the address names."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    parent = get_parent(request)
    form = form_under(request, parent)
    element = Element(
        plan=parent.plan, parent=parent, level=parent.level + 1, title=_("Still without a title")
    )
    element.kind = form.fields["kind"].initial or form.fields["kind"].choices[0][0]
    _take_over(element, form)
    after = positions.after(form.cleaned_data.get("place") or form.fields["place"].initial)
    return _show_element(
        request, element, new_element_as_published(element, after=after, language=get_language() or "")
    )


def _take_over(element: Element, form: ContentForm) -> None:
    """Give ``element`` in memory what is in the form, as far as it can be kept."""
    form.is_valid()
    for name in CONTENT_FIELDS:
        if name in form.cleaned_data:
            setattr(element, name, form.cleaned_data[name])


def _show_element(request: HttpRequest, element: Element, fragment: str) -> HttpResponse:
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(fragment)
    context = {"element": element, "municipality": element.plan.municipality, "fragment": fragment}
    return render(request, "administration/publishing/element_preview.html", context)


class LinkForm(forms.Form):
    """For how long, and for whom."""

    days = forms.IntegerField(
        label=gettext_lazy("days"),
        min_value=1,
        initial=lambda: settings.PREVIEW_LINK_DAYS,
    )
    purpose = LineFormField(
        label=gettext_lazy("for whom"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only editors see it, to tell the links apart."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = {"most": settings.PREVIEW_LINK_MOST_DAYS}
        days = self.fields["days"]
        days.help_text = _("From 1 to %(most)s. After that the address opens nothing.") % most
        days.widget.attrs["max"] = settings.PREVIEW_LINK_MOST_DAYS
        days.validators.append(MaxValueValidator(settings.PREVIEW_LINK_MOST_DAYS))


def links_view(admin: ModelAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """The plan's preview links, and making one; its address is shown once, right after it was made."""
    plan = get_plan(request, key, Capability.SHARE_DRAFTS)
    form = LinkForm(posted(request))
    if request.method == "POST" and form.is_valid():
        _link, token = make_preview_link(plan=plan, by=request.user, **form.cleaned_data)
        admin.log_change(request, plan, _("Made a preview link."))
        request.session[_NEW] = [plan.pk, request.build_absolute_uri(reverse("portal:draft", args=[token]))]
        return redirect("admin:publishing_preview_links", plan.pk)
    made_for, address = request.session.pop(_NEW, (None, ""))
    context: dict[str, Any] = {
        "form": form,
        "address": address if made_for == plan.pk else "",
        "links": PreviewLink.objects.filter(plan=plan).select_related("made_by"),
        "now": timezone.now(),
    }
    title = _("Show the draft of “%(title)s” to others") % {"title": plan.title}
    return show(
        admin, request, "administration/publishing/preview_links.html", plan=plan, title=title, **context
    )


def withdraw_view(admin: ModelAdmin, request: HttpRequest, key: str, link: str) -> HttpResponse:
    """Make one of the links open nothing any more, once that is confirmed."""
    plan = get_plan(request, key, Capability.SHARE_DRAFTS)
    if request.method != "POST":
        return _ask_whether_to_withdraw(admin, request, plan, link)
    try:
        withdraw_preview_link(plan_id=plan.pk, link_id=parse_key(link))
    except PreviewLink.DoesNotExist:
        raise Http404 from None
    admin.log_change(request, plan, _("Withdrew a preview link."))
    messages.success(request, _("The link opens nothing any more."))
    return redirect("admin:publishing_preview_links", plan.pk)


def _ask_whether_to_withdraw(admin: ModelAdmin, request: HttpRequest, plan: Plan, key: str) -> HttpResponse:
    working = PreviewLink.objects.filter(plan=plan).working(timezone.now())
    link = working.select_related("made_by").filter(pk=parse_key(key)).first()
    if link is None:
        raise Http404
    title = _("Withdraw the address of the draft?")
    return show(
        admin,
        request,
        "administration/publishing/preview_link_withdraw.html",
        plan=plan,
        title=title,
        link=link,
    )
