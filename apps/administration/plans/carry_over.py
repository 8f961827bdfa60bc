"""“A new council period”: a plan is carried into the next one, each element with what becomes of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.administration.elements.fetching import get_plan, posted, put_errors, show
from apps.administration.plans.plan_form import PlanForm
from apps.administration.year_field import YearField
from apps.core.conflicts import REFUSED
from apps.municipalities.models import CouncilPeriod
from apps.municipalities.roles import Capability
from apps.strategies.models import Element, Plan, Relation
from apps.strategies.operations.carry_over import Fate, carry_over

_FATES = (
    (Relation.Kind.CARRIES_ON, gettext_lazy("carried on as it is")),
    (Relation.Kind.REWRITES, gettext_lazy("to be worded anew")),
    (Relation.Kind.MERGES, gettext_lazy("merged into another")),
    (Relation.Kind.SPLITS, gettext_lazy("divided into two")),
    (Relation.Kind.DROPS, gettext_lazy("dropped")),
)


class SuccessorForm(forms.ModelForm):
    """What the new plan is called and when it holds."""

    class Meta:
        model = Plan
        fields = ["title", "slug", "start_year", "end_year", "council_period"]
        field_classes = {"start_year": YearField, "end_year": YearField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _("Leave it empty, and it is made for you.")
        self.fields["council_period"].queryset = CouncilPeriod.objects.all()

    clean_slug = PlanForm.clean_slug
    named_by = "title"

    def _post_clean(self) -> None:
        """The operation checks the plan as a whole: here its municipality is not known yet."""

    def plan(self) -> Plan:
        return Plan(**self.cleaned_data)


def _fates(request: HttpRequest, elements: list[Element]) -> dict[int, Fate]:
    """What was chosen for each element. Raises ``ValidationError`` for what is no choice."""
    found = {}
    for element in elements:
        became = request.POST.get(f"fate_{element.pk}", Relation.Kind.CARRIES_ON)
        if became not in Relation.SUCCESSION:
            raise ValidationError(_("“%(title)s”: choose what becomes of it.") % {"title": element.title})
        note = request.POST.get(f"note_{element.pk}", "").strip()
        into = None
        if became == Relation.Kind.MERGES:
            into = _named(request.POST.get(f"into_{element.pk}", ""), elements)
        found[element.identity_id] = Fate(became, note, into)
    return found


def _named(words: str, elements: list[Element]) -> int | None:
    """The identity of the element that ``words`` name, by the number in its row or by a title that no other has."""
    number = words.strip().split(".")[0]
    if number.isascii() and number.isdigit() and len(number) < 7 and 0 < int(number) <= len(elements):
        return elements[int(number) - 1].identity_id
    called = [element.identity_id for element in elements if element.title == words.strip()]
    return called[0] if len(called) == 1 else None


def carry_over_view(admin: ModelAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """Choose what becomes of each element; the new plan is a draft that nobody reads before it is published."""
    plan = get_plan(request, key, Capability.EDIT)
    form = SuccessorForm(posted(request), initial=_proposed(plan))
    elements = list(Element.objects.filter(plan=plan).without_root().order_by("lft").defer("body"))
    if request.method == "POST" and form.is_valid():
        try:
            made = carry_over(
                plan=plan, successor=form.plan(), fates=_fates(request, elements), by=request.user
            )
        except REFUSED as refused:
            put_errors(form, refused)
        else:
            admin.log_addition(request, made, [{"added": {}}])
            messages.success(
                request,
                _("“%(title)s” is made as a draft. Word it, and publish it when it is adopted.")
                % {"title": made.title},
            )
            return redirect(f"../../../element/?plan={made.pk}")
    rows = [
        {
            "element": element,
            "chosen": request.POST.get(f"fate_{element.pk}", Relation.Kind.CARRIES_ON),
            "note": request.POST.get(f"note_{element.pk}", ""),
            "into": request.POST.get(f"into_{element.pk}", ""),
        }
        for element in elements
    ]
    context = {
        "form": form,
        "rows": rows,
        "fates": [(kind.value, capfirst(str(words))) for kind, words in _FATES],
        "has_successor": Plan.objects.filter(succeeds=plan).exists(),
    }
    title = _("A new council period: “%(title)s”") % {"title": plan.title}
    return show(admin, request, "administration/plans/carry_over.html", plan=plan, title=title, **context)


def _proposed(plan: Plan) -> dict[str, Any]:
    start = (plan.end_year or 0) + 1 if plan.end_year else None
    length = (plan.end_year - plan.start_year) if plan.end_year and plan.start_year else None
    return {
        "title": plan.title,
        "start_year": start,
        "end_year": start + length if start and length is not None else None,
        "council_period": CouncilPeriod.objects.filter(start_year=start).first(),
    }
