"""What a plan shows of its sources, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from apps.imports.plan_values import Node, Place, PlanFile, Repair


@dataclass(frozen=True, slots=True)
class Shown:
    """A title or paragraph of the plan and the lines it was taken from."""

    node: Node
    place: Place
    text: str
    repairs: tuple[Repair, ...]
    item: bool
    is_title: bool

    @property
    def moved_lines(self) -> tuple[int, ...]:
        """Lines that stand elsewhere in the plan than in the source, as a repair says."""
        kinds = {repair.kind for repair in self.repairs}
        if "displaced" in kinds:
            return self.place.lines
        return self.place.lines[1:] if "torn" in kinds else ()


def shown(plan: PlanFile) -> Iterator[Shown]:
    """Everything the plan shows of its sources, in reading order."""
    for node in plan.root.walk():
        if node.place:
            yield Shown(node, node.place, node.title, node.repairs, False, True)
        for paragraph in node.paragraphs:
            if paragraph.place:
                yield Shown(node, paragraph.place, paragraph.text, paragraph.repairs, paragraph.item, False)


def at(place: Place) -> str:
    """``place`` in words, for complaints."""
    return _("source “%(source)s”, line %(lines)s") % {
        "source": place.source,
        "lines": ", ".join(map(str, place.lines)),
    }
