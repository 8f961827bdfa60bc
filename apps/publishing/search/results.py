"""What a search answers: hits with the words in them marked, how many there are, and what may have been meant."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from apps.publishing.models import SearchEntry
from apps.publishing.search import finding
from apps.publishing.search.everyday import EverydayWords, everyday_words
from apps.publishing.search.finding import Finder, stands_somewhere
from apps.publishing.search.instead import Instead, looked_for_instead
from apps.publishing.search.levels import equivalents
from apps.publishing.search.queries import Query, read_query
from apps.publishing.search.snippets import Piece, marked, snippet
from apps.publishing.search.spelling import Spelling, completions, corrected, is_spelt_right, spelling
from apps.strategies.kinds import Kind


@dataclass(frozen=True)
class Hit:
    """A published element that was found; ``slug`` is empty for a plan, whose address is the plan's own."""

    uid: UUID
    kind: str
    title: str
    slug: str
    marked_title: list[Piece]
    snippet: list[Piece]
    plan_slug: str
    plan_title: str
    municipality: Any

    @property
    def path(self) -> tuple[str, ...]:
        """The words of its public address."""
        words = (self.municipality.slug, self.plan_slug, self.slug)
        return words if self.slug else words[:2]

    @property
    def kind_label(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def snippet_text(self) -> str:
        return "".join(piece.text for piece in self.snippet)


@dataclass
class Search:
    """A search among all published elements, or among some of them."""

    query: Query
    among: QuerySet[SearchEntry] = field(default_factory=SearchEntry.objects.all)
    everyday: EverydayWords = field(default_factory=everyday_words)

    @classmethod
    def of(cls, typed: str, among: QuerySet[SearchEntry] | None = None) -> "Search":
        query = read_query(typed)
        return cls(query, SearchEntry.objects.all() if among is None else among)

    @cached_property
    def instead(self) -> Instead | None:
        """What to look for in place of compounds that stand nowhere; None where what was typed is found anywhere."""
        if not any(term.made_of for term in self.query.terms):
            return None
        other = looked_for_instead(self.query, self._known)
        return other if other and Finder(self.query, self.everyday).finds_nothing() else None

    @cached_property
    def _known(self) -> Spelling:
        """The words of published plans. One query where none was published since."""
        spelling.refresh()
        return spelling

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.query, self.everyday, self.among)

    @cached_property
    def keys(self) -> set[int]:
        """The keys of all entries that are found, or of so many that it does not matter."""
        return self._finder.all_keys()

    @property
    def with_all_words(self) -> int:
        """How many of them have all the words, or what says the same."""
        return self._finder.with_all_words if self.keys else 0

    @property
    def total(self) -> int:
        return min(len(self.keys), finding.MOST)

    @property
    def total_is_capped(self) -> bool:
        return len(self.keys) > finding.MOST

    def hits(self, first: int, most: int) -> list[Hit]:
        """So many hits from the one at ``first`` (0 is the best) on."""
        keys = self._finder.keys(min(first + most, finding.MOST))[first:]
        entries = (
            SearchEntry.objects.filter(pk__in=keys)
            .select_related("element__identity", "element__edition", "plan", "municipality")
            .defer("words", "element__body", "element__passages")
        )
        by_key = {entry.pk: entry for entry in entries}
        return [self._hit(by_key[key]) for key in keys if key in by_key]

    def _hit(self, entry: SearchEntry) -> Hit:
        element = entry.element
        itself = frozenset(token for term in self.query.terms for tokens in term.tokens for token in tokens)
        stands = any(
            is_found for text in (element.title, element.text) for _text, is_found in marked(text, itself)
        )
        wanted = itself if stands else itself | self._instead
        return Hit(
            uid=element.identity.uid,
            kind=element.kind,
            title=element.title,
            slug=element.slug,
            marked_title=marked(element.title, wanted),
            snippet=snippet(element.text, wanted),
            plan_slug=entry.plan.slug,
            plan_title=element.edition.title,
            municipality=entry.municipality,
        )

    @cached_property
    def _instead(self) -> frozenset[str]:
        """The tokens that are marked where the words themselves do not stand: what they are made of, what means the same."""
        wanted = {word for term in self.query.terms for word in term.made_of}
        for _owner, meant in equivalents(self.query, self.everyday):
            wanted.update(*(tokens for each in meant.values() for meaning in each for tokens in meaning))
        return frozenset(wanted)

    def suggestion(self) -> str | None:
        """What may have been meant: the query with its misspelt words put right, where that finds more."""
        if not self.query:
            return None
        missing = self.instead.missing if self.instead else ()
        unknown = [
            term
            for term in self.query.terms
            if not is_spelt_right(term) and (term.text in missing or not stands_somewhere(term))
        ]
        meant = corrected(self.query, unknown, self._known)
        if meant is None:
            return None
        other = Finder(read_query(meant), self.everyday, self.among)
        return meant if other.finds_more_than(self.with_all_words) else None


def complete(typed: str, most: int) -> Iterable[str]:
    """How a query that is being typed may go on."""
    spelling.refresh()
    return completions(" ".join(typed.split()), spelling, most)
