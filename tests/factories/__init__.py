"""Factories: the shortest way to a valid thing. Trees are built through ``apps.strategies.tree`` as everywhere."""

from tests.factories.municipalities import CommitteeFactory, CouncilPeriodFactory, MunicipalityFactory
from tests.factories.people import MembershipFactory, UserFactory
from tests.factories.plans import element, make_plan, once_public
from tests.factories.records import make_decision, make_indicator, make_records, weighed

__all__ = [
    "CommitteeFactory",
    "CouncilPeriodFactory",
    "MembershipFactory",
    "MunicipalityFactory",
    "UserFactory",
    "element",
    "make_decision",
    "make_indicator",
    "make_plan",
    "make_records",
    "once_public",
    "weighed",
]
