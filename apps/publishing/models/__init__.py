"""Editions and what belongs to publishing."""

from apps.publishing.models.edition import (
    Edition,
    EditionElement,
    EditionQuerySet,
    EditionRelation,
    EditionSource,
    EditionTopic,
    PreviewLink,
    PublishedAddress,
    Rendering,
    Retraction,
    Withdrawal,
)

__all__ = [
    "Edition",
    "EditionElement",
    "EditionQuerySet",
    "EditionRelation",
    "EditionSource",
    "EditionTopic",
    "PreviewLink",
    "PublishedAddress",
    "Rendering",
    "Retraction",
    "Withdrawal",
]
