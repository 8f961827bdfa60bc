"""From nothing to the first published plan: what a municipality has done and what is left to do."""

from dataclasses import dataclass

from django.db.models import Q

from apps.municipalities.models import Committee, Invitation, Membership, Municipality
from apps.municipalities.permissions import Person, capability_flags
from apps.publishing.models import Edition
from apps.strategies.models import Element, Plan


@dataclass(frozen=True)
class FirstSteps:
    """The state of each step of one municipality. ``plan`` is the one furthest on, None before the first is made."""

    municipality: Municipality
    has_contact: bool
    has_people: bool
    has_committees: bool
    plan: Plan | None
    elements: int
    without_text: int  # elements that say nothing: neither text, nor something under them, nor derived
    is_published: bool
    may: dict[str, bool]  # what who asks may do, by the code of each capability

    @property
    def plan_key(self) -> str:
        return str(self.plan.pk) if self.plan else ""

    @property
    def chosen(self) -> str:
        """What follows the address of a form in which the municipality is to be chosen already."""
        return f"?municipality={self.municipality.pk}"

    @property
    def done(self) -> int:
        steps = [
            self.has_contact,
            self.has_people,
            self.has_committees,
            self.plan,
            self.elements,
            self.is_published,
        ]
        return sum(map(bool, steps))

    @property
    def left(self) -> int:
        return 6 - self.done


def first_steps(municipality: Municipality, *, of: Person) -> FirstSteps:
    """How far the municipality has come; ``of`` is who asks, and does not count as one of the people invited."""
    plans = Plan.objects.filter(municipality=municipality).order_by("pk")
    published = Edition.objects.filter(plan__municipality=municipality)
    first = plans.first()
    rows = Element.objects.filter(plan=first).without_root() if first else Element.objects.none()
    silent = rows.filter(Q(body=""), Q(is_derived=False), children__isnull=True)
    return FirstSteps(
        municipality=municipality,
        has_contact=bool(municipality.contact_email or municipality.contact_phone or municipality.website),
        has_people=Membership.objects.filter(municipality=municipality).exclude(user_id=of.pk or 0).exists()
        or Invitation.objects.filter(municipality=municipality).exists(),
        has_committees=Committee.objects.filter(municipality=municipality).exists(),
        plan=first,
        elements=rows.count(),
        without_text=silent.count(),
        is_published=published.exists(),
        may=capability_flags(of, municipality),
    )


def beginners(user: Person, *, at_most: int) -> list[Municipality]:
    """Municipalities that the user edits and that never published anything, by name."""
    begun = Edition.objects.values("plan__municipality_id")
    return list(Municipality.objects.editable_by(user).exclude(pk__in=begun)[:at_most])
