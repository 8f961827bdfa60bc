"""What leads a new municipality's administrator from nothing to the first published plan."""

from typing import Any

from django.http import HttpRequest

from apps.municipalities.models import Municipality
from apps.municipalities.roles import Capability
from apps.publishing.first_steps import beginners, first_steps

#: Checklists on the front page; somebody who looks after more municipalities finds each on its own page.
SHOWN = 3


def start_panel(request: HttpRequest) -> dict[str, Any]:
    """The checklists for the front page of admin: of every municipality of the user's that never published anything."""
    places = beginners(request.user, at_most=SHOWN + 1)
    return {
        "starts": [first_steps(municipality, of=request.user) for municipality in places[:SHOWN]],
        "has_more": len(places) > SHOWN,
        "makes_municipalities": request.user.is_superuser and not Municipality.objects.exists(),
    }


def activity_panel(request: HttpRequest) -> dict[str, Any]:
    """The ways to who did what, for somebody who looks after few municipalities; others go by way of each one's page."""
    places = list(Municipality.objects.where(request.user, Capability.SEE_ACTIVITY)[: SHOWN + 1])
    return {"municipalities": places if len(places) <= SHOWN else []}
