"""The page of hits, as a citizen meets it."""

import re

import pytest

from apps.publishing.operations.publish import publish
from tests.factories import element, make_plan

PAGE = "/soeg/"


@pytest.fixture
def plan(herning, editor):
    plan = make_plan(
        element("goal", "Flere zebraer", text="Zebraer <b>og</b> giraffer."),
        element("theme", "Savannen", text="Her går zebraen frit."),
        municipality=herning,
        title="Zebraplan",
        start_year=2022,
        end_year=2025,
    )
    publish(plan=plan, by=editor, nature="adopted")
    return plan


def main_of(response):
    text = response.content.decode()
    return text[text.index("<main") : text.index("</main>")]


def titles(response):
    found = re.findall(r"<h3 lang=\"da\"><a [^>]*>(.*?)</a></h3>", main_of(response))
    return [re.sub("<[^>]*>", "", title) for title in found]


def test_hits_are_shown_best_first_with_the_words_marked_where_they_stand(client, plan):
    response = client.get(PAGE, {"q": "zebra"})
    assert titles(response) == ["Flere zebraer", "Zebraplan", "Savannen"]
    assert "Her går <mark>zebraen</mark> frit." in main_of(response)
    assert "3 resultater" in main_of(response)
    assert '<meta name="robots" content="noindex">' in response.content.decode()


@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        ({"kommune": "herning"}, ["Flere zebraer", "Zebraplan", "Savannen"]),
        ({"plan": "herning/zebraplan", "slags": "theme"}, ["Savannen"]),
        ({"slags": "goal"}, ["Flere zebraer"]),
        ({"periode": "2022-2025", "slags": "document"}, ["Zebraplan"]),
        ({"status": "ingen", "slags": "goal"}, ["Flere zebraer"]),
    ],
)
def test_hits_can_be_narrowed_down(client, plan, chosen, left):
    response = client.get(PAGE, {"q": "zebra", **chosen})
    assert titles(response) == left
    assert "Vis alle resultater" in main_of(response)


def test_each_choice_says_how_many_hits_it_leaves(client, plan):
    found = re.findall(
        r"slags=(\w+)\".*?count\">(\d+)<", main_of(client.get(PAGE, {"q": "zebra"})), re.DOTALL
    )
    assert sorted(found) == [("document", "1"), ("goal", "1"), ("theme", "1")]


@pytest.mark.parametrize("name", ["kommune", "plan", "slags", "emne", "status", "periode"])
def test_a_choice_that_no_hit_has_is_told_and_narrows_nothing_down(client, plan, name):
    response = client.get(PAGE, {"q": "zebra", name: "<b>nothing</b>"})
    assert response.status_code == 200
    assert len(titles(response)) == 3
    assert "Et af valgene findes ikke blandt resultaterne" in main_of(response)
    assert "<b>nothing" not in response.content.decode()


def test_a_misspelt_word_is_answered_with_what_may_have_been_meant(client, plan):
    page = main_of(client.get(PAGE, {"q": "zebraplna"}))
    assert re.search(r'Mente du <a href="\?q=zebraplan" lang="da">zebraplan</a>\?', page)
    assert "Ingen offentliggjort strategi har de ord" in page


@pytest.mark.parametrize(
    "typed",
    [
        "a" * 10_000,
        "!!!???",
        "AND OR NOT NEAR(",
        '"zebra',
        "'; DROP TABLE x; --",
        "<script>alert(1)</script>",
        "zebra*",
        "\u202e\u0000x",
        "{{ 7*7 }}",
        "%s %(x)s",
    ],
)
def test_any_query_is_answered_with_a_page_that_helps_and_holds_no_foreign_markup(client, plan, typed):
    response = client.get(PAGE, {"q": typed})
    assert response.status_code in (200, 400)
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("side", ["0", "-1", "99", "999999999999", "x", "²"])
def test_pages_that_are_not_there_show_one_that_is(client, plan, side):
    assert len(titles(client.get(PAGE, {"q": "zebra", "side": side}))) == 3


