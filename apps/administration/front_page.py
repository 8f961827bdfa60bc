"""The front page of admin: what is left to do before the first plan is published, the plans, and who did what."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from apps.administration.elements.fetching import plans_seen
from apps.administration.plans.plan_list import plan_list
from apps.municipalities.models import Municipality
from apps.municipalities.roles import Capability
from apps.overview.first_steps import beginners, first_steps

#: Checklists on the front page; somebody who looks after more municipalities finds each on its own page.
SHOWN = 3


def start_panel(request: HttpRequest) -> dict[str, Any]:
    """The checklists for the front page of admin: of every municipality of the user's that never published anything."""
    municipalities = beginners(request.user, at_most=SHOWN + 1)
    return {
        "starts": [first_steps(municipality, of=request.user) for municipality in municipalities[:SHOWN]],
        "has_more": len(municipalities) > SHOWN,
        "makes_municipalities": request.user.is_superuser and not Municipality.objects.exists(),
    }


def activity_panel(request: HttpRequest) -> dict[str, Any]:
    """The ways to who did what and to what is read, for somebody who looks after few municipalities; others go by way of
    each one's page."""
    return {
        "municipalities": _few(request, Capability.SEE_ACTIVITY),
        "read": _few(request, Capability.SEE_READERS),
        "reads_portal": request.user.is_superuser,
    }


def _few(request: HttpRequest, capability: Capability) -> list[Municipality]:
    """Where the user has ``capability``; nothing where that is in many places."""
    found = list(Municipality.objects.where(request.user, capability)[: SHOWN + 1])
    return found if len(found) <= SHOWN else []


def plans_panel(request: HttpRequest) -> dict[str, Any]:
    """The plans the user sees here, and what waits to be published."""
    plans = plans_seen(request).telling_who_may_publish(request.user)
    return {"list": plan_list(plans, at_most=settings.ADMIN_INDEX_PLANS)}


def panels(request: HttpRequest) -> list[dict[str, Any]]:
    """Everything above the list of models: each panel with its template."""
    folder = "administration/front_page"
    return [
        {"template": f"{folder}/first_steps.html", **start_panel(request)},
        {"template": f"{folder}/plans.html", **plans_panel(request)},
        {"template": f"{folder}/activity.html", **activity_panel(request)},
    ]
