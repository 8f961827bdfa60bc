"""Suggested topics in admin: explained by the words that made them, and nothing becomes a topic until a person says so."""

import pytest
from django.urls import reverse

from apps.strategies.models import Element, Event, Topic
from tests.factories import element, make_plan


@pytest.fixture
def topics(db):
    return {
        name: Topic.objects.create(name=name, slug=name.lower(), description="Om det.", words=words)
        for name, words in {"Ensomhed": "ensom*\nfællesskab*", "Skole": "skole*", "Klima": "klima*"}.items()
    }


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def plan(herning, topics):
    plan = make_plan(
        element("goal", "Færre er alene", body="<p>Ensomhed går over i et fællesskab.</p>"),
        element("goal", "Gode skoler", body="<p>Skolen er for alle.</p>"),
        element("goal", "Noget helt andet", body="<p>Uden ord for det.</p>"),
        element("goal", "Har et emne", body="<p>Om klimaet.</p>"),
        element("section", "Uden tekst"),
        municipality=herning,
    )
    row(plan, "Har et emne").identity.topics.add(topics["Klima"])
    return plan


def row(plan, title):
    return Element.objects.get(plan=plan, title=title)


def names(element):
    return sorted(element.identity.topics.values_list("name", flat=True))


def page(plan):
    return reverse("admin:strategies_plan_topics", args=[plan.pk])


def box(element, topic):
    return f"{element.pk}.{element.version}.{topic.pk}"


def test_texts_without_a_topic_are_listed_with_suggestions_and_their_words(browser, plan):
    html = browser.get(page(plan)).content.decode()
    assert "2 elementer med forslag" in html
    assert "fordi teksten nævner ”Ensomhed”, ”fællesskab”" in html
    assert "fordi teksten nævner ”skoler”, ”Skolen”" in html
    assert "Ét element har hverken emne eller forslag" in html
    assert "Noget helt andet" in html
    assert "Har et emne" not in html
    assert "Uden tekst" not in html
    assert " checked" not in html
    assert (
        f'href="{page(plan)}"'
        in browser.get(reverse("admin:strategies_plan_change", args=[plan.pk])).content.decode()
    )


def test_what_is_ticked_becomes_topics_in_one_deed(browser, plan, topics):
    alone, school = row(plan, "Færre er alene"), row(plan, "Gode skoler")
    ticked = [box(alone, topics["Ensomhed"]), box(school, topics["Skole"]), box(school, topics["Klima"])]
    html = browser.post(page(plan), {"topic": ticked}, follow=True).content.decode()
    assert "2 elementer har fået emner." in html
    assert (names(alone), names(school)) == (["Ensomhed"], ["Klima", "Skole"])
    assert "Ingen af teksterne uden emne lægger op til et." in html
    assert Event.objects.filter(plan=plan, verb=Event.Verb.BULK_EDITED).count() == 1
    assert row(plan, "Gode skoler").version == school.version + 1


def test_somebody_was_faster_and_nothing_is_added(browser, plan, topics):
    alone, school = row(plan, "Færre er alene"), row(plan, "Gode skoler")
    ticked = [box(alone, topics["Ensomhed"]), f"{school.pk}.{school.version + 1}.{topics['Skole'].pk}"]
    html = browser.post(page(plan), {"topic": ticked}).content.decode()
    assert "Gode skoler" in html
    assert names(alone) == names(school) == []


def test_nothing_ticked_is_said(browser, plan):
    assert "Sæt kryds ved de emner, der passer." in browser.post(page(plan)).content.decode()


@pytest.mark.parametrize("value", ["", "1.2", "x.1.1", "1.1.999999", "1.1.1.1", "-1.1.1", "9" * 30 + ".1.1"])
def test_what_no_page_has_sent_is_not_found(browser, plan, value):
    assert browser.post(page(plan), {"topic": [value]}).status_code == 404


def test_an_element_of_another_plan_or_municipality_is_left_alone(browser, plan, topics, randers, herning):
    for municipality in (randers, herning):
        other = make_plan(
            element("goal", "Fremmed", body="<p>Skole</p>"), municipality=municipality, title="Anden"
        )
        foreign = row(other, "Fremmed")
        browser.post(page(plan), {"topic": [box(foreign, topics["Skole"])]})
        assert names(foreign) == []
    assert browser.get(page(make_plan(municipality=randers, title="Tredje"))).status_code == 404


def test_without_topics_or_when_all_have_one_the_page_says_so(browser, plan):
    Element.objects.get(plan=plan, title="Noget helt andet")
    for title in ("Færre er alene", "Gode skoler", "Noget helt andet"):
        row(plan, title).identity.topics.add(Topic.objects.get(name="Klima"))
    assert "Alle elementer med tekst har et emne." in browser.get(page(plan)).content.decode()


def test_the_queries_are_the_same_for_few_elements_and_many(
    browser, herning, topics, django_assert_max_num_queries
):
    counts = []
    for size in (1, 30):
        goals = [element("goal", f"Mål {n}", body="<p>Skolen</p>") for n in range(size)]
        plan = make_plan(*goals, municipality=herning, title=f"Plan {size}")
        browser.get(page(plan))
        with django_assert_max_num_queries(12) as queries:
            browser.get(page(plan))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_on_the_element_one_click_adds_a_topic_and_saves_what_is_written(browser, plan, topics):
    alone = row(plan, "Færre er alene")
    address = reverse("admin:strategies_element_change", args=[alone.pk])
    html = browser.get(address).content.decode()
    assert "fordi teksten nævner ”Ensomhed”, ”fællesskab”" in html
    assert f'name="_add_topic" value="{topics["Ensomhed"].pk}"' in html
    # The Enter key presses the first button of a form.
    assert html.index('value="Gem"') < html.index('name="_add_topic"')
    form = {"title": "Færre er ensomme", "kind": "goal", "body": alone.body, "version": alone.version}
    answer = browser.post(
        address, form | {"topics": [topics["Klima"].pk], "_add_topic": topics["Ensomhed"].pk}
    )
    assert (answer.status_code, answer["Location"]) == (302, address)
    saved = Element.objects.get(pk=alone.pk)
    assert (saved.title, names(saved)) == ("Færre er ensomme", ["Ensomhed", "Klima"])
    assert "suggested-topics" not in browser.get(address).content.decode()


@pytest.mark.parametrize("key", ["", "x", "999999", "9" * 30])
def test_a_topic_that_is_none_is_a_wrong_choice_on_the_element(browser, plan, key):
    alone = row(plan, "Færre er alene")
    address = reverse("admin:strategies_element_change", args=[alone.pk])
    form = {"title": alone.title, "kind": "goal", "body": alone.body, "version": alone.version}
    assert browser.post(address, form | {"_add_topic": key}).status_code == 200
    assert names(alone) == []


def test_a_member_of_the_council_may_not(client, council_member, plan):
    client.force_login(council_member)
    assert client.get(page(plan)).status_code in (302, 404)
