"""The page on which a passage with personal data is taken out of everything the plan keeps."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.administration.elements.fetching import get_plan, posted, put_errors, show
from apps.core.collation import Danish
from apps.core.fields import LineFormField, LinesFormField
from apps.municipalities.roles import Capability
from apps.publishing.models import EditionElement
from apps.publishing.operations.retract import retract
from apps.publishing.retraction.other_plans import Elsewhere, StandsElsewhere
from apps.strategies.models import Element, ElementIdentity, Plan

#: A plan's key, as the form carries it.
_KEY = re.compile(r"(?<!\d)[0-9]{1,15}(?!\d)")
#: How many elements of another plan are named in the offer.
_NAMED = 5


class RetractForm(forms.Form):
    """Which words, where, and why."""

    identity = forms.ChoiceField(
        label=gettext_lazy("element"), help_text=gettext_lazy("Where the words stand, or once stood.")
    )
    words = LinesFormField(
        label=gettext_lazy("the words to take out"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Copy them from the public page, exactly as they stand."),
    )
    reason = LineFormField(
        label=gettext_lazy("reason"),
        max_length=300,
        help_text=gettext_lazy("Kept for your colleagues, never public. Do not repeat the words here."),
    )
    also = forms.MultipleChoiceField(label=gettext_lazy("also take them out of"), required=False)
    asked = forms.CharField(required=False, widget=forms.HiddenInput())
    sure = forms.BooleanField(
        label=gettext_lazy("I know that this cannot be undone"),
        help_text=gettext_lazy("Nobody, not even the portal’s administrators, can bring the words back."),
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["identity"].choices = _elements(plan)
        if self.already_offered:
            self.fields["also"].choices = [
                (str(row.pk), row.title) for row in self._others(self.already_offered)
            ]
        else:
            self.fields["also"].widget = forms.MultipleHiddenInput()

    @property
    def already_offered(self) -> list[int]:
        """The keys of the other plans that the form has offered."""
        return [int(key) for key in _KEY.findall(self.data.get("asked", "")[:10_000])]

    def offer(self, found: list[Elsewhere]) -> None:
        """Ask in which of the other plans the words are to be taken out, too."""
        self.data = self.data.copy()
        self.data["asked"] = ",".join(str(row.plan.pk) for row in found)
        field = self.fields["also"]
        field.widget = forms.CheckboxSelectMultiple()
        field.choices = [(str(row.plan.pk), _told(row)) for row in found]
        self.add_error(
            "also",
            _("The words stand in these plans, too. Choose where else they are to be taken out, and go on."),
        )

    def _others(self, keys: list[int]) -> QuerySet[Plan]:
        beside = Plan.objects.filter(municipality_id=self.plan.municipality_id, pk__in=keys)
        return beside.exclude(pk=self.plan.pk).order_by(Danish("title"), "pk")


def _told(found: Elsewhere) -> str:
    titles = [_("“%(title)s”") % {"title": title} for title in found.titles[:_NAMED]]
    if more := len(found.titles) - _NAMED:
        titles += [_("and %(count)s more") % {"count": more}] if more > 0 else []
    return f"{found.plan.title}: {', '.join(titles)}" if titles else found.plan.title


def _elements(plan: Plan) -> list[tuple[str, str]]:
    """Every element that was ever published of the plan, under its latest title, in the latest order; then what never was."""
    rows = EditionElement.objects.filter(edition__plan=plan).order_by("edition__number", "position")
    titles: dict[int, str] = {}
    for identity_id, title in rows.values_list("identity_id", "title"):
        titles.pop(identity_id, None)
        titles[identity_id] = title
    for identity_id, title in (
        Element.objects.filter(plan=plan).order_by("lft").values_list("identity_id", "title")
    ):
        titles.setdefault(identity_id, title)
    return [(str(identity_id), title) for identity_id, title in titles.items()]


def retract_view(admin: ModelAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """Say which words, confirm, and they are kept nowhere."""
    plan = get_plan(request, key, Capability.RETRACT)
    form = RetractForm(posted(request), plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            _retract(form, request)
        except StandsElsewhere as found:
            form.offer(found.plans)
        except ValidationError as refused:
            put_errors(form, refused)
        else:
            _tell(admin, request, [plan.pk, *map(int, form.cleaned_data["also"])])
            return redirect("admin:publishing_editions", plan.pk)
    title = _("Retract a passage of “%(title)s”") % {"title": plan.title}
    return show(admin, request, "administration/publishing/retract.html", plan=plan, title=title, form=form)


def _retract(form: RetractForm, request: HttpRequest) -> None:
    values = form.cleaned_data
    retract(
        identity=ElementIdentity.objects.get(plan=form.plan, pk=values["identity"]),
        by=request.user,
        words=values["words"],
        reason=values["reason"],
        also=[int(key) for key in values["also"]],
        expected=form.already_offered,
    )


def _tell(admin: ModelAdmin, request: HttpRequest, keys: list[int]) -> None:
    # Fetched anew: the titles that the request began with may tell the words.
    for plan in Plan.objects.filter(pk__in=keys):
        admin.log_change(request, plan, _("Retracted a passage."))
    told = ngettext(
        "The passage is gone from the plan. A mark stands in its place.",
        "The passage is gone from %(count)s plans. A mark stands in its place.",
        len(keys),
    )
    messages.success(request, told % {"count": len(keys)})
