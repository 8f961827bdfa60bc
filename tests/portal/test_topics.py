"""Comparison by topic: what each municipality says in its own words, honest where it says nothing, helpful where asked oddly."""

import re

import pytest
from django.urls import reverse

from apps.core import page_cache
from apps.municipalities.freshness import portal_version
from apps.overview.topics import beginning_and_rest
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.strategies.models import Element, Topic
from apps.strategies.operations.edit import edit_element
from tests.factories import MunicipalityFactory, element, make_plan

PAGE = "/sammenlign/"
LONG = "<p>" + "Byrådet vil have flere i skole. " * 12 + "</p><p>" + "Resten står her. " * 12 + "</p>"


@pytest.fixture
def school(db):
    return Topic.objects.create(
        name="Skole", name_en="School", slug="skole", description="Om skolen.", words="skole*"
    )


@pytest.fixture
def says(editor, school):
    """Publish that a municipality says something about school; ``title=None`` for a plan that does not."""

    def says(municipality, *titles, plan_title="Strategi", body="<p>Vi vil have gode skoler.</p>", **options):
        elements = [element("goal", title, body=body) for title in titles or ["Noget andet"]]
        plan = make_plan(*elements, municipality=municipality, title=plan_title, **options)
        for title in titles:
            Element.objects.get(plan=plan, title=title).identity.topics.add(school)
        publish(plan=plan, by=editor, nature="adopted")
        return plan

    return says


def sides(html):
    """The names of the columns with the titles in each; the bystander's is left out."""
    found = {
        re.search(r"<h2[^>]*><a[^>]*>([^<]*)", part)[1]: re.findall(r"<h4[^>]*><a[^>]*>([^<]*)", part)
        for part in html.split('<section class="side"')[1:]
    }
    found.pop("Læsø Kommune", None)
    return found


def listed(html):
    """Address, mark of language and name of each topic of the list; the bystander's is left out."""
    found = re.findall(r'<h2><a href="([^"]*)"( lang="da")?>([^<]*)', html)
    return [entry for entry in found if entry[2] != "Øliv"]


