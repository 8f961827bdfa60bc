"""Every screen of the site: importing them registers them."""

from apps.administration.decisions import decision
from apps.administration.elements import element, relations
from apps.administration.followup import reviews, rounds
from apps.administration.indicators import indicator
from apps.administration.municipalities import committees, council_periods, everyday_words, municipality
from apps.administration.people import accounts, invitations, memberships
from apps.administration.plans import bin, plan, sources, topics
from apps.administration.readership import comments

__all__ = [
    "accounts",
    "bin",
    "comments",
    "committees",
    "council_periods",
    "decision",
    "element",
    "everyday_words",
    "indicator",
    "invitations",
    "memberships",
    "municipality",
    "plan",
    "relations",
    "reviews",
    "rounds",
    "sources",
    "topics",
]
