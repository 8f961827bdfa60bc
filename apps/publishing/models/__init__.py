"""Editions and what belongs to publishing."""

from apps.publishing.models.edition import (
    Edition,
    EditionElement,
    EditionPartner,
    EditionQuerySet,
    EditionRelation,
    EditionSource,
    EditionTopic,
    PreviewLink,
    PublishedAddress,
    Rendering,
)
from apps.publishing.models.kept_pdf import KeptPdf
from apps.publishing.models.record_entry import EditionSeal, RecordEntry
from apps.publishing.models.search import EverydayWord, PlanWords, SearchEntry, SearchTokens
from apps.publishing.models.withdrawal import Retraction, Withdrawal

__all__ = [
    "Edition",
    "EditionElement",
    "EditionPartner",
    "EditionQuerySet",
    "EditionRelation",
    "EditionSeal",
    "EditionSource",
    "EditionTopic",
    "EverydayWord",
    "KeptPdf",
    "PlanWords",
    "PreviewLink",
    "PublishedAddress",
    "RecordEntry",
    "Rendering",
    "Retraction",
    "SearchEntry",
    "SearchTokens",
    "Withdrawal",
]
