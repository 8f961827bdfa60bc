"""Words that suggest a topic: how they are written, what they find, and that no text or pattern brings them down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.strategies.topics.patterns import Vocabulary, phrases, unreadable


def found(lines: str, text: str) -> list[str]:
    hits = Vocabulary([("topic", lines)]).hits(text)
    return [hit.words for hit in hits.get("topic", [])]


@pytest.mark.parametrize(
    ("line", "text", "words"),
    [
        ("klima", "Klimaet og klima er to ord. KLIMA!", ["klima", "KLIMA"]),
        ("klima*", "Klimaplan, klima-indsatser og mikroklima", ["Klimaplan", "klima-indsatser"]),
        ("*skole", "Folkeskole, skole og skolen", ["Folkeskole", "skole"]),
        ("*turisme*", "erhvervsturismen", ["erhvervsturismen"]),
        ("grøn* omstilling", "den grønne omstilling, grøn\nomstilling, grøn by", ["grønne omstilling", "grøn omstilling"]),
        ("eget liv", "mestre eget liv", ["eget liv"]),
        ("eget liv", "eget", []),
        ("co2*", "CO₂-aftrykket og CO2", ["CO₂-aftrykket", "CO2"]),
        ("å", "by, å og fjord; åen", ["å"]),
        ("bolig*", "bolig- og erhvervsgrunde", ["bolig"]),
        ("skole\nskole*", "skole", ["skole"]),
        ("tidlig\ntidlig indsats", "en tidlig indsats", ["tidlig indsats"]),
        ("", "skole", []),
        ("skole", "", []),
    ],
)  # fmt: skip
def test_what_a_line_finds(line: str, text: str, words: list[str]) -> None:
    assert found(line, text) == words


def test_lines_that_cannot_be_read_are_named_and_passed_over() -> None:
    lines = "klima*\n\n  *  \nk*\nsk*le\nto + to\nen to tre fire fem seks syv\nå"
    assert unreadable(lines) == ["*", "k*", "sk*le", "to + to", "en to tre fire fem seks syv"]
    assert [phrase[0].letters for phrase in phrases(lines)] == ["klima", "å"]


WORDS = st.text("abcæøå*- \n", max_size=40)


@given(lines=WORDS, text=st.text(max_size=80))
def test_whatever_is_written_something_is_answered(lines: str, text: str) -> None:
    assert all(line.strip() for line in unreadable(lines))
    assert all(word for word in found(lines, text))


@given(
    word=st.text("abcæøå", min_size=3, max_size=8),
    before=st.text("xyz", max_size=3),
    after=st.text("xyz", max_size=3),
)
def test_a_star_stands_for_any_letters_at_its_end_and_nowhere_else(
    word: str, before: str, after: str
) -> None:
    text = before + word + after
    assert found(word, text) == ([] if before or after else [text])
    assert found(f"{word}*", text) == ([] if before else [text])
    assert found(f"*{word}", text) == ([] if after else [text])
    assert found(f"*{word}*", text) == [text]


def test_a_text_that_was_looked_at_before_changes_nothing() -> None:
    vocabulary = Vocabulary([("a", "skole*"), ("b", "*skole")])
    first = vocabulary.hits("Skole og folkeskole")
    vocabulary.hits("Noget helt andet om skolen")
    assert vocabulary.hits("Skole og folkeskole") == first
    assert {key: [hit.words for hit in hits] for key, hits in first.items()} == {
        "a": ["Skole"],
        "b": ["Skole", "folkeskole"],
    }
