"""The public pages of committees: what published plans say of them, under the address and name that were published last."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core import page_cache
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from tests.factories import CommitteeFactory, MunicipalityFactory, element, make_plan


@pytest.fixture
def climate(herning):
    return CommitteeFactory(municipality=herning, name="Klimaudvalget", slug="klimaudvalget")


@pytest.fixture
def strategy(herning, climate, editor):
    plan = make_plan(
        element(
            "focus_area",
            "Natur",
            element("goal", "Mere skov", text="Vi planter skov. Hvert år.", responsible_id=climate.pk),
            element("goal", "Rent vand", responsible_id=climate.pk),
        ),
        element("goal", "Ingens"),
        municipality=herning,
        title="Strategien",
    )
    publish(plan=plan, by=editor, nature="adopted")
    return plan


@pytest.fixture
def own_plan(herning, climate, editor):
    plan = make_plan(
        element("objective", "Flere træer", responsible_id=climate.pk),
        municipality=herning,
        title="Klimaplanen",
        level="development_plan",
        committee=climate,
    )
    publish(plan=plan, by=editor, nature="adopted")
    return plan


def test_a_committee_shows_its_plans_and_all_it_is_responsible_for(read, strategy, own_plan):
    words = read("/herning/udvalg/klimaudvalget/")
    assert "Herning Kommune Udvalg Ansvarlig Klimaudvalget Planen Klimaplanen Udviklingsplan" in words
    assert (
        "Ansvarlig for 2 mål I Strategien Mål Mere skov Vi planter skov. Mål Rent vand "
        "Ansvarlig for 1 målsætning I Klimaplanen Målsætning Flere træer" in words
    )
    assert "Ingens" not in words


def test_all_committees_stand_in_danish_order_with_what_is_laid_with_them(
    read, herning, strategy, own_plan, editor
):
    for name in ("Ældreudvalget", "Aabenudvalget"):
        committee = CommitteeFactory(municipality=herning, name=name)
        plan = make_plan(element("goal", "Et", responsible_id=committee.pk), municipality=herning, title=name)
        publish(plan=plan, by=editor, nature="adopted")
    words = read("/herning/udvalg/")
    assert (
        "Klimaudvalget Ansvarlig for 2 mål, 1 målsætning Klimaplanen "
        "Ældreudvalget Ansvarlig for 1 mål Aabenudvalget Ansvarlig for 1 mål" in words
    )


def test_a_municipality_whose_plans_name_nobody_says_so(read, client, herning, editor):
    publish(plan=make_plan(element("goal", "Mål"), municipality=herning), by=editor, nature="adopted")
    assert "siger ikke, hvilke udvalg der er ansvarlige." in read("/herning/udvalg/")
    assert "/herning/udvalg/" not in client.get("/herning/").content.decode()


def test_who_is_named_in_drafts_only_is_not_there(client, herning, climate, strategy, editor):
    hidden = CommitteeFactory(municipality=herning, name="Hemmeligt udvalg", slug="hemmeligt")
    make_plan(element("goal", "Kladde", responsible_id=hidden.pk), municipality=herning, title="Kladde")
    for path in ("/herning/udvalg/hemmeligt/", "/herning/udvalg/findes-ikke/", "/findes-ikke/udvalg/"):
        assert client.get(path).status_code == 404
    assert "Hemmeligt" not in client.get("/herning/udvalg/").content.decode()


def test_a_withdrawn_plan_takes_its_committee_along(client, climate, strategy, editor):
    assert client.get("/herning/udvalg/klimaudvalget/").status_code == 200
    withdraw(plan=strategy, by=editor)
    assert client.get("/herning/udvalg/klimaudvalget/").status_code == 404


def test_name_and_address_are_those_published_last_and_old_addresses_lead_on(
    client, read, climate, strategy, editor
):
    climate.name, climate.slug = "Klima- og Miljøudvalget", "klima-og-miljoe"
    climate.save()
    assert "Klimaudvalget" in read("/herning/udvalg/klimaudvalget/")
    assert client.get("/herning/udvalg/klima-og-miljoe/").status_code == 404
    publish(plan=strategy, by=editor, nature="editorial")
    for language in ("", "/en"):
        response = client.get(f"{language}/herning/udvalg/klimaudvalget/")
        assert (response.status_code, response["Location"]) == (
            301,
            f"{language}/herning/udvalg/klima-og-miljoe/",
        )
    assert "Klima- og Miljøudvalget" in read("/herning/udvalg/klima-og-miljoe/")


def test_whoever_is_responsible_is_a_link_wherever_they_are_named(client, strategy, own_plan):
    link = '<a href="/herning/udvalg/klimaudvalget/">Klimaudvalget</a>'
    for path in ("/herning/strategien/mere-skov/", "/herning/strategien/", "/herning/"):
        assert link in client.get(path).content.decode(), path
    assert "/en/herning/udvalg/klimaudvalget/" in client.get("/en/herning/strategien/").content.decode()
    assert "/herning/udvalg/klimaudvalget/" in client.get("/sitemap-herning.xml").content.decode()


@pytest.mark.parametrize("path", ["/herning/udvalg/", "/herning/udvalg/klimaudvalget/"])
def test_queries_are_the_same_for_one_element_and_for_many(client, herning, climate, editor, path):
    asked = []
    for number, size in enumerate((1, 12)):
        goals = [element("goal", f"Mål {n}", responsible_id=climate.pk) for n in range(size)]
        plan = make_plan(*goals, municipality=herning, title=f"Plan {number}", committee=climate)
        publish(plan=plan, by=editor, nature="adopted")
        page_cache.store.clear()
        with CaptureQueriesContext(connection) as context:
            assert client.get(path).status_code == 200
        asked.append(len(context))
    assert asked[0] == asked[1] <= 8


def test_another_municipalitys_committee_with_the_same_address_is_another(read, client, strategy, editor):
    randers = MunicipalityFactory(name="Randers Kommune", slug="randers")
    same = CommitteeFactory(municipality=randers, name="Klimaudvalget i Randers", slug="klimaudvalget")
    plan = make_plan(element("goal", "Fremmed", responsible_id=same.pk), municipality=randers)
    publish(plan=plan, by=editor, nature="adopted")
    assert "Fremmed" not in read("/herning/udvalg/klimaudvalget/")
    assert "Mere skov" not in read("/randers/udvalg/klimaudvalget/")


def test_the_api_lists_them_with_plans_and_elements(client, strategy, own_plan):
    [found] = client.get("/api/v1/municipalities/herning/committees/").json()["results"]
    uids = [
        str(plan.elements.get(title=title).identity.uid)
        for plan, title in ((strategy, "Mere skov"), (strategy, "Rent vand"), (own_plan, "Flere træer"))
    ]
    assert found == {
        "slug": "klimaudvalget",
        "name": "Klimaudvalget",
        "url": "/herning/udvalg/klimaudvalget/",
        "is_example": False,
        "plans": [
            {
                "slug": "klimaplanen",
                "title": "Klimaplanen",
                "level": "development_plan",
                "url": "/herning/klimaplanen/",
            }
        ],
        "elements": uids,
        "partner_in": [],
    }
    assert client.get("/api/v1/municipalities/randers/committees/").status_code == 404


@pytest.fixture
def shared(herning, climate, editor):
    """A plan of which another committee is responsible, the climate committee a partner, and one a partner only."""
    lead, third = (
        CommitteeFactory(municipality=herning, name=name, slug=name.lower()) for name in ("Byen", "Fritid")
    )
    plan = make_plan(
        element(
            "objective", "Grønne stier",
            responsible_id=lead.pk, partner_ids=[climate.pk, third.pk], contact="Byen, lokal 410",
            starts_on=date(2026, 3, 1), is_continuous=True,
        ),
        municipality=herning, title="Byplanen", level="development_plan",
    )  # fmt: skip
    publish(plan=plan, by=editor, nature="adopted")
    return plan


def test_a_committee_shows_what_it_takes_part_in_apart(read, own_plan, shared):
    words = read("/herning/udvalg/klimaudvalget/")
    assert "Ansvarlig for 1 målsætning I Klimaplanen Målsætning Flere træer" in words
    assert "Medansvarlig for 1 målsætning I Byplanen Målsætning Grønne stier" in words


def test_a_committee_that_only_takes_part_has_a_page_and_stands_in_the_list(read, shared):
    assert "Medansvarlig for 1 målsætning" in read("/herning/udvalg/fritid/")
    assert "Fritid Medansvarlig for 1 målsætning" in read("/herning/udvalg/")


def test_a_partners_former_address_leads_to_the_one_it_has(client, herning, shared, editor):
    herning.committees.filter(slug="fritid").update(name="Kultur", slug="kultur")
    publish(plan=shared, by=editor, nature="editorial")
    response = client.get("/herning/udvalg/fritid/")
    assert (response.status_code, response["Location"]) == (301, "/herning/udvalg/kultur/")


def test_an_element_names_its_partners_whom_to_ask_and_when(read, client, shared):
    words = read("/herning/byplanen/groenne-stier/")
    assert "Ansvarlig Byen Medansvarlige Fritid , Klimaudvalget Kontakt Byen, lokal 410" in words
    assert "Hvornår fra 1. marts 2026, løbende" in words
    assert 'href="/herning/udvalg/fritid/"' in client.get("/herning/byplanen/groenne-stier/").content.decode()


def test_the_api_tells_of_partners(client, shared):
    [found] = client.get("/api/v1/plans/herning/byplanen/").json()["elements"]
    assert found["responsible"]["name"] == "Byen"
    names = ("partners", "contact", "start", "end", "is_continuous")
    assert {name: found[name] for name in names} == {
        "partners": [
            {"slug": "fritid", "name": "Fritid"},
            {"slug": "klimaudvalget", "name": "Klimaudvalget"},
        ],
        "contact": "Byen, lokal 410",
        "start": "2026-03-01",
        "end": None,
        "is_continuous": True,
    }
    committees = client.get("/api/v1/municipalities/herning/committees/").json()["results"]
    assert {each["name"]: each["partner_in"] for each in committees} == {
        "Byen": [], "Fritid": [found["id"]], "Klimaudvalget": [found["id"]],
    }  # fmt: skip