@pytest.mark.parametrize(
    ("typed", "found", "told"),
    [
        (
            "zebra savanne",
            ["Savannen", "Zebraplan", "Flere zebraer"],
            "1 af dem har alle ordene. Derefter følger de, der mangler",
        ),
        (
            "giraf savanne",
            ["Flere zebraer", "Savannen"],
            "Intet har alle ordene. Her mangler de almindeligste.",
        ),
        ("savanne", ["Savannen"], ""),
    ],
)
def test_hits_that_lack_a_word_are_said_to(client, plan, typed, found, told):
    response = client.get(PAGE, {"q": typed})
    text = " ".join(main_of(response).split())
    assert told in text
    assert ("alle ordene" in text) is bool(told)
    assert titles(response) == found


def test_pages_follow_each_other(client, herning, editor):
    plan = make_plan(*(element("goal", f"Zebra {number}") for number in range(25)), municipality=herning)
    publish(plan=plan, by=editor, nature="adopted")
    first, second = (client.get(PAGE, {"q": "zebra", "side": side}) for side in ("1", "2"))
    assert [titles(first)[-1], titles(second)] == [
        "Zebra 19",
        [f"Zebra {number}" for number in range(20, 25)],
    ]
    assert 'href="?q=zebra&amp;side=2" rel="next"' in main_of(first)
    assert "Der er ikke flere sider" in main_of(client.get(PAGE, {"q": "zebra", "side": "9"}))


def test_before_anything_is_typed_the_page_says_what_can_be_found(client, plan):
    page = main_of(client.get(PAGE))
    assert "Du søger i alt, der er offentliggjort" in page
    assert "Der er ikke noget ord at søge efter" in main_of(client.get(PAGE, {"q": "?!"}))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("", "”zebraskole” står ingen steder i de offentliggjorte strategier. Her er steder med ”zebra”."),
        ("/en", "“zebraskole” stands nowhere in the published strategies. Here are places with “zebra”."),
    ],
)
def test_a_compound_that_stands_nowhere_is_answered_with_its_part_and_that_is_said(
    client, plan, language, told
):
    response = client.get(language + PAGE, {"q": "zebraskole"})
    page = main_of(response)
    assert told in " ".join(re.sub("<[^>]+>", "", page).split())
    assert titles(response) == ["Flere zebraer", "Zebraplan", "Savannen"]
    assert "Her går <mark>zebraen</mark> frit." in page
    assert 'value="zebraskole"' in page
    assert "q=zebra&amp;slags=goal" in page
    assert titles(client.get(PAGE, {"q": "zebraskole", "slags": "goal"})) == ["Flere zebraer"]


def test_nonsense_is_found_nowhere(client, plan):
    for typed in ("zebrablørp", "blørpzebra", "qwertyuiop"):
        assert "Ingen offentliggjort strategi har de ord" in main_of(client.get(PAGE, {"q": typed}))


def test_parts_are_looked_for_with_few_queries(client, plan, django_assert_max_num_queries):
    client.get(PAGE, {"q": "zebra"})  # the words of the plans are read once by each process
    with django_assert_max_num_queries(10):
        client.get(PAGE, {"q": "zebraskole"})


@pytest.mark.parametrize("address", ["/", "/herning/", "/herning/zebraplan/", "/was", "/nothing/here/"])
def test_every_public_page_has_a_field_to_search_in(client, plan, address):
    page = client.get(address).content.decode()
    assert len(re.findall(r'<form class="search-form" method="get" action="/soeg/"', page)) == 1


def test_what_is_typed_is_completed_by_words_of_the_plans(client, plan):
    assert client.get(f"{PAGE}forslag/", {"q": "zeb"}).json() == {"completions": ["zebra", "zebraplan"]}
    assert client.get(f"{PAGE}forslag/", {"q": "flere zebrap"}).json() == {"completions": ["flere zebraplan"]}
    assert client.get(f"{PAGE}forslag/").json() == {"completions": []}


def test_the_queries_do_not_grow_with_the_hits(client, plan, herning, editor, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        client.get(PAGE, {"q": "zebra"})
    more = make_plan(
        *(element("goal", f"Zebra {number}") for number in range(15)), municipality=herning, title="Flere"
    )
    publish(plan=more, by=editor, nature="adopted")
    with django_assert_max_num_queries(10):
        client.get(PAGE, {"q": "zebra"})
