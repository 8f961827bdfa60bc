"""The page of hits: which of them it shows, its facets, and the addresses that lead to others."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.http import QueryDict
from django.utils.functional import Promise

from apps.overview.search_facets import FACETS, Choice, Facets
from apps.portal.search_filters import SearchFilter
from apps.publishing.search.results import Hit, Search


class Facet(NamedTuple):
    """A facet as it is shown: its name, each choice with the address that it leads to, and whether one is chosen."""

    label: str | Promise
    links: list[tuple[Choice, str]]
    is_chosen: bool


class SearchPage:
    """``found`` is what was looked for among what was chosen, ``every`` the same without choosing. That is what was ``asked``
    for, or what is looked for instead of it."""

    def __init__(
        self,
        asked: Search,
        found: Search,
        every: Search,
        filters: SearchFilter,
        facets: Facets,
        side: str,
    ) -> None:
        self.found, self.every, self._filters, self._facets = found, every, filters, facets
        self._asked, self.instead = asked, asked.instead
        self.chosen = filters.chosen
        self.is_refused = filters.refused
        self.last = max(1, -(-found.total // settings.SEARCH_PAGE))
        wanted = int(side) if side.isascii() and side.isdecimal() and len(side) < 6 else 1
        self.is_beyond = wanted > self.last
        self.number = min(max(wanted, 1), self.last)

    @property
    def typed(self) -> str:
        return self._asked.query.text

    @property
    def first_place(self) -> int:
        """The place of the first hit shown among all, from 1."""
        return (self.number - 1) * settings.SEARCH_PAGE + 1

    @cached_property
    def hits(self) -> list[Hit]:
        return self.found.hits((self.number - 1) * settings.SEARCH_PAGE, settings.SEARCH_PAGE)

    @property
    def lacks_words(self) -> bool:
        """Whether some of the hits lack a word that was looked for."""
        return self.found.with_all_words < self.found.total

    @cached_property
    def suggestion(self) -> str | None:
        return (self._asked if self.instead else self.found).suggestion()

    @property
    def suggestion_query(self) -> str:
        return self._query(q=self.suggestion or "")

    @property
    def previous_query(self) -> str:
        return self._query(side=str(self.number - 1)) if self.number > 1 else ""

    @property
    def next_query(self) -> str:
        return self._query(side=str(self.number + 1)) if self.number < self.last else ""

    @property
    def everything_query(self) -> str:
        """The same search without a choice."""
        query = QueryDict(mutable=True)
        query["q"] = self.typed
        return query.urlencode()

    @cached_property
    def facets(self) -> list[Facet]:
        """The facets in which there is something to choose."""
        return [facet for facet in self._all_facets() if len(facet.links) > 1 or facet.is_chosen]

    def _all_facets(self) -> Iterator[Facet]:
        for name in FACETS:
            choices = self._facets.choices(name, self.chosen)
            links = [
                (choice, self._query(**{name: "" if choice.is_chosen else choice.value}))
                for choice in choices
            ]
            yield Facet(self._filters.filters[name].label, links, name in self.chosen)

    def _query(self, **changes: str) -> str:
        """The query string of this search, its first page, with some parameters exchanged."""
        query = QueryDict(mutable=True)
        for name, value in ({"q": self.every.query.text} | self.chosen | changes).items():
            if value:
                query[name] = value
        return query.urlencode()
