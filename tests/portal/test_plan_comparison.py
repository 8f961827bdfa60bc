"""Two plans beside each other, and the choice of them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.strategies.models import Plan
from apps.strategies.operations.carry_over import Fate, carry_over
from apps.strategies.operations.edit import edit_element
from tests.factories import MunicipalityFactory, element, make_plan

PAGE = "/sammenlign/planer/"
LONG = "Vi vil have flere i arbejde, så alle kan være med i fællesskabet og bidrage, hver på sin måde."


def published(*elements, editor, **fields):
    plan = make_plan(*elements, by=editor, **fields)
    publish(plan=plan, by=editor, nature="adopted")
    return plan


@pytest.fixture
def a(herning, editor):
    return published(
        element("focus_area", "Job til alle", text=LONG),
        element("goal", "Bedre veje", text="Vejene er gode."),
        element("goal", "Havnen", text="Havnen graves ud."),
        municipality=herning,
        title="Strategi A",
        editor=editor,
    )


@pytest.fixture
def b(editor):
    return published(
        element("focus_area", "Job til alle", text=LONG.replace("flere", "mange flere")),
        element("goal", "Bedre veje", text="Vejene er gode."),
        element("goal", "Skoven", text="Der plantes træer."),
        municipality=MunicipalityFactory(name="Nabo Kommune", slug="nabo"),
        title="Strategi B",
        editor=editor,
    )


@pytest.fixture
def both(a, b):
    return f"{PAGE}?a=herning/strategi-a&b=nabo/strategi-b"


def test_the_page_lets_one_choose_among_all_published_plans(client, read, a, b, editor):
    make_plan(element("goal", "Hemmelig"), municipality=a.municipality, title="Kladden", by=editor)
    html = client.get(PAGE).content.decode()
    assert html.count('<option lang="da" value="herning/strategi-a">Strategi A</option>') == 2
    assert html.count('<optgroup lang="da" label="Nabo Kommune">') == 2
    assert "Kladden" not in html
    assert "alert" not in html


@pytest.mark.without_bystander("a portal without a plan")
def test_where_nothing_is_published_the_page_says_so(read, db):
    assert "Der er ikke offentliggjort nogen plan endnu." in read(PAGE)


def test_two_plans_are_read_word_by_word(client, read, both):
    words = read(both)
    assert "2 elementer står i begge. 1 af dem er ordret ens." in words
    assert "Parret efter lighed i titel" in words
    assert words.index("Kun i Strategi A Mål Havnen") < words.index("Kun i Strategi B Mål Skoven")
    html = client.get(both).content.decode()
    assert re.search(r"<ins>[^/]*/span> ?mange ?<", html)
    assert 'value="herning/strategi-a" selected' in html


def test_plans_with_nothing_in_common_are_shown_as_they_are(read, a, editor):
    published(element("goal", "Skoven"), element("goal", "Stranden"), title="Strategi C", editor=editor,
              municipality=a.municipality)  # fmt: skip
    words = read(f"{PAGE}?a=herning/strategi-a&b=herning/strategi-c")
    assert "De to planer har næsten intet til fælles" in words
    assert "Alt i Strategi A Fokusområde Job til alle Mål Bedre veje Mål Havnen" in words
    assert "Alt i Strategi C Mål Skoven Mål Stranden" in words


def test_what_was_carried_on_belongs_together_whatever_it_is_called(read, a, editor):
    rows = {row.title: row for row in a.elements.all()}
    fates = {rows["Havnen"].identity_id: Fate("rewrites", "", None)}
    successor = Plan(title="Strategi D", slug="strategi-d")
    new = carry_over(plan=a, successor=successor, fates=fates, by=editor)
    row = new.elements.get(title="Havnen")
    edit_element(plan_id=new.pk, element_id=row.pk, based_on=1, by=editor, title="Vand", body="<p>Åen.</p>")
    publish(plan=new, by=editor, nature="adopted")
    words = read(f"{PAGE}?a=herning/strategi-a&b=herning/strategi-d")
    assert "Havnen Havnen graves ud. Mål Vand Åen. Ført videre fra den ene plan til den anden" in words
    assert "Strategi D afløser den anden. Se, hvad der blev af hver del" in words


def test_a_plan_beside_itself_gives_a_sentence_and_a_way_on(client, read, a, editor):
    address = f"{PAGE}?a=herning/strategi-a&b=herning/strategi-a"
    assert "Du har valgt den samme plan to gange." in read(address)
    assert "Sammenlign to udgaver af planen" not in read(address)
    publish(plan=a, by=editor, nature="editorial")
    assert "Sammenlign to udgaver af planen" in read(address)


def test_two_editions_of_one_plan_are_compared_at_its_own_address(client, a, editor):
    publish(plan=a, by=editor, nature="editorial")
    for first, second in (("/1", ""), ("", "/1"), ("/2", "/1")):
        answer = client.get(f"{PAGE}?a=herning/strategi-a{first}&b=herning/strategi-a{second}")
        assert (answer.status_code, answer["Location"]) == (302, "/herning/strategi-a/udgaver/1/2/")


def test_an_older_edition_can_be_chosen_and_says_so(client, read, a, b, editor):
    publish(plan=a, by=editor, nature="editorial")
    address = f"{PAGE}?a=herning/strategi-a/1&b=nabo/strategi-b"
    html = client.get(address).content.decode()
    assert 'value="herning/strategi-a/1" selected>Strategi A: Udgave 1<' in html
    assert "En ældre udgave, som ikke gælder længere." in html
    assert 'href="/herning/strategi-a/udgaver/1/#havnen"' in html


@pytest.mark.parametrize(
    "wrong",
    [
        "herning", "herning/", "/", "herning/strategi-a/9", "herning/strategi-a/0", "herning/strategi-a/x", "a/b/c/d",
        "herning/strategi-a/1/", "<script>alert(1)</script>", "x" * 10_000, "herning/strategi-a/" + "9" * 5_000, "%00", "æ/ø/å",
    ],
)  # fmt: skip
def test_what_is_no_plan_is_answered_with_the_choice(client, a, wrong):
    answer = client.get(PAGE, {"a": wrong, "b": "herning/strategi-a"})
    assert answer.status_code == 404
    assert "Den plan findes ikke, eller den er ikke længere offentlig." in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()


def test_half_a_choice_asks_for_the_other_half(read, a):
    assert "Vælg en plan i begge felter." in read(f"{PAGE}?a=herning/strategi-a")


def test_a_withdrawn_plan_cannot_be_told_from_none(client, both, b, editor):
    withdraw(plan=b, by=editor)
    assert client.get(both).status_code == 404


def test_it_takes_as_many_queries_for_three_elements_as_for_thirty(client, both, editor, a):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(both)
        return len(queries)

    count()
    few = count()
    published(*(element("goal", f"Mål {n}") for n in range(30)), title="Strategi E", editor=editor,
              municipality=a.municipality)  # fmt: skip
    publish(plan=a, by=editor, nature="editorial")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{PAGE}?a=herning/strategi-a/1&b=herning/strategi-e")
    assert few == len(queries) <= 10
