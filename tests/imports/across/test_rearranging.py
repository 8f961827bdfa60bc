"""The whole Vesthimmerland plan rearranged in admin by dragging: citizens read the old order until somebody publishes."""

import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from apps.publishing.comparison.between_editions import compare_in_public
from apps.publishing.comparison.publish_preview import publish_preview
from apps.publishing.models import EditionElement
from apps.publishing.operations.publish import publish
from apps.strategies.models import Move, Plan
from apps.strategies.tree.integrity import findings

PUBLIC = "/vesthimmerland/vores-vesthimmerland-2022-2026/"
API = f"/api/v1/plans{PUBLIC}"


@pytest.fixture
def plan(db):
    call_command("load_strategies", no_example=True, verbosity=0)
    return Plan.objects.get(municipality__slug="vesthimmerland")


def tokens(plan):
    moves = Move.objects.filter(plan=plan).latest_of_each()
    return {e.pk: f"{e.pk}.{e.version}.{moves.get(e.identity_id, 0)}" for e in plan.elements.without_root()}


def drag(browser, plan, pk, parent, place):
    data = {"plan": plan.pk, "element": tokens(plan)[pk], "parent": parent, "place": place}
    return browser.post(reverse("admin:strategies_element_arrange"), data)


def kinds_and_texts(plan):
    rows = EditionElement.objects.filter(edition__plan=plan, edition__is_current=True)
    return sorted(rows.values_list("identity_id", "kind", "title", "text", "slug"))


def test_nothing_public_changes_until_it_is_published_and_then_only_the_order(client, plan, portal_admin):
    before = [client.get(address).content for address in (PUBLIC, API)]
    edition, content = plan.editions.get(), kinds_and_texts(plan)
    client.force_login(portal_admin)
    start = list(plan.elements.without_root().in_reading_order().values_list("pk", "parent_id"))
    for pk, parent in start:  # every element to the front of its siblings: their order turns round
        assert drag(client, plan, pk, parent, "first").status_code == 200
    assert list(findings()) == []
    order = list(plan.elements.without_root().in_reading_order().values_list("pk", "parent_id"))
    assert sorted(order) == sorted(start)
    for parent in {parent for _pk, parent in start}:
        assert [p for p, up in order if up == parent] == [p for p, up in reversed(start) if up == parent]
    client.logout()
    assert [client.get(address).content for address in (PUBLIC, API)] == before

    found = publish_preview(plan).comparison
    assert (found.added, found.removed, found.changed) == ([], [], [])
    assert found.moved
    publish(plan=plan, by=portal_admin, nature="editorial")
    assert kinds_and_texts(plan) == content
    difference, _titles = compare_in_public(edition, plan.editions.get(is_current=True))
    assert len(difference.moved) == len(found.moved)
    shown = json.loads(client.get(API).content)["elements"]
    was = json.loads(before[1])["elements"]
    assert [e["id"] for e in shown] == [e["id"] for e in reversed(was)]
