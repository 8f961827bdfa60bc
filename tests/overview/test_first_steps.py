"""A new municipality's administrator is led from nothing to the first published plan."""

import pytest
from django.urls import reverse

from apps.municipalities.models import Municipality
from apps.overview.first_steps import beginners, first_steps
from apps.publishing.operations.publish import publish
from tests.bystander import own
from tests.factories import CommitteeFactory, MembershipFactory, element, make_plan

INDEX = reverse("admin:index")


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


def state(municipality, editor):
    steps = first_steps(municipality, of=editor)
    return steps.has_contact, steps.has_committees, steps.has_people, bool(steps.plan), steps.elements


def test_each_step_is_done_when_it_is_done(herning, editor):
    assert state(herning, editor) == (False, False, False, False, 0)
    assert first_steps(herning, of=editor).left == 6
    herning.contact_email = "post@herning.dk"
    CommitteeFactory(municipality=herning)
    MembershipFactory(municipality=herning)
    plan = make_plan(
        element("focus_area", "Tom"), element("goal", "Fuld", text="Ord"), municipality=herning, title="Plan"
    )
    steps = first_steps(herning, of=editor)
    assert state(herning, editor) == (True, True, True, True, 2)
    assert (steps.left, steps.without_text) == (1, 1)
    publish(plan=plan, by=editor, nature="adopted")
    assert first_steps(herning, of=editor).left == 0
    assert beginners(editor, at_most=5) == []


def test_the_front_page_shows_what_is_left_and_where_to_do_it(browser, herning):
    text = browser.get(INDEX).content.decode()
    assert "Fra ingenting til den første offentliggjorte plan: Herning Kommune" in text
    assert "Der mangler 6 skridt." in text
    for name in ("municipalities_committee_add", "municipalities_invitation_add", "strategies_plan_add"):
        assert reverse(f"admin:{name}") in text
    plan = make_plan(municipality=herning, title="Plan")
    text = browser.get(INDEX).content.decode()
    assert f"{reverse('admin:strategies_element_changelist')}?plan={plan.pk}" in text
    assert reverse("admin:publishing_publish", args=[plan.pk]) in text


def test_the_checklist_goes_when_the_first_plan_is_published(browser, herning, editor):
    plan = make_plan(element("goal", "Mål"), municipality=herning, title="Plan")
    change = reverse("admin:municipalities_municipality_change", args=[herning.pk])
    assert "Fra ingenting" in browser.get(change).content.decode()
    publish(plan=plan, by=editor, nature="adopted")
    for address in (INDEX, change):
        assert "Fra ingenting" not in browser.get(address).content.decode()


@pytest.mark.without_bystander("a portal without municipalities")
def test_a_portal_without_municipalities_welcomes_its_administrator(client, portal_admin):
    assert not own(Municipality).exists()
    client.force_login(portal_admin)
    text = client.get(INDEX).content.decode()
    assert "Velkommen. Der er ingen kommune her endnu." in text
    assert reverse("admin:municipalities_municipality_add") in text


def test_another_municipalitys_checklist_is_not_shown(browser, herning, randers):
    assert "Randers" not in browser.get(INDEX).content.decode()


def test_the_guide_can_be_read_in_admin_and_only_there(client, browser, council_member):
    text = browser.get(reverse("admin:guide")).content.decode()
    assert "Vejledning for redaktører" in text
    assert "<h2 id=" in text
    client.force_login(council_member)
    assert client.get(reverse("admin:guide")).status_code != 200
