"""What a reader may narrow a search down to: choices are what its hits have."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.overview.search_facets import FACETS, NOT_FOLLOWED_UP, Facets, current_status
from apps.publishing.models import SearchEntry


class SearchFilter(django_filters.FilterSet):
    """Entries by municipality, plan, kind, topic, status and period. What no hit has is no choice, and is not filtered by."""

    kommune = django_filters.ChoiceFilter(label=_("Municipality"), field_name="municipality__slug")
    plan = django_filters.ChoiceFilter(label=_("Plan"), method="of_plan")
    slags = django_filters.ChoiceFilter(label=_("Kind"), field_name="kind")
    emne = django_filters.ChoiceFilter(label=_("Topic"), method="on_topic")
    status = django_filters.ChoiceFilter(label=_("Status"), method="with_status")
    periode = django_filters.ChoiceFilter(label=_("Period"), method="in_period")

    class Meta:
        model = SearchEntry
        fields: list[str] = []

    def __init__(self, *args: Any, facets: Facets, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FACETS:
            self.filters[name].extra["choices"] = facets.options(name)

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen of each facet; what is no choice is left out."""
        self.form.is_valid()
        return {name: value for name in FACETS if (value := self.form.cleaned_data.get(name))}

    @property
    def refused(self) -> bool:
        """Whether something was asked for that no hit has."""
        return not self.form.is_valid()

    @property
    def entries(self) -> QuerySet[SearchEntry]:
        """The entries that fit what was chosen."""
        entries = self.queryset
        for name, value in self.chosen.items():
            entries = self.filters[name].filter(entries, value)
        return entries

    def of_plan(self, entries: QuerySet[SearchEntry], _name: str, value: str) -> QuerySet[SearchEntry]:
        municipality, _slash, plan = value.partition("/")
        return entries.filter(plan__slug=plan, municipality__slug=municipality)

    def on_topic(self, entries: QuerySet[SearchEntry], _name: str, value: str) -> QuerySet[SearchEntry]:
        return entries.filter(element__topics__slug=value)

    def with_status(self, entries: QuerySet[SearchEntry], _name: str, value: str) -> QuerySet[SearchEntry]:
        entries = entries.annotate(status=current_status())
        return (
            entries.filter(status__isnull=True) if value == NOT_FOLLOWED_UP else entries.filter(status=value)
        )

    def in_period(self, entries: QuerySet[SearchEntry], _name: str, value: str) -> QuerySet[SearchEntry]:
        start, _dash, end = value.partition("-")
        return entries.filter(
            element__edition__start_year=start or None, element__edition__end_year=end or None
        )
