"""The shortest way to decisions and how they pull."""

from datetime import date
from typing import Any

from apps.decisions.models import Decision, DecisionElement, Meeting
from apps.decisions.operations.weigh import Weight, weigh
from apps.municipalities.models import Committee
from apps.strategies.models import ElementIdentity
from tests.factories.people import UserFactory


def decide(
    committee: Committee,
    title: str = "Ny skole",
    *about: ElementIdentity,
    on: date = date(2026, 3, 2),
    is_public: bool = True,
    **fields: Any,
) -> Decision:
    """A decision of a meeting that is made where there is none; it implements the elements it is ``about``."""
    meeting, _ = Meeting.objects.get_or_create(
        committee=committee, on=on, defaults={"municipality": committee.municipality}
    )
    fields.setdefault("outcome", Decision.Outcome.ADOPTED)
    decision = Decision.objects.create(
        municipality=committee.municipality, meeting=meeting, title=title, is_public=is_public, **fields
    )
    for identity in about:
        DecisionElement.objects.create(decision=decision, identity=identity)
    return decision


def final(decision: Decision, *effects: tuple[ElementIdentity, int | None], by: Any = None) -> None:
    """Final assessments, each with a reason."""
    weights = [Weight(identity.pk, effect, f"Derfor {effect}") for identity, effect in effects]
    weigh(decision=decision, weights=weights, by=by or UserFactory(), is_final=True)
