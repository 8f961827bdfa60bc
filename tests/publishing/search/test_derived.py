"""Nouns and the verbs and adjectives that say the same know each other, and no others."""

import pytest

from apps.publishing.search.derived import derived, derived_from
from apps.publishing.search.letters import fold
from apps.publishing.search.queries import read_query


@pytest.mark.parametrize(
    ("noun", "other"),
    [
        ("forebyggelse", "forebygge"),
        ("inddragelse", "inddrage"),
        ("udvikling", "udvikle"),
        ("rekruttering", "rekruttere"),
        ("vejledning", "vejlede"),
        ("beslutning", "beslutte"),
        ("planlægning", "planlægge"),
        ("konkurrence", "konkurrere"),
        ("integration", "integrere"),
        ("økonomi", "økonomisk"),
        ("teknologi", "teknologisk"),
        ("politik", "politisk"),
        ("kultur", "kulturel"),
        ("struktur", "strukturel"),
    ],
)
def test_a_noun_and_what_says_the_same_know_each_other(noun, other):
    assert fold(other) in derived(fold(noun))
    assert fold(noun) in derived(fold(other))


@pytest.mark.parametrize(
    "word",
    ["natur", "politi", "parti", "praktik", "energi", "værelse", "holdning", "drift", "rand", "gæld", ""],
)
def test_what_only_looks_derived_is_something_else(word):
    assert derived(fold(word)) == frozenset()


def test_what_is_quoted_means_itself():
    assert [derived_from(term) for term in read_query('"forebyggelse"').terms] == [()]
    assert [derived_from(term) for term in read_query("forebyggelse").terms] == [
        ((frozenset({"forebygge"}),),)
    ]
