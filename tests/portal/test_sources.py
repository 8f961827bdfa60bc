import re

import pytest

from apps.publishing.operations.publish import publish
from apps.strategies import tree
from tests.factories import make_plan


def lines(html):
    """What stands on each line, and what is said of it."""
    found = {}
    for number, rest in re.findall(r'<li class="line[^>]* value="(\d+)">(.*?)</li>', html, re.DOTALL):
        words, _, use = re.sub(r"<(?!div)[^>]+>", " ", rest).partition('<div class="line-use">')
        found[int(number)] = (
            " ".join(words.split()).removeprefix(f"{number} "),
            " ".join(re.sub("<[^>]+>", " ", use).split()),
        )
    return found


def test_each_line_says_what_became_of_it(client, published):
    found = lines(client.get("/herning/vores-plan/kilde/1/").content.decode())
    assert list(found) == [1, 4, 5, 7, 8, 9]
    assert found[1] == ("Vores plan 2022 - 2026", "Overskrift: Vores plan 2022 - 2026")
    assert found[4] == ("Byrådets strategi.", "Afsnit 1 i Vores plan 2022 - 2026")
    assert found[5] == (
        "Side 1",
        "Vises ikke: Hører til den side, teksten stod på, og ikke til teksten.",
    )
    assert found[8] == (
        "Vi vil vok-",
        "Linje 8–9: Afsnit 1 i Vores vækst En bindestreg fra en linjes slutning Før vok- se Efter vokse "
        "Hvorfor Ordet var delt. Linje 8–9: Giver ord til Et godt sted at leve",
    )
    assert found[9] == ("se &amp; trives. Det kræver mod.", "")


def test_every_line_has_an_anchor_the_blank_ones_too(client, published):
    html = client.get("/herning/vores-plan/kilde/1/").content.decode()
    assert re.findall(r'id="linje-(\d+)"', html) == ["1", "4", "2", "3", "5", "7", "6", "8", "9"]


def test_passages_lead_to_their_elements(client, published):
    html = client.get("/herning/vores-plan/kilde/1/").content.decode()
    assert 'href="/herning/vores-plan/vores-vaekst/"' in html
    assert 'href="/herning/vores-plan/et-godt-sted-at-leve/"' in html


def test_a_single_source_is_shown_at_once(client, published):
    response = client.get("/herning/vores-plan/kilde/")
    assert (response.status_code, response["Location"]) == (302, "/herning/vores-plan/kilde/1/")


def test_a_plan_without_sources_says_so(read, herning, editor):
    publish(plan=make_plan(municipality=herning, slug="p", lead="Tekst."), by=editor, nature="adopted")
    assert "Kildeteksten til denne plan findes ikke her." in read("/herning/p/kilde/")


def test_a_source_that_is_not_there_is_not_found(client, published):
    assert client.get("/herning/vores-plan/kilde/2/").status_code == 404


def test_a_source_takes_three_queries(client, published, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get("/herning/vores-plan/kilde/1/")


@pytest.fixture
def two_editions(plan, published, editor):
    """A second edition, made with a source in which a word was corrected."""
    document = plan.sources.get()
    document.text = document.text.replace("Side 1", "Side 2")
    document.save()
    return publish(plan=plan, by=editor, nature="editorial")


def test_an_older_edition_leads_to_the_source_it_was_made_with(client, read, two_editions):
    html = client.get("/herning/vores-plan/udgaver/1/").content.decode()
    assert set(re.findall(r'href="(/herning/vores-plan/[^"]*kilde/[^"#]*)', html)) == {
        "/herning/vores-plan/udgaver/1/kilde/",
        "/herning/vores-plan/udgaver/1/kilde/1/",
    }
    words = read("/herning/vores-plan/udgaver/1/kilde/1/")
    assert "Side 1" in words
    assert "Side 2" not in words
    assert "Du læser kilden til udgave 1" in words
    assert "Side 2" in read("/herning/vores-plan/kilde/1/")


def test_the_newest_edition_leads_to_the_newest_source(client, two_editions):
    html = client.get("/herning/vores-plan/").content.decode()
    assert set(re.findall(r'href="(/herning/vores-plan/[^"]*kilde/[^"#]*)', html)) == {
        "/herning/vores-plan/kilde/",
        "/herning/vores-plan/kilde/1/",
    }


@pytest.mark.parametrize("rest", ["", "1/"])
def test_the_source_of_the_newest_edition_has_one_address(client, two_editions, rest):
    response = client.get(f"/herning/vores-plan/udgaver/2/kilde/{rest}")
    assert (response.status_code, response["Location"]) == (302, f"/herning/vores-plan/kilde/{rest}")


def test_a_single_source_of_an_older_edition_is_shown_at_once(client, two_editions):
    response = client.get("/herning/vores-plan/udgaver/1/kilde/")
    assert (response.status_code, response["Location"]) == (302, "/herning/vores-plan/udgaver/1/kilde/1/")


def test_a_dropped_element_leads_to_the_source_of_its_last_edition(client, plan, published, editor):
    growth = plan.elements.get(title="Vores vækst")
    tree.delete(plan_id=plan.pk, element_id=growth.pk, by=editor)
    publish(plan=plan, by=editor, nature="adopted")
    html = client.get("/herning/vores-plan/vores-vaekst/").content.decode()
    assert 'href="/herning/vores-plan/udgaver/1/kilde/1/#linje-7"' in html


@pytest.mark.parametrize("path", ["udgaver/3/kilde/", "udgaver/3/kilde/1/", "udgaver/1/kilde/2/"])
def test_an_edition_or_source_that_is_not_there_is_not_found(client, two_editions, path):
    assert client.get(f"/herning/vores-plan/{path}").status_code == 404


def test_see_where_leads_to_a_list_of_all_places_that_were_repaired(client, published):
    plan = client.get("/herning/vores-plan/").content.decode()
    assert '<a class="on-screen" href="/herning/vores-plan/kilde/#rettelser">Se hvor</a>' in plan
    html = client.get("/herning/vores-plan/kilde/1/").content.decode()
    section = html[html.index('id="rettelser"') :].partition("</section>")[0]
    words = " ".join(re.sub("<[^>]+>", " ", section.partition(">")[2]).split())
    assert words == "Rettet ved indlæsning: 1 sted Linje 8 : Vores vækst"
    assert 'href="#linje-8"' in section