def get(client, query=""):
    response = client.get(PAGE + query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_says_what_each_topic_is_and_who_speaks_of_it(client, herning, randers, says, school):
    Topic.objects.create(name="Ældre", slug="aeldre", description="Om ældre.")
    Topic.objects.create(name="Klima", slug="klima", description="Om klimaet.")
    says(herning, "Skolen")
    says(randers)
    html = get(client)
    assert listed(html) == [
        (f"{PAGE}?emne=klima", ' lang="da"', "Klima"),
        (f"{PAGE}?emne=skole", ' lang="da"', "Skole"),
        (f"{PAGE}?emne=aeldre", ' lang="da"', "Ældre"),
    ]
    assert "Om skolen." in html
    assert "Ingen kommune siger noget om det endnu." in html
    assert re.search(r"Om skolen\..*?Herning Kommune\s*</p>", html, re.S)


@pytest.mark.without_bystander("there is no topic at all")
def test_without_topics_the_page_says_so(client, db):
    assert "Her er ingen emner endnu." in get(client)


def test_each_says_it_in_its_own_words_in_reading_order_strategies_first(client, herning, randers, says):
    says(herning, "I planen", plan_title="Udviklingsplan", level="development_plan")
    says(herning, "Første", "Anden", body=LONG)
    says(randers, "Randers om skolen")
    html = get(client, "?emne=skole")
    assert sides(html) == {
        "Herning Kommune": ["Første", "Anden", "I planen"],
        "Randers Kommune": ["Randers om skolen"],
    }
    assert "Vi vil have gode skoler." in html
    assert html.count("<summary>Læs resten") == 2
    assert "sides beside-3" in html
    assert "Kun emnet er tilføjet af portalen." in html
    assert 'href="/randers/strategi/randers-om-skolen/"' in html


def test_who_says_nothing_is_told_so_and_examples_are_marked_and_not_compared_at_first(
    client, herning, randers, says
):
    says(herning, "Skolen")
    says(randers)
    example = MunicipalityFactory(name="Eksempelby Kommune", slug="eksempelby", is_example=True)
    says(example, "Skolen i Eksempelby")
    html = get(client, "?emne=skole")
    assert sides(html) == {"Herning Kommune": ["Skolen"], "Randers Kommune": []}
    assert "Randers Kommune siger ikke noget om emnet" in html
    assert "Eksempelby Kommune (et eksempel)" in html
    chosen = get(client, "?emne=skole&kommune=eksempelby")
    assert sides(chosen) == {"Eksempelby Kommune": ["Skolen i Eksempelby"]}
    assert "Kommunen findes ikke." in chosen


def test_only_what_is_published_is_compared(client, herning, randers, says, school, editor):
    plan = says(herning, "Skolen")
    other = says(randers, "Randers om skolen")
    row = Element.objects.get(plan=plan, title="Skolen")
    changes = {"body": "<p>Ikke offentliggjort.</p>", "topics": []}
    edit_element(plan_id=plan.pk, element_id=row.pk, based_on=row.version, by=editor, **changes)
    make_plan(element("goal", "Kladde"), municipality=herning, title="Kladde")
    withdraw(plan=other, by=editor, public_note="Fejl.")
    html = get(client, "?emne=skole&kommune=herning&kommune=randers")
    assert sides(html) == {"Herning Kommune": ["Skolen"], "Randers Kommune": []}
    assert "Ikke offentliggjort." not in html
    publish(plan=plan, by=editor, nature="editorial")
    assert sides(get(client, "?emne=skole&kommune=herning"))["Herning Kommune"] == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?emne=findes-ikke", "Emnet findes ikke. Vælg et af dem her."),
        ("?emne=%3Cscript%3Ealert(1)%3C/script%3E", "Emnet findes ikke. Vælg et af dem her."),
        ("?emne=" + "x" * 10_000, "Emnet findes ikke. Vælg et af dem her."),
        ("?emne=", "Om skolen."),
        ("?emne=skole&emne=skole", "Skolen"),
        ("?emne=skole&kommune=findes-ikke", "En af kommunerne findes ikke her, så den er udeladt."),
        ("?emne=skole&kommune=herning&kommune=%3Cb%3E", "En af kommunerne findes ikke her, så den er udeladt."),
        ("?emne=skole&kommune=herning&kommune=herning", "Skolen"),
        ("?kommune=herning&kommune=nej", "Du sammenligner:"),
        ("?emne=skole" + "&kommune=herning" * 98, "Skolen"),
    ],
)  # fmt: skip
def test_whatever_is_asked_the_page_helps(client, herning, says, query, words):
    says(herning, "Skolen")
    html = get(client, query)
    assert words in html
    assert "<script>alert" not in html
    assert "<b>" not in html
    assert html.count('id="side_herning"') <= 1


def test_many_municipalities_stand_under_each_other_with_a_few_places_each(client, says, settings):
    municipalities = [MunicipalityFactory(name=f"By {n} Kommune", slug=f"by-{n}") for n in range(4)]
    titles = [f"Mål {n}" for n in range(settings.TOPIC_PASSAGES_OF_MANY + 2)]
    for municipality in municipalities:
        says(municipality, *titles)
    html = get(client, "?emne=skole" + "".join(f"&kommune={each.slug}" for each in municipalities))
    assert {name: len(found) for name, found in sides(html).items()} == {
        each.name: settings.TOPIC_PASSAGES_OF_MANY for each in municipalities
    }
    assert 'class="sides"' in html
    assert "2 steder mere i By 0 Kommune" in html
    assert len(sides(get(client, "?emne=skole&kommune=by-0"))["By 0 Kommune"]) == len(titles)
    assert len(sides(get(client, "?emne=skole"))) == settings.TOPIC_COLUMNS


def test_those_who_say_something_are_compared_first_and_who_was_chosen_always(client, herning, randers, says):
    for number in range(3):
        says(MunicipalityFactory(name=f"Aby {number} Kommune", slug=f"aby-{number}"))
    says(herning, "Skolen")
    says(randers)
    assert list(sides(get(client, "?emne=skole"))) == ["Aby 0 Kommune", "Aby 1 Kommune", "Herning Kommune"]
    html = get(client, "?kommune=randers")
    assert "?emne=skole&amp;kommune=aby-0&amp;kommune=herning&amp;kommune=randers" in html


