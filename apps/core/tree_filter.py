"""Narrowing a tree down: which words are looked for, and what of the tree is kept in sight.

Pure functions on plain values; ``static/js/tree-filter.js`` says the same in the browser.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.conf import settings

from apps.core.text import folded, spelt_out


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Places in a tree. ``shown`` are the hits, ``holding`` (what they stand under), and all under a hit that holds no other."""

    holding: set[int]
    shown: set[int]


def words_of(query: str) -> list[str]:
    """The words that are looked for, folded; beyond ``settings.SEARCH_MAX_WORDS`` the rest is ignored."""
    return folded(query).split()[: settings.SEARCH_MAX_WORDS]


def matches(words: Collection[str], text: str) -> bool:
    """Whether each of ``words`` occurs in ``text``, with æ, ø and å as letters of their own or spelt out."""
    where = spelt_out(folded(text))
    return all(spelt_out(word) in where for word in words)


def parents_by_depth(depths: Sequence[int]) -> list[int]:
    """For each element in reading order the place of what it stands under, -1 at the top."""
    line: list[int] = []
    parents: list[int] = []
    for place, depth in enumerate(depths):
        while line and depths[line[-1]] >= depth:
            line.pop()
        parents.append(line[-1] if line else -1)
        line.append(place)
    return parents


def narrow(parents: Sequence[int], hits: Collection[int]) -> Narrowed:
    """What of a tree is kept in sight where ``hits`` were found; ``parents`` as ``parents_by_depth`` gives them."""
    holding: set[int] = set()
    for hit in hits:
        above = parents[hit]
        while above >= 0 and above not in holding:
            holding.add(above)
            above = parents[above]
    under = set(hits) - holding
    for place, above in enumerate(parents):
        if above in under:
            under.add(place)
    return Narrowed(holding, holding | set(hits) | under)
