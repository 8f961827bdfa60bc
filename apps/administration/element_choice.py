"""Picking elements in a form: those of one municipality's plans, grouped by plan, or found by typing."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator, ModelChoiceIteratorValue
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from apps.core.collation import danish_key
from apps.strategies.models import Element


class ElementChoiceIterator(ModelChoiceIterator):
    """The elements under the title of their plan, in reading order."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        groups: dict[str, list[tuple[ModelChoiceIteratorValue, str]]] = {}
        for row in self.queryset:
            words = f"{'– ' * (row.level - 1)}{row.title}"
            groups.setdefault(row.plan.title, []).append((ModelChoiceIteratorValue(row.pk, row), words))
        first = {row.plan.title for row in self.queryset if row.plan_id == self.field.first_plan}
        yield from sorted(groups.items(), key=lambda group: (group[0] not in first, danish_key(group[0])))


class ElementChoiceField(forms.ModelChoiceField):
    """One element; ``cleaned_data`` has it with its identity. A script makes the list one to type in."""

    iterator = ElementChoiceIterator
    #: The plan whose elements stand first.
    first_plan: int | None = None
    #: The elements by key, where they have been fetched for the whole page.
    offered: Mapping[str, Element] | None = None

    def __init__(self, queryset: QuerySet[Element] | None = None, **kwargs: Any) -> None:
        rows = Element.objects.none() if queryset is None else queryset
        super().__init__(rows, **kwargs)
        self.widget.attrs["data-pick"] = gettext_lazy("Type to find an element")

    def to_python(self, value: Any) -> Element | None:
        if self.offered is None or value in self.empty_values:
            return super().to_python(value)
        if (row := self.offered.get(str(value))) is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return row


class Offer:
    """Elements that many forms of one page offer: asked for once, and written out as choices once."""

    def __init__(self, rows: QuerySet[Element]) -> None:
        self.rows = rows
        self._choices: list[tuple[Any, Any]] | None = None

    def make_in(self, field: ElementChoiceField) -> None:
        """Let the field offer them, and read what was chosen from among them."""
        field.queryset = self.rows
        if self._choices is None:
            choices = ElementChoiceIterator(field)
            choices.queryset = self.rows  # and no copy of it, which would ask again
            self._choices = list(iter(choices))  # without a count of them first
        field.choices = self._choices
        field.offered = self.by_key

    @cached_property
    def by_key(self) -> dict[str, Element]:
        return {str(row.pk): row for row in self.rows}

    def of_identity(self, identity: int) -> Element | None:
        return self._by_identity.get(identity)

    @cached_property
    def _by_identity(self) -> dict[int, Element]:
        return {row.identity_id: row for row in self.by_key.values()}


class OfElementForm(forms.ModelForm):
    """A form of a row that hangs on an identity, chosen as an ``element``: that it is there already is said in words."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if element := cleaned.get("element"):
            self.instance.identity = cleaned["identity"] = element.identity
        elif self.instance.identity_id:
            cleaned["identity"] = self.instance.identity
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The identity is no field of the form, but what must not be twice is told by it."""
        excluded: set[str] = super()._get_validation_exclusions()
        return excluded - {"identity"} if self.instance.identity_id else excluded


def elements_to_pick(municipality_id: int) -> QuerySet[Element]:
    """The elements of all plans of a municipality, without their texts."""
    rows = Element.objects.filter(plan__municipality=municipality_id).without_root()
    return rows.select_related("plan", "identity").defer("body").order_by("plan__level", "plan_id", "lft")
