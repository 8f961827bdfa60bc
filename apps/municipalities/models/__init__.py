"""Municipalities, who belongs to them, and who is invited to."""

from apps.municipalities.models.invitation import Invitation
from apps.municipalities.models.municipality import (
    HEX_COLOUR,
    MUNICIPALITY_CODE,
    Committee,
    CouncilPeriod,
    Membership,
    MembershipQuerySet,
    Municipality,
    MunicipalityQuerySet,
    PublicState,
    ScopedQuerySet,
)

__all__ = [
    "HEX_COLOUR",
    "MUNICIPALITY_CODE",
    "Committee",
    "CouncilPeriod",
    "Invitation",
    "Membership",
    "MembershipQuerySet",
    "Municipality",
    "MunicipalityQuerySet",
    "PublicState",
    "ScopedQuerySet",
]
