"""Citizens find what they look for in the strategies of the three municipalities, best first, and little else.

The queries and the judgments stand in the text files beside this one. The API is asked, as others would ask it.
"""

from collections import defaultdict
from math import log2
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from apps.core import page_cache
from apps.publishing.search.compounds import split
from apps.publishing.search.letters import fold
from apps.publishing.search.spelling import spelling

HERE = Path(__file__).parent
MUNICIPALITIES = {"herning", "randers", "vesthimmerland"}
DEPTH = 10


def lines(name):
    """The fields of each line of a file of data."""
    text = (HERE / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def read_grades():
    grades = defaultdict(dict)
    for query, grade, addresses in lines("graded_queries.txt"):
        grades[query].update(dict.fromkeys(addresses.split(), int(grade)))
    return grades


GRADES = read_grades()
NEGATIVES = lines("negatives.txt")
SUGGESTIONS = lines("suggestions.txt")
WORDS = [line.split() for [line] in lines("words_to_split.txt")]
#: All answers are asked for once: by one worker.
pytestmark = pytest.mark.xdist_group("search relevance")


@pytest.fixture(scope="module")
def answers(second_of_everything, django_db_blocker):
    """What the API says to every query, while it holds the strategies in ``fixtures/plans/``."""
    page_cache.store.clear()
    spelling.forget()
    queries = [*GRADES, *(query for query, _address in NEGATIVES), *(typed for typed, _meant in SUGGESTIONS)]
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_strategies", no_example=True, verbosity=0)
        client = Client()
        found = {query: client.get("/api/v1/search/", {"q": query, "limit": 100}).json() for query in queries}
        transaction.set_rollback(True)
    return found


def addresses(answer):
    """Where the hits in the three municipalities are read, without slashes around; the bystander was not judged."""
    return [
        urlsplit(hit["url"]).path.strip("/")
        for hit in answer["results"]
        if hit["municipality"] in MUNICIPALITIES
    ]


def gain(grades):
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades[:DEPTH]))


def ndcg(found, grades):
    """How near the first hits come to the best order there is, from 0 to 1."""
    return gain([grades.get(address, 0) for address in found]) / gain(sorted(grades.values(), reverse=True))


@pytest.mark.django_db
def test_what_a_query_is_about_stands_among_the_first_hits(answers):
    reached = {query: ndcg(addresses(answers[query]), grades) for query, grades in GRADES.items()}
    worst = sorted((round(value, 2), query) for query, value in reached.items() if value < 0.9)
    assert len(reached) > 120
    assert sum(reached.values()) / len(reached) >= 0.9, worst


@pytest.mark.django_db
def test_a_word_is_not_found_in_words_that_only_look_like_it(answers):
    broken = [(query, address) for query, address in NEGATIVES if address in addresses(answers[query])]
    assert len(NEGATIVES) >= 40
    assert len(broken) <= 3 / 62 * len(NEGATIVES), broken


@pytest.mark.django_db
def test_what_was_meant_is_suggested(answers):
    suggested = [(typed, meant, answers[typed]["suggestion"]) for typed, meant in SUGGESTIONS]
    wrong = [each for each in suggested if (each[2] or "").casefold() != each[1]]
    assert len(SUGGESTIONS) >= 60
    assert len(wrong) <= 0.1 * len(SUGGESTIONS), wrong


def parts(word):
    return [part.text for part in split(fold(word))]


def test_compounds_are_split_where_a_reader_would_split_them():
    compounds = [words for words in WORDS if len(words) > 1]
    wrong = [
        (words, found)
        for words in compounds
        if (found := parts("".join(words))) != [fold(word) for word in words]
    ]
    assert len(compounds) >= 75
    assert len(wrong) <= 0.05 * len(compounds), wrong


def test_hardly_any_simple_word_is_split():
    simple = [words[0] for words in WORDS if len(words) == 1]
    wrong = [(word, parts(word)) for word in simple if parts(word)]
    assert len(simple) >= 75
    assert len(wrong) <= 0.02 * len(simple), wrong
