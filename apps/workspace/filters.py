"""What a person may narrow the tree down to. Choices are those of the workspace, so nothing of another can be asked for."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from apps.core.collation import danish_key
from apps.core.tree_filter import matches, narrow, parents_by_depth, words_of
from apps.strategies.kinds import Kind
from apps.strategies.models import Element
from apps.workspace.working_tree import PlanTree
from apps.workspace.workspaces import Workspace

_NO_SUCH_CHOICE = _("There is no such choice here, so nothing was filtered. Choose another.")


class ElementFilter(django_filters.FilterSet):
    """Elements by words, kind, plan, topic, who is responsible, and whether they are as published.

    ``kept`` narrows with what the database is not asked about: see ``hits``.
    """

    q = django_filters.CharFilter(
        label=_("Words in title or text"),
        method="with_words",
        validators=[MaxLengthValidator(settings.SEARCH_MAX_LENGTH)],
        widget=forms.TextInput(
            attrs={"type": "search", "maxlength": settings.SEARCH_MAX_LENGTH, "autocomplete": "off"}
        ),
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), empty_label=_("All kinds"))
    plan = django_filters.ChoiceFilter(label=_("Plan"), field_name="plan__slug", empty_label=_("All plans"))
    topic = django_filters.ChoiceFilter(
        label=_("Topic"), field_name="identity__topics__slug", empty_label=_("All topics")
    )
    unit = django_filters.ChoiceFilter(
        label=_("Responsible"), field_name="responsible__slug", empty_label=_("Everybody")
    )
    changed = django_filters.BooleanFilter(
        label=_("Changed since the published edition"), method="differing", widget=forms.CheckboxInput
    )

    class Meta:
        model = Element
        fields: list[str] = []

    def __init__(self, data: Any, *, workspace: Workspace, trees: list[PlanTree]) -> None:
        elements = Element.objects.visible_to(workspace.user).filter(
            plan__municipality=workspace.municipality
        )
        super().__init__(data, queryset=elements.without_root())
        self.nodes = {node.pk: node for tree in trees for node in tree.nodes[1:]}
        self.kept = set(self.nodes)
        self._offer(trees)

    def _offer(self, trees: list[PlanTree]) -> None:
        """Offer what occurs, and nothing else; a question without a choice to make is not asked."""
        nodes = self.nodes.values()
        kinds = {node.kind for node in nodes}
        offered: dict[str, list[Any]] = {
            "kind": [(kind.value, capfirst(kind.label)) for kind in Kind if kind in kinds],
            "plan": [(tree.plan.slug, tree.plan.title) for tree in trees],
            "topic": _by_name({topic for node in nodes for topic in node.topics}),
            "unit": _by_name({node.unit for node in nodes if node.unit[0]}),
        }
        for name, choices in offered.items():
            self.filters[name].extra["choices"] = choices
            self.filters[name].extra["error_messages"] = {"invalid_choice": _NO_SUCH_CHOICE}
            if not choices or (name == "plan" and len(choices) == 1):
                self.filters[name].extra["widget"] = forms.HiddenInput

    def with_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        words = words_of(value)
        self.kept &= {pk for pk, node in self.nodes.items() if matches(words, node.words)}
        return queryset

    def differing(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        if value:
            self.kept &= {pk for pk, node in self.nodes.items() if node.differs}
        return queryset

    @property
    def form(self) -> forms.Form:
        form = super().form
        form.label_suffix = ""
        return form

    @cached_property
    def asked(self) -> set[str]:
        """The names of the filters that are set, if all of them make sense."""
        return {name for name, value in self.form.cleaned_data.items() if value} if self.is_valid() else set()

    def hits(self) -> set[int]:
        """The elements (by id) that pass every filter; all of them where none is set or one makes no sense."""
        if not self.asked:
            return set(self.nodes)
        narrowed = self.qs
        if self.asked <= {"q", "changed"}:
            return self.kept
        return self.kept.intersection(narrowed.order_by().values_list("pk", flat=True))


def _by_name(choices: set[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(choices, key=lambda choice: danish_key(choice[1]))


@dataclass(frozen=True)
class Selection:
    """The part of the trees that was asked for.

    ``holding`` is what hits stand under. ``shown`` are both, and everything under a hit that holds no other.
    """

    filters: ElementFilter
    hits: set[int]
    holding: set[int]
    shown: set[int]

    @property
    def is_active(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.filters.asked)

    @cached_property
    def is_narrow(self) -> bool:
        """Whether more was asked for than one plan, so that single elements are hits."""
        return bool(self.filters.asked - {"plan"})

    @cached_property
    def words(self) -> list[str]:
        """The words that were looked for."""
        return words_of(self.filters.form.cleaned_data["q"]) if "q" in self.filters.asked else []


def select(data: Any, *, workspace: Workspace, trees: list[PlanTree]) -> Selection:
    """What ``data`` (a query string) asks for. One query."""
    filters = ElementFilter(data, workspace=workspace, trees=trees)
    hits = filters.hits()
    holding: set[int] = set()
    shown: set[int] = set()
    for tree in trees:
        pks = [node.pk for node in tree.nodes]
        found = [place for place, pk in enumerate(pks) if pk in hits]
        narrowed = narrow(parents_by_depth([node.level for node in tree.nodes]), found)
        holding |= {pks[place] for place in narrowed.holding}
        shown |= {pks[place] for place in narrowed.shown}
    return Selection(filters, hits, holding, shown)
