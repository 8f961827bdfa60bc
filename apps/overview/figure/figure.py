"""The figure of an edition: its parts, drawn for wide and for narrow pages, and in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from apps.core.danish_words import DanishWords, joined, sentence
from apps.overview.figure.drawing import Drawing
from apps.overview.figure.labelled import draw_labelled
from apps.overview.figure.miniature import draw_miniature, part_of
from apps.overview.figure.numbered import draw_numbered
from apps.overview.figure.parts import FigureParts, PartSet, figure_parts
from apps.overview.figure.pillars import draw_pillars
from apps.publishing.models import Edition
from apps.publishing.outline import OutlineRow
from apps.strategies.kinds import FigureForm


@dataclass(frozen=True, slots=True)
class Figure:
    """A strategy's picture. ``title`` is the plan's."""

    title: str
    plan_slug: str
    parts: FigureParts
    wide: Drawing
    narrow: Drawing

    @property
    def sets(self) -> list[PartSet]:
        return [group for group in (self.parts.inner, self.parts.outer) if len(group)]


@dataclass(frozen=True, slots=True)
class Miniature:
    """The small form on an element's page, and where that is in words."""

    drawing: Drawing
    words: str


def figure_of(edition: Edition, rows: Sequence[OutlineRow]) -> Figure | None:
    """The figure of ``edition``, whose outline is ``rows``; None where it has none. Wants ``edition.plan``; no query."""
    parts = figure_parts(rows, level=edition.level, chosen=edition.plan.figure_form)
    return drawn(parts, edition.title, edition.plan.slug) if parts else None


def drawn(parts: FigureParts, title: str, plan_slug: str) -> Figure:
    """``parts`` drawn for wide and narrow pages."""
    words = {"missing": _("Not in the portal yet"), "untitled": _("Untitled")}
    if parts.form == FigureForm.PILLARS:
        wide, narrow = draw_pillars(parts, words), draw_pillars(parts, words, narrow=True)
    else:
        wide, narrow = draw_labelled(parts, words), draw_numbered(parts, words)
    return Figure(title, plan_slug, parts, wide, narrow)


def miniature_of(edition: Edition, rows: Sequence[OutlineRow], position: int) -> Miniature | None:
    """Where in the figure the element at ``position`` stands; None where it stands in no part of it."""
    parts = figure_parts(rows, level=edition.level, chosen=edition.plan.figure_form)
    if not parts or not (here := part_of(parts, position)):
        return None
    group = next((group for group in (parts.inner, parts.outer) if here in group.parts), None)
    told: dict[str, object] = {"kind": here.kind, "title": DanishWords(here.title)}
    words = sentence("%(kind)s: %(title)s", told)
    if group and len(group) > 1:
        place = _("%(number)d of %(all)d") % {
            "number": list(group.parts).index(here) + 1,
            "all": len(group),
        }
        words = joined([words, f"({place})"])
    return Miniature(draw_miniature(parts, position), words)
