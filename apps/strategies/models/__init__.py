from apps.strategies.models.bin import BinnedSubtree
from apps.strategies.models.element import Element
from apps.strategies.models.event import Event
from apps.strategies.models.identity import ElementIdentity
from apps.strategies.models.move import Move
from apps.strategies.models.partner import Partner
from apps.strategies.models.plan import Plan
from apps.strategies.models.presence import Presence
from apps.strategies.models.relation import Relation
from apps.strategies.models.source import SourceDocument, SourcePassage, SourceRepair
from apps.strategies.models.topic import Topic

__all__ = [
    "BinnedSubtree",
    "Element",
    "ElementIdentity",
    "Event",
    "Move",
    "Partner",
    "Plan",
    "Presence",
    "Relation",
    "SourceDocument",
    "SourcePassage",
    "SourceRepair",
    "Topic",
]
