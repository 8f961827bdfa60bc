"""Every screen of the site: importing them registers them."""

from apps.administration.elements import element, relations
from apps.administration.municipalities import committees, council_periods, municipality
from apps.administration.people import accounts, invitations, memberships
from apps.administration.plans import bin, plan, sources, topics

__all__ = [
    "accounts",
    "bin",
    "committees",
    "council_periods",
    "element",
    "invitations",
    "memberships",
    "municipality",
    "plan",
    "relations",
    "sources",
    "topics",
]
