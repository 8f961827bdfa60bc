"""The tree as HTML: nested lists, what stands under an element in a ``details``. No script is needed to open one.

Written in plain Python, because a plan of a thousand elements takes a template many times as long.
"""

from dataclasses import dataclass
from html import escape

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.core.tree_filter import matches
from apps.overview.kind_words import counted
from apps.strategies.kinds import Kind
from apps.workspace.filters import Selection
from apps.workspace.text_search import excerpt, marked, plain_text
from apps.workspace.working_tree import PlanTree, WorkingElement
from apps.workspace.workspaces import Workspace

#: A workspace with more elements than this shows the elements of a plan only when they are asked for.
LARGE = 3_000
#: A plan with no more elements than this is unfolded to begin with.
SHORT = 40
#: From here on the style sheet lets the browser put off what is not in sight.
LONG = 200


@dataclass(frozen=True)
class PlanSheet:
    """A plan on the page of trees. ``is_left_out``: too much to show before it is asked for."""

    tree: PlanTree
    html: SafeString
    is_shown: bool
    is_left_out: bool


def sheets(
    workspace: Workspace, trees: list[PlanTree], selection: Selection, *, folds: str
) -> list[PlanSheet]:
    """The plans of the workspace as they are shown; ``folds`` is “alt” to open every element, “intet” to open none.

    What was not asked for is hidden, so that the filter in the browser finds it; in a large workspace it is left out.
    """
    is_large = holds_much(trees)
    writer = _TreeMarkup(workspace, selection, folds=folds, everything=not is_large)
    found = []
    for tree in trees:
        left_out = is_large and not selection.is_active and len(trees) > 1
        found.append(
            PlanSheet(
                tree=tree,
                html=SafeString("") if left_out else writer.tree(tree),
                is_shown=not selection.is_active or tree.root.pk in selection.shown,
                is_left_out=left_out,
            )
        )
    return found


def holds_much(trees: list[PlanTree]) -> bool:
    """Whether there are more elements than one page should hold."""
    return sum(len(tree.nodes) for tree in trees) > LARGE


class _TreeMarkup:
    def __init__(self, workspace: Workspace, selection: Selection, *, folds: str, everything: bool) -> None:
        self.selection = selection
        self.folds = folds
        self.is_short = False
        self.everything = everything
        self.kinds = {str(kind): escape(str(kind.label)) for kind in Kind}
        self.counted: dict[tuple[str, int], str] = {}
        # Looked up once: a thousand elements would ask the catalogue six thousand times.
        self.under = escape(_("under “%(title)s”"))
        self.responsible = escape(_("Responsible: %(unit)s"))
        is_danish = get_language() == settings.LANGUAGE_CODE
        self.danish = "%s" if is_danish else f'<span lang="{settings.LANGUAGE_CODE}">%s</span>'
        self.new, self.changed, self.moved = _("New"), _("Changed"), _("Moved")
        self.followed, self.noted = _("You follow it"), _("You have a note")
        self.base = reverse("workspace:desk", args=[workspace.municipality.slug])

    def tree(self, tree: PlanTree) -> SafeString:
        """The elements under the plan's root as nested lists; empty where there is none to show."""
        nodes = tree.nodes[1:]
        if not self.everything:
            nodes = [node for node in nodes if node.pk in self.selection.shown]
        if not nodes:
            return SafeString("")
        self.is_short = len(tree.nodes) <= SHORT
        parts = ['<ul class="tree long">' if len(nodes) > LONG else '<ul class="tree">']
        for node, below in zip(nodes, [*(node.level for node in nodes[1:]), 1], strict=True):
            is_parent = below > node.level
            parts.append(self.node(node, is_parent=is_parent))
            if not is_parent:
                parts.append("</li>" + "</ul></details></li>" * (node.level - below))
        return SafeString("".join([*parts, "</ul>"]))

    def node(self, node: WorkingElement, *, is_parent: bool) -> str:
        """One element; its list item, and the list of what it holds, are left open."""
        is_hit = self.selection.is_narrow and node.pk in self.selection.hits
        title = marked(node.title, self.selection.words) if is_hit else escape(node.title)
        item = (
            f'<li id="{node.uid}" data-kind="{node.kind}"{self.data(node)}{" class=hit" if is_hit else ""}'
            f'{"" if node.pk in self.selection.shown else " hidden"}><div class="row">'
            f'<p class="about"><span class="kind">{self.kinds[node.kind]}</span>{self.notes(node)}</p>'
            f'<a lang="da" href="{self.base}element/{node.uid}/">{title}</a>{self.found(node) if is_hit else ""}</div>'
        )
        if not is_parent:
            return item
        under = self.under % {"title": self.danish % escape(node.title)}
        return (
            f"{item}<details{' open' if self.is_open(node) else ''}><summary>{escape(self.holds(node))}"
            f'<span class="visually-hidden"> {under}</span></summary><ul>'
        )

    def is_open(self, node: WorkingElement) -> bool:
        """Everything that holds a hit is open; without a question, all of a plan that is soon read."""
        if self.folds in ("alt", "intet"):
            return self.folds == "alt"
        return self.is_short if not self.selection.is_narrow else node.pk in self.selection.holding

    def holds(self, node: WorkingElement) -> str:
        """“4 visions, 1 section”: what stands right under it."""
        for counts in node.children.items():
            if counts not in self.counted:
                self.counted[counts] = counted(*counts)
        return ", ".join(self.counted[counts] for counts in node.children.items())

    def data(self, node: WorkingElement) -> str:
        """What the filter in the browser asks for."""
        topics = " ".join(slug for slug, _name in node.topics)
        return (
            (f' data-topics="{topics}"' if topics else "")
            + (f' data-unit="{node.unit[0]}"' if node.unit[0] else "")
            + (" data-differs" if node.differs else "")
        )

    def notes(self, node: WorkingElement) -> str:
        """In words: what differs from the edition, who is responsible, and what the person keeps about it."""
        said = [escape(words) for is_so, words in self.states(node) if is_so]
        if node.unit[1]:
            said.append(self.responsible % {"unit": self.danish % escape(node.unit[1])})
        return f'<span class="note">{" · ".join(said)}</span>' if said else ""

    def states(self, node: WorkingElement) -> tuple[tuple[bool, str], ...]:
        return (
            (node.is_new, self.new),
            (node.is_changed, self.changed),
            (node.is_moved, self.moved),
            (node.is_followed, self.followed),
            (node.has_note, self.noted),
        )

    def found(self, node: WorkingElement) -> str:
        """Where in the text the words were found, if the title does not have them all."""
        words = self.selection.words
        if not words or matches(words, node.title):
            return ""
        return f'<p class="found" lang="da">{marked(excerpt(plain_text(node.body), words), words)}</p>'
