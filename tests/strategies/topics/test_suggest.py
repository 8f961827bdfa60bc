"""Suggested topics: the likeliest first, each with the words that made it, and nothing for a word in passing."""

from hypothesis import given
from hypothesis import strategies as st

from apps.strategies.topics.patterns import Vocabulary
from apps.strategies.topics.suggest import suggest

VOCABULARY = Vocabulary(
    [
        ("ensomhed", "ensom*\nfællesskab*"),
        ("skole", "skole*\nfolkeskole*"),
        ("klima", "klima*"),
        ("penge", "penge"),
        ("vej", "vej*"),
    ]
)


def suggested(title: str, text: str, **options: object) -> list[tuple[object, tuple[str, ...]]]:
    return [(one.key, one.words) for one in suggest(VOCABULARY, title=title, text=text, **options)]


def test_a_suggestion_names_each_of_its_words_once_as_it_is_written_first() -> None:
    text = "Ensomhed går ud over helbredet. Et fællesskab hjælper mod ensomhed, og ensomheden falder."
    assert suggested("Færre er ensomme", text) == [
        ("ensomhed", ("ensomme", "Ensomhed", "fællesskab", "ensomheden"))
    ]


def test_the_likeliest_stands_first_and_a_word_in_passing_is_none() -> None:
    text = (
        "Klimaet, klimaplanen, klimamålene og klimakrisen. Skolerne er med, og folkeskolen. Det koster penge."
    )
    assert [key for key, _words in suggested("Klima", text)] == ["klima"]
    assert [key for key, _words in suggested("Noget", text)] == ["klima", "skole"]


def test_one_word_is_enough_in_a_short_text_and_too_little_in_a_long_one() -> None:
    assert suggested("Her", "Vi bygger en skole.") == [("skole", ("skole",))]
    assert suggested("Her", "Vi bygger en skole. " + "Og så videre. " * 100) == []


def test_the_title_outweighs_a_word_of_the_text() -> None:
    assert [key for key, _words in suggested("Klima", "Ensomhed")] == ["klima", "ensomhed"]


def test_topics_that_it_has_are_not_suggested_and_nothing_comes_in_their_place() -> None:
    text = "Klima, klimaplan, skole, skoler, ensomhed, ensom, penge, vej, veje"
    assert [key for key, _words in suggested("", text)] == ["klima", "skole", "ensomhed"]
    assert [key for key, _words in suggested("", text, without={"skole"})] == ["klima", "ensomhed"]


def test_nothing_is_suggested_for_nothing() -> None:
    assert suggested("", "") == []
    assert suggest(Vocabulary([]), title="Skole", text="Skole") == []


@given(title=st.text(max_size=40), text=st.text(max_size=200))
def test_every_word_of_a_suggestion_stands_in_the_text(title: str, text: str) -> None:
    for _key, words in suggested(title, text):
        assert words
        assert all(word in title or word in text for word in words)
