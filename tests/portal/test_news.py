"""What is new, as a page and as feeds."""

from datetime import datetime, timedelta
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from apps.followup.models import Review
from apps.followup.operations.rounds import close_round, open_round
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.strategies.models import ElementIdentity
from tests.factories import CommitteeFactory, element, make_plan
from tests.factories.decisions import decide

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def committee(town):
    return CommitteeFactory(municipality=town, name="Børneudvalget", slug="boern")


@pytest.fixture
def growth(published):
    return ElementIdentity.objects.get(element__title="Vores vækst")


@pytest.fixture
def feed(client):
    def entries(path: str) -> list[tuple[str, str]]:
        """Title and address of each entry; everything that a feed must have is there."""
        response = client.get(path)
        assert response.status_code == 200, path
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        root = ElementTree.fromstring(response.content)
        assert root.tag == f"{ATOM}feed"
        for each in (root, *root.findall(f"{ATOM}entry")):
            assert UUID(each.findtext(f"{ATOM}id", "").removeprefix("urn:uuid:"))
            assert each.findtext(f"{ATOM}title")
            assert datetime.fromisoformat(each.findtext(f"{ATOM}updated", "")).tzinfo
        ids = [each.text for each in root.iter(f"{ATOM}id")]
        assert len(set(ids)) == len(ids)
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert links["self"] == f"http://testserver{path}"
        return [
            (each.findtext(f"{ATOM}title", ""), each.find(f"{ATOM}link").get("href", ""))
            for each in root.findall(f"{ATOM}entry")
        ]

    return entries


def test_everything_public_is_told_by_month_with_its_address(
    client, town, published, committee, growth, editor
):
    today = timezone.localdate()
    decide(committee, "Ny skole", growth, on=today)
    decide(committee, "Hemmelig sag", growth, on=today, is_public=False)
    Review.objects.create(
        identity=growth, on=today, committee=committee, conclusion="Vi går videre", written_by=editor
    )
    opened = open_round(
        municipality=town,
        title="Forår",
        deadline=today + timedelta(days=9),
        plans=[published.plan],
        by=editor,
    )
    close_round(round=opened, by=editor)
    page = client.get("/herning/nyt/").content.decode()
    for words in ("Vores plan 2022 - 2026", "Første udgave.", "Ny skole", "Vi går videre", "Forår"):
        assert words in page
    for address in ("/herning/vores-plan/", "/herning/opfoelgning/1/", "/herning/vores-plan/vores-vaekst/"):
        assert f'<a href="{address}">' in page
    assert "Hemmelig sag" not in page
    assert editor.get_full_name() not in page


def test_a_withdrawn_plan_is_told_without_an_address_and_without_what_came_before(
    client, feed, published, editor
):
    withdraw(plan=published.plan, by=editor, public_note="Fejl i bilaget.")
    page = client.get("/herning/nyt/").content.decode()
    assert "Fejl i bilaget." in page
    assert "Første udgave." not in page
    assert '<a href="/herning/vores-plan/">' not in page
    assert [title for title, _ in feed("/herning/nyt.atom")] == [
        "Vores plan 2022 - 2026: Planen blev trukket tilbage"
    ]
    for path in ("/herning/vores-plan/nyt.atom", "/herning/vores-plan/vores-vaekst/nyt.atom"):
        assert client.get(path).status_code == 410


def test_what_has_yet_to_come_is_no_news(client, published, committee):
    decide(committee, "I morgen", on=timezone.localdate() + timedelta(days=1))
    assert "I morgen" not in client.get("/herning/nyt/").content.decode()


def test_the_feed_of_a_plan_knows_nothing_of_other_plans(feed, town, published, editor):
    other = make_plan(element("goal", "Andet"), municipality=town, title="En anden", by=editor)
    publish(plan=other, by=editor, nature="adopted")
    assert len(feed("/herning/nyt.atom")) == 2
    assert feed("/herning/vores-plan/nyt.atom") == [
        ("Vores plan 2022 - 2026: Planen blev offentliggjort", "http://testserver/herning/vores-plan/")
    ]


def test_the_feed_of_an_element_tells_only_of_editions_that_changed_it(
    feed, plan, published, growth, committee, editor
):
    for title in ("Vores børn", "Vores vækst"):
        row = plan.elements.get(title=title)
        row.body = f"<p>Nyt om {title}</p>"
        row.save(update_fields=["body"])
        publish(plan=plan, by=editor, nature="adopted")
    decide(committee, "Ny skole", growth, on=timezone.localdate() - timedelta(days=5))
    titles = [title for title, _ in feed("/herning/vores-plan/vores-vaekst/nyt.atom")]
    assert titles == [
        "Vores vækst: Ændret i udgave 3",
        "Vores vækst: Kom med i udgave 1",
        "Ny skole: Beslutning: vedtaget (Børneudvalget)",
    ]


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("nyt.atom", "Nyt: Herning Kommune"),
        ("vores-plan/nyt.atom", "Nyt: Vores plan 2022 - 2026"),
        ("vores-plan/vores-vaekst/nyt.atom", "Nyt: Vores vækst"),
        ("log.atom", "Log for Herning Kommune"),
    ],
)
def test_the_feeds_of_an_example_say_in_their_title_that_it_is_one(path, title, client, town, published):
    def told():
        return ElementTree.fromstring(client.get(f"/herning/{path}").content).findtext(f"{ATOM}title")

    assert told() == title
    town.is_example = True
    town.save()
    assert told() == f"Eksempel: {title}"


def test_signs_in_words_do_no_harm_to_a_feed(feed, town, editor):
    plan = make_plan(element("goal", "Et"), municipality=town, title="Børn & <unge>", slug="boern", by=editor)
    publish(plan=plan, by=editor, nature="adopted", public_note="A < B & C ]]>")
    assert feed("/herning/nyt.atom")[0][0] == "Børn & <unge>: Planen blev offentliggjort"


def test_pages_know_their_feeds(client, published):
    for path in ("/herning/", "/herning/nyt/", "/herning/vores-plan/", "/herning/vores-plan/vores-vaekst/"):
        address = path.removesuffix("nyt/") + "nyt.atom"
        page = client.get(path).content.decode()
        assert 'rel="alternate" type="application/atom+xml"' in page
        assert f'href="{address}"' in page


@pytest.mark.parametrize(
    "path", ["/findes-ikke/nyt/", "/herning/x/nyt.atom", "/herning/vores-plan/x/nyt.atom", "/x/nyt.atom"]
)
def test_there_is_no_news_of_what_is_not_there(client, published, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("wanted", ["0", "99", "x", "-1"])
def test_a_page_that_is_not_there_is_the_nearest(client, published, wanted):
    assert "Første udgave." in client.get(f"/herning/nyt/?side={wanted}").content.decode()


def test_news_and_feeds_cost_the_same_however_much_there_is(
    client, town, plan, published, committee, growth, editor, django_assert_max_num_queries
):
    for days in range(1, 30):
        on = timezone.localdate() - timedelta(days=days)
        decide(committee, f"Sag {days}", growth, on=on)
        Review.objects.create(identity=growth, on=on, committee=committee, conclusion="Ja", written_by=editor)
    close_round(
        round=open_round(
            municipality=town, title="Forår", deadline=timezone.localdate(), plans=[plan], by=editor
        ),
        by=editor,
    )
    for path in (
        "/herning/nyt/",
        "/herning/nyt.atom",
        "/herning/vores-plan/nyt.atom",
        "/herning/vores-plan/vores-vaekst/nyt.atom",
    ):
        with django_assert_max_num_queries(10):
            assert client.get(path).status_code == 200
