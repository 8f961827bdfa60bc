"""Everyday words: what citizens say where plans say something else. The portal's own list, and one of each municipality."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from apps.publishing.models import EverydayWord
from apps.publishing.search.analyser import tokens_of
from apps.publishing.search.letters import words
from apps.publishing.search.queries import Term
from apps.publishing.search.vocabulary import DATA

#: For each word of what means the same, the tokens of which one must be there.
Meaning = tuple[frozenset[str], ...]
#: By each token of the everyday word: what means the same.
List = Mapping[str, tuple[Meaning, ...]]
#: By what was looked for: what means the same.
Equivalents = Mapping[Term, tuple[Meaning, ...]]


@dataclass(frozen=True)
class EverydayWords:
    """The lists; the portal's is ``None``'s, any other a municipality's, by its key."""

    lists: Mapping[int | None, List] = field(default_factory=dict)

    def that_concern(self, terms: Iterable[Term]) -> Iterator[tuple[int | None, Equivalents]]:
        """The lists in which one of the terms stands, each with what these terms mean in it."""
        single = [term for term in terms if len(term.words) == 1 and not term.is_phrase]
        for owner, entries in self.lists.items():
            known = {term: sorted(term.tokens[0] & entries.keys()) for term in single}
            meant = {term: entries[tokens[0]] for term, tokens in known.items() if tokens}
            if meant:
                yield owner, meant


def everyday_words() -> EverydayWords:
    """All lists. One query."""
    by_owner: dict[int | None, dict[str, tuple[Meaning, ...]]] = defaultdict(dict)
    for owner, word, finds in EverydayWord.objects.order_by("municipality_id", "pk").values_list(
        "municipality_id", "word", "finds"
    ):
        by_owner[owner].update(_entry(word, finds))
    return EverydayWords({None: _of_the_portal(), **by_owner})


@lru_cache(maxsize=1)
def _of_the_portal() -> List:
    lines = (DATA / "everyday.words").read_text(encoding="utf-8").splitlines()
    entries: dict[str, tuple[Meaning, ...]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            word, _colon, finds = line.partition(":")
            entries.update(_entry(word, finds))
    return entries


def _entry(word: str, finds: str) -> dict[str, tuple[Meaning, ...]]:
    """An entry of a list, by each of the word's tokens; none where there is nothing to look for."""
    meanings = (
        tuple(filter(None, (tokens_of(each.text).wholes for each in words(one)))) for one in finds.split(",")
    )
    found = [tokens_of(each.text).wholes for each in words(word)]
    return dict.fromkeys(found[0], tuple(filter(None, meanings))) if len(found) == 1 else {}
