"""What a reader may choose: among the decisions of a municipality, and what to compare by topic. Choices are what is public."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.collation import danish_key
from apps.core.danish_words import DanishWords, sentence
from apps.decisions.models import Decision, DecisionElement, ValueAssessment
from apps.municipalities.models import CouncilPeriod, Municipality
from apps.overview.topics import TopicRegister
from apps.publishing.last_rows import last_rows
from apps.publishing.models import EditionElement

_UNKNOWN_MUNICIPALITY = _("One of the municipalities is not here, so it was left out.")
_NO_SUCH_CHOICE = _("There is no such choice here, so nothing was filtered. Choose another.")


class DanishChoices(forms.Select):
    """Choices that are the municipality's own words, and Danish on a page in any language; the empty one is the portal's."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"]["lang"] = "da"
        return option


class DecisionFilter(django_filters.FilterSet):
    """Decisions by council period, committee, value and element."""

    periode = django_filters.ChoiceFilter(
        label=_("Council period"), method="in_period", empty_label=_("All periods")
    )
    udvalg = django_filters.ChoiceFilter(
        label=_("Committee"),
        field_name="meeting__committee__slug",
        empty_label=_("All committees"),
        widget=DanishChoices,
    )
    vaerdi = django_filters.ChoiceFilter(
        label=_("Pulls on the value"), method="on_value", empty_label=_("All values"), widget=DanishChoices
    )
    element = django_filters.ChoiceFilter(
        label=_("Is about"), method="about_element", empty_label=_("Everything"), widget=DanishChoices
    )

    class Meta:
        model = Decision
        fields: list[str] = []

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.periods = list(CouncilPeriod.objects.all())
        choices = _choices(municipality, self.periods)
        for name, found in choices.items():
            self.filters[name].extra["choices"] = found
            self.filters[name].extra["error_messages"] = {"invalid_choice": _NO_SUCH_CHOICE}

    @property
    def chosen_day(self) -> date | None:
        """The first day of the council period that was chosen, if one was."""
        start = self.form.cleaned_data.get("periode") if self.form.is_valid() else ""
        return date(int(start), 1, 1) if start else None

    def in_period(self, rows: QuerySet[Decision], _name: str, value: str) -> QuerySet[Decision]:
        start = int(value)
        return rows.filter(meeting__on__range=(date(start, 1, 1), date(start + 3, 12, 31)))

    def on_value(self, rows: QuerySet[Decision], _name: str, value: str) -> QuerySet[Decision]:
        assessed = Q(
            assessments__identity__uid=value,
            assessments__is_current=True,
            assessments__effect__isnull=False,
        )
        return rows.filter(assessed & ~Q(assessments__effect=0))

    def about_element(self, rows: QuerySet[Decision], _name: str, value: str) -> QuerySet[Decision]:
        return rows.filter(elements__identity__uid=value)


class TopicFilter(django_filters.FilterSet):
    """Published elements by topic and municipality; examples are marked as such."""

    emne = django_filters.ChoiceFilter(
        label=_("Topic"), field_name="topics__topic__slug", empty_label=_("All topics")
    )
    kommune = django_filters.MultipleChoiceFilter(
        label=_("Municipalities"),
        field_name="edition__plan__municipality__slug",
        widget=forms.CheckboxSelectMultiple,
        distinct=False,
    )

    class Meta:
        model = EditionElement
        fields: list[str] = []

    def __init__(self, *args: Any, register: TopicRegister, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["emne"].extra["choices"] = [(topic.slug, topic.label) for topic in register.topics]
        self.filters["kommune"].extra["choices"] = [
            (each.slug, _named_example(each) if each.is_example else DanishWords(each.name))
            for each in register.municipalities
        ]
        errors = {"emne": _("There is no such topic. Choose one of these."), "kommune": _UNKNOWN_MUNICIPALITY}
        for name, words in errors.items():
            self.filters[name].extra["error_messages"] = {"invalid_choice": words}


def _named_example(municipality: Municipality) -> str:
    return sentence(gettext("%(name)s (an example)"), {"name": DanishWords(municipality.name)})


def _choices(
    municipality: Municipality, council_periods: Iterable[CouncilPeriod]
) -> dict[str, list[tuple[str, str]]]:
    """Two queries, whatever there is."""
    public = Decision.objects.public().filter(municipality=municipality)
    meetings = public.order_by().values_list(
        "meeting__committee__slug", "meeting__committee__name", "meeting__on__year"
    )
    found = set(meetings)
    years = {year for _slug, _name, year in found}
    committees = sorted({(slug, name) for slug, name, _year in found}, key=lambda pair: danish_key(pair[1]))
    periods = [
        (str(period.start_year), str(period))
        for period in council_periods
        if any(period.start_year <= year <= period.end_year for year in years)
    ]
    assessed = ValueAssessment.objects.final().filter(decision__in=public).order_by().values("identity")
    about = DecisionElement.objects.filter(decision__in=public).order_by().values("identity")
    columns = ("identity__uid", "title", "edition__title", "is_dropped", "is_assessed", "is_decided")
    rows = list(
        last_rows(assessed.union(about))
        .annotate(is_assessed=Q(identity__in=assessed), is_decided=Q(identity__in=about))
        .order_by("is_dropped", "edition__level", "edition__title", "position")
        .values_list(*columns)
    )
    return {
        "periode": periods,
        "udvalg": committees,
        "vaerdi": _named(row[:4] for row in rows if row[4]),
        "element": _named(row[:4] for row in rows if row[5]),
    }


def _named(rows: Iterable[tuple[UUID, str, str, bool]]) -> list[tuple[str, str]]:
    """Each by its title, with its plan where another is called the same; what was dropped from the strategy says so."""
    named = list(rows)
    titles = Counter(title for _uid, title, *_others in named)
    found = []
    for uid, title, plan, is_dropped in named:
        told = f"{title} ({plan})" if titles[title] > 1 else title
        found.append((str(uid), gettext("%(title)s (dropped)") % {"title": told} if is_dropped else told))
    return found
