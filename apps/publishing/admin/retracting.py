"""The page on which a passage with personal data is taken out of everything the plan keeps."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.publishing.models import EditionElement
from apps.publishing.retract import retract
from apps.strategies.admin.pages import get_plan, posted, put_errors, show
from apps.strategies.models import ElementIdentity, Plan


class RetractForm(forms.Form):
    """Which words, where, and why."""

    identity = forms.ChoiceField(
        label=gettext_lazy("element"), help_text=gettext_lazy("Where the words stand, or once stood.")
    )
    words = forms.CharField(
        label=gettext_lazy("the words to take out"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Copy them from the public page, exactly as they stand."),
    )
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        max_length=300,
        help_text=gettext_lazy("Kept for your colleagues, never public. Do not repeat the words here."),
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I know that this cannot be undone"),
        help_text=gettext_lazy("Nobody, not even the portal’s administrators, can bring the words back."),
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["identity"].choices = _published(plan)


def _published(plan: Plan) -> list[tuple[str, str]]:
    """Every element that was ever published of the plan, under its latest title, in the latest reading order."""
    rows = EditionElement.objects.filter(edition__plan=plan).order_by("edition__number", "position")
    titles: dict[int, str] = {}
    for identity_id, title in rows.values_list("identity_id", "title"):
        titles.pop(identity_id, None)
        titles[identity_id] = title
    return [(str(identity_id), title) for identity_id, title in titles.items()]


def retract_view(admin: ModelAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """Say which words, confirm, and they are kept nowhere."""
    plan = get_plan(request, key)
    form = RetractForm(posted(request), plan=plan)
    if request.method == "POST" and form.is_valid():
        identity = ElementIdentity.objects.get(plan=plan, pk=form.cleaned_data["identity"])
        values = {name: form.cleaned_data[name] for name in ("words", "reason")}
        try:
            retract(identity=identity, by=request.user, **values)
        except ValidationError as refused:
            put_errors(form, refused)
        else:
            admin.log_change(request, plan, _("Retracted a passage."))
            messages.success(request, _("The passage is gone everywhere. A mark stands in its place."))
            return redirect("admin:publishing_editions", plan.pk)
    title = _("Retract a passage of “%(title)s”") % {"title": plan.title}
    return show(admin, request, "publishing/retract.html", plan=plan, title=title, form=form)
