import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.collation import danish_key
from apps.overview.kind_words import PLURALS, counted, first_sentence
from apps.strategies.kinds import Kind


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", ""),
        ("En sætning. En til.", "En sætning."),
        ("Hvad nu? Det ved vi.\nNæste afsnit.", "Hvad nu?"),
        ("Kun et afsnit\nog et til", "Kun et afsnit"),
        ("Ca. 5 km. væk. Så langt.", "Ca. 5 km. væk."),
        ("Vi siger: ”Ja!” Og mener det.", "Vi siger: ”Ja!” Og mener det."),
    ],
)
def test_a_text_begins_with_its_first_sentence(text, sentence):
    assert first_sentence(text) == sentence


def test_a_very_long_sentence_is_cut_between_words():
    sentence = first_sentence("ord, " * 100)
    assert sentence.endswith("ord …")
    assert len(sentence) <= 222


@given(st.text())
def test_a_beginning_is_never_longer_than_its_text_or_the_limit(text):
    assert len(first_sentence(text)) <= max(222, len(text))


def test_every_kind_but_the_document_can_be_counted_and_headed():
    for kind in set(Kind) - {Kind.DOCUMENT}:
        assert str(PLURALS[kind])
        assert counted(kind, 2).startswith("2 ")


def test_counting_knows_one_from_many():
    assert [counted("focus_area", number) for number in (1, 4)] == ["1 fokusområde", "4 fokusområder"]


def test_danish_letters_stand_last_and_aa_is_a_ring():
    words = ["Ålborg", "Zoo", "Ærø", "aarhus", "Øster", "Albertslund", "Aabenraa"]
    assert sorted(words, key=danish_key) == [
        "Albertslund",
        "Zoo",
        "Ærø",
        "Øster",
        "Aabenraa",
        "Ålborg",
        "aarhus",
    ]
