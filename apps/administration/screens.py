"""Every screen of the site: importing them registers them."""

from apps.administration.elements import element, relations
from apps.administration.municipalities import committees, council_periods, municipality
from apps.administration.people import invitations, people
from apps.administration.plans import bin, plan, sources, topics

__all__ = [
    "bin",
    "committees",
    "council_periods",
    "element",
    "invitations",
    "municipality",
    "people",
    "plan",
    "relations",
    "sources",
    "topics",
]
