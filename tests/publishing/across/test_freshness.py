"""A reader who asks again gets the page only if something public changed."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core import page_cache
from apps.municipalities.freshness import bump_public_version, portal_version
from apps.publishing.operations.publish import publish
from apps.publishing.operations.retract import retract
from apps.publishing.operations.withdraw import withdraw
from tests.factories import UserFactory, element, make_plan

PAGES = [
    "/",
    "/herning/",
    "/herning/plan/",
    "/herning/plan/maal/",
    "/herning/plan/udgaver/",
    "/en/herning/plan/",
]


@pytest.fixture
def plan(herning, editor):
    plan = make_plan(element("goal", "Mål", text="Ring til Jens Hansen."), municipality=herning, slug="plan")
    publish(plan=plan, by=editor, nature="adopted")
    return plan


def ask_again(client, path, etag):
    return client.get(path, headers={"if-none-match": etag}).status_code


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sent_again_after_each_deed_and_not_without(client, plan, editor, path):
    deeds = [
        lambda: publish(plan=plan, by=editor, nature="editorial"),
        lambda: retract(
            identity=plan.elements.get(title="Mål").identity, by=editor, reason="Navn.", words="Jens Hansen"
        ),
    ]
    for deed in deeds:
        etag = client.get(path)["ETag"]
        assert ask_again(client, path, etag) == 304
        plan.elements.filter(title="Mål").update(body="<p>Kun et udkast.</p>")
        assert ask_again(client, path, etag) == 304
        deed()
        assert ask_again(client, path, etag) == 200
    withdraw(plan=plan, by=editor)
    assert ask_again(client, path, etag) == (410 if "plan" in path else 200)


def test_what_another_municipality_publishes_leaves_a_plan_fresh(client, plan, randers):
    etag = client.get("/herning/plan/")["ETag"]
    home = client.get("/")["ETag"]
    publish(plan=make_plan(municipality=randers), by=UserFactory(), nature="adopted")
    assert ask_again(client, "/herning/plan/", etag) == 304
    assert ask_again(client, "/", home) == 200


@pytest.mark.parametrize("size", [3, 30])
def test_a_whole_plan_takes_three_queries_at_any_size_and_four_more_when_nothing_is_stored(
    client, herning, editor, size
):
    areas = [element("focus_area", f"Område {n}", element("goal", "Mål")) for n in range(size)]
    plan = make_plan(*areas, municipality=herning, slug="stor")
    publish(plan=plan, by=editor, nature="adopted")
    asked = []
    for _visit in range(2):
        page_cache.store.clear()
        with CaptureQueriesContext(connection) as context:
            client.get("/herning/stor/")
        asked.append(sum(query["sql"].lstrip().startswith("SELECT") for query in context))
    assert asked == [7, 3]
    assert len(context) == 3


def test_the_portals_version_counts_every_change_of_every_municipality(herning, randers):
    before = portal_version()
    bump_public_version(municipality_id=herning.pk)
    bump_public_version(municipality_id=randers.pk)
    assert portal_version() == before + 2
    herning.refresh_from_db()
    assert herning.public_version == 2


def test_loading_publishes_as_a_user_who_cannot_sign_in(db, client):
    call_command("generate_municipalities", count=1, elements=3, publish=True, verbosity=0)
    assert client.get("/proeveby-1/strategi/").status_code == 200


def test_a_municipality_stands_on_the_front_page_as_soon_as_its_first_plan_is_published(client, db):
    for count, published, shown in ((1, False, []), (2, True, ["2"])):
        client.get("/")
        call_command("generate_municipalities", count=count, elements=3, publish=published, verbosity=0)
        assert re.findall('/proeveby-([0-9])/"', client.get("/").content.decode()) == shown
