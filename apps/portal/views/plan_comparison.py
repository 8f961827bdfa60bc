"""Two plans beside each other, chosen freely."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from apps.core.conditional import public
from apps.municipalities.freshness import state_of_portal
from apps.overview.plan_choice import plan_choice
from apps.overview.plan_comparison import compare_plans
from apps.portal.answers import public_page


@public_page
def plans(request: HttpRequest) -> HttpResponse:
    """What two plans have in common; two editions of one plan are compared at its own address."""
    version = state_of_portal()
    choice = plan_choice(request.GET.get("a", ""), request.GET.get("b", ""))
    found = None
    if choice.editions and not choice.problem:
        old, new = choice.editions
        if old.plan_id == new.plan_id:
            numbers = sorted((old.number, new.number))
            return redirect("portal:changes", old.plan.municipality.slug, old.plan.slug, *numbers)
        found = compare_plans(old, new)
    context = {"choice": choice, "comparison": found}
    status = 404 if choice.is_unknown else 200
    page = render(request, "portal/comparison/plans.html", context, status=status)
    return page if choice.is_unknown else public(request, page, version)