def test_an_address_from_before_a_topic_was_renamed_leads_to_the_one_it_has(client, herning, says, school):
    says(herning, "Skolen")
    school.slug = "folkeskole"
    school.save()
    response = client.get(f"{PAGE}?emne=skole&kommune=herning")
    assert (response.status_code, response["Location"]) == (302, f"{PAGE}?emne=folkeskole&kommune=herning")
    assert sides(get(client, "?emne=folkeskole"))["Herning Kommune"] == ["Skolen"]


def test_in_english_the_topics_have_english_names_and_the_plans_their_own_words(client, herning, says):
    says(herning, "Skolen")
    Topic.objects.create(name="Ældre", slug="aeldre", description="Om ældre.")
    html = client.get(f"/en{PAGE}").content.decode()
    assert [entry[1:] for entry in listed(html)] == [("", "School"), (' lang="da"', "Ældre")]
    page = client.get(f"/en{PAGE}?emne=skole&kommune=herning").content.decode()
    assert "<h1>School</h1>" in page
    assert "The plans are in Danish, as adopted." in page
    assert f'href="{PAGE}?emne=skole&amp;kommune=herning" lang="da"' in page


def test_an_element_names_its_topics_as_the_portals_word_and_leads_to_the_comparison(client, herning, says):
    says(herning, "Skolen", "Andet")
    Element.objects.get(title="Andet", plan__municipality=herning).identity.topics.clear()
    html = client.get("/herning/strategi/skolen/").content.decode()
    assert "Emner (tilføjet af portalen)" in html
    assert f'<a href="{PAGE}?emne=skole">Skole</a>' in html


def test_municipality_and_front_page_lead_to_it(client, herning, randers, says):
    says(herning, "Skolen")
    assert f'href="{PAGE}?kommune=herning"' in client.get("/herning/").content.decode()
    says(randers)
    assert f'href="{PAGE}"' in client.get("/").content.decode()


@pytest.mark.parametrize(
    "query", ["", "?emne=skole", "?emne=skole&kommune=by-0&kommune=by-1&kommune=by-2&kommune=by-3"]
)
def test_the_queries_are_the_same_at_any_number(client, says, query, django_assert_max_num_queries):
    counts = []
    for number in range(6):
        says(MunicipalityFactory(name=f"By {number} Kommune", slug=f"by-{number}"), "Skolen", f"Mål {number}")
        if number in (3, 5):
            page_cache.store.clear()
            with django_assert_max_num_queries(6) as queries:
                get(client, query)
            counts.append(len(queries))
    assert len(set(counts)) == 1


def test_the_list_is_kept_and_new_at_once_when_something_is_published_or_a_topic_is_written(
    client, herning, says
):
    first = client.get(PAGE)
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    says(herning, "Skolen")
    second = client.get(PAGE, headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 200
    assert client.get(PAGE, headers={"If-None-Match": second["ETag"]}).status_code == 304
    assert portal_version() > 1


def test_only_reading_is_possible(client, db):
    assert client.post(reverse("portal:topics")).status_code == 405


def test_a_text_is_cut_between_its_blocks_and_only_where_enough_is_left(settings):
    settings.TOPIC_BEGINNING_WORDS, settings.TOPIC_REST_WORDS = 3, 2
    assert beginning_and_rest("") == ("", "")
    assert beginning_and_rest("<p>En to tre fire fem seks</p>") == ("<p>En to tre fire fem seks</p>", "")
    assert beginning_and_rest("<p>En to</p>\n<p>tre</p>\n<ul><li>fire</li><li>fem</li></ul>") == (
        "<p>En to</p>\n<p>tre</p>",
        "<ul><li>fire</li><li>fem</li></ul>",
    )
    assert beginning_and_rest("<p>En to tre</p>\n<p>fire</p>") == ("<p>En to tre</p>\n<p>fire</p>", "")
