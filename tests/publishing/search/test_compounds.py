"""Compounds are split where a reader would split them, and words that only look like some are left alone."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from apps.publishing.search.compounds import split
from apps.publishing.search.letters import fold

HERE = Path(__file__).parent
#: Parts of a compound a line, as in “pleje bolig plan”.
COMPOUNDS = [line.split() for line in (HERE / "compounds.txt").read_text(encoding="utf-8").splitlines()]
SIMPLE = (HERE / "simple_words.txt").read_text(encoding="utf-8").split()


def parts(word):
    return [part.text for part in split(fold(word))]


def test_nearly_every_compound_is_split_where_it_should_be():
    wrong = [words for words in COMPOUNDS if parts("".join(words)) != [fold(word) for word in words]]
    assert len(COMPOUNDS) > 200
    assert len(wrong) <= 0.02 * len(COMPOUNDS), wrong


def test_hardly_any_other_word_is_split():
    wrong = [word for word in SIMPLE if parts(word)]
    assert len(SIMPLE) > 200
    assert len(wrong) <= 0.01 * len(SIMPLE), wrong


@pytest.mark.parametrize(
    ("word", "lemmas"),
    [
        ("folkeskolernes", ["folk", "skole"]),
        ("skolebørn", ["skole", "barn"]),
        ("efteruddannelser", ["efter", "uddannelse"]),
        ("boernehave", ["barn", "have"]),
    ],
)
def test_each_part_is_known_as_the_word_it_is(word, lemmas):
    found = [part.lemma for part in split(fold(word))]
    assert found[-1] == lemmas[-1]
    assert len(found) == len(lemmas)


@pytest.mark.parametrize("word", ["", "s", "is", "vision", "xyzzy", "a" * 60, "by" * 30])
def test_what_is_no_compound_has_no_parts(word):
    assert split(word) == ()


def shown(*given):
    out = StringIO()
    call_command("split_word", *given, stdout=out)
    return out.getvalue().splitlines()


def test_the_command_shows_parts_in_the_letters_that_were_given():
    assert shown("folkeskole", "Ældreråd", "boernehave", "vision", "klima-plan") == [
        "folkeskole: folke skole",
        "Ældreråd: Ældre råd",
        "boernehave: boerne have",
        "vision",
        "klima-plan: klima plan",
    ]


def test_the_command_takes_several_words_in_one_and_what_is_no_word():
    assert shown("byrådsmøde plejebolig", "!!") == [
        "byrådsmøde: by råds møde",
        "plejebolig: pleje bolig",
        "!!",
    ]
