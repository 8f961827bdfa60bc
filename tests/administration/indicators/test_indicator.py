"""Indicators in admin: their elements and figures on one page, saved by whoever saw what stands there."""

from datetime import date

import pytest
from django.urls import reverse

from apps.indicators.models import Indicator, IndicatorElement, Measurement
from apps.indicators.operations.record import Figure, record
from apps.municipalities.roles import Role
from tests.bystander import own
from tests.factories import CommitteeFactory, MembershipFactory
from tests.workspace.rooms import answered_plan, identity, make_indicator

ADD = reverse("admin:indicators_indicator_add")


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def writer(herning):
    return MembershipFactory(municipality=herning, role=Role.WRITER).user


@pytest.fixture
def plan(herning, editor):
    return answered_plan(herning, editor)


def page(row, name="change"):
    return reverse(f"admin:indicators_indicator_{name}", args=[row.pk])


def sent(indicator=None, **changes):
    sets = {
        f"{name}-{part}_FORMS": "0"
        for name in ("elements", "targets", "measurements")
        for part in ("TOTAL", "INITIAL")
    }
    values = {"title": "Træer", "unit": "%", "decimals": "0", "direction": "up", "frequency": "yearly"}
    based = {"based_on": Indicator.objects.get(pk=indicator.pk).version} if indicator else {}
    return {**values, **sets, **based, **changes}


def with_elements(*titles):
    keys = [identity(title).element.pk for title in titles]
    rows = {
        f"elements-{at}-{n}": v
        for at, key in enumerate(keys)
        for n, v in (("element", key), ("role", "outcome"))
    }
    return {**rows, "elements-TOTAL_FORMS": str(len(keys))}


def test_a_new_indicator_leads_on_to_its_figures(browser, herning):
    answer = browser.post(ADD, sent(municipality=herning.pk, is_public="on"))
    row = own(Indicator).get()
    assert (answer["Location"], row.municipality, row.is_public) == (page(row), herning, True)


def test_whoever_adds_one_after_the_other_is_given_the_next_form(browser, herning):
    answer = browser.post(ADD, sent(municipality=herning.pk, _addanother="1"))
    assert (own(Indicator).count(), answer["Location"].partition("?")[0]) == (1, ADD)


def test_elements_targets_and_figures_are_saved_on_one_page(browser, herning, plan):
    trees = make_indicator(herning, "Træer")
    figures = {
        "targets-TOTAL_FORMS": "1",
        "targets-0-on": "2030-12-31",
        "targets-0-value": "0",
        "measurements-TOTAL_FORMS": "2",
        "measurements-0-on": "2024-12-31",
        "measurements-0-value": "12.5",
        "measurements-1-on": "2025-12-31",
        "measurements-1-missing_reason": "Storm",
    }
    answer = browser.post(page(trees), sent(trees, **with_elements("Ro"), **figures))
    assert answer.status_code == 302
    assert [row.identity for row in trees.elements.all()] == [identity("Ro")]
    assert [(row.on, row.value) for row in trees.targets.all()] == [(date(2030, 12, 31), 0)]
    assert [(row.value, row.missing_reason) for row in trees.measurements.order_by("on")] == [
        (12.5, ""),
        (None, "Storm"),
    ]


@pytest.mark.parametrize("stands", [True, False])
def test_the_same_element_twice_is_refused_in_words(browser, herning, plan, stands):
    trees = make_indicator(herning, "Træer")
    if stands:
        IndicatorElement.objects.create(indicator=trees, identity=identity("Ro"))
        changes = {
            "elements-INITIAL_FORMS": "1",
            "elements-0-id": trees.elements.get().pk,
            "elements-0-indicator": trees.pk,
        }
    else:
        changes = {}
    answer = browser.post(page(trees), sent(trees, **with_elements("Ro", "Ro"), **changes))
    assert answer.status_code == 200
    assert trees.elements.count() == stands


def test_two_different_elements_are_no_mistake(browser, herning, plan):
    trees = make_indicator(herning, "Træer")
    assert browser.post(page(trees), sent(trees, **with_elements("Ro", "Natur"))).status_code == 302
    assert trees.elements.count() == 2


def test_another_municipalitys_element_or_unit_is_no_choice(browser, herning, plan, randers, other_editor):
    answered_plan(randers, other_editor, prefix="R ")
    trees = make_indicator(herning, "Træer")
    assert browser.post(page(trees), sent(trees, **with_elements("R Ro"))).status_code == 200
    answer = browser.post(page(trees), sent(trees, owner=CommitteeFactory(municipality=randers).pk))
    assert answer.context["adminform"].form.errors.keys() == {"owner"}
    assert not trees.elements.exists()


@pytest.mark.parametrize("based_on", ["0", "", "x", "9" * 30])
def test_a_stale_save_is_refused_in_words_and_keeps_the_figures(browser, herning, editor, based_on):
    trees = make_indicator(herning, "Træer")
    record(indicator=trees, figures=[Figure(date(2025, 1, 1), 7)], by=editor)
    answer = browser.post(page(trees), sent(trees, title="Mit navn", based_on=based_on))
    assert answer.status_code == 200
    assert 'value="Mit navn"' in answer.content.decode()
    trees.refresh_from_db()
    assert (trees.title, own(Measurement).get().value) == ("Træer", 7)
    if based_on == "0":
        assert "har gemt ”Træer” i mellemtiden" in answer.content.decode()


def test_a_figure_outside_the_domain_is_refused(browser, herning):
    trees = make_indicator(herning, "Træer", least=0, most=100)
    rows = {"measurements-TOTAL_FORMS": "1", "measurements-0-on": "2025-01-01", "measurements-0-value": "101"}
    assert browser.post(page(trees), sent(trees, least="0", most="100", **rows)).status_code == 200
    assert not own(Measurement).exists()


def test_a_writer_keeps_figures_and_makes_nothing_public(client, herning, writer):
    client.force_login(writer)
    client.post(ADD, sent(municipality=herning.pk, is_public="on"))
    trees = own(Indicator).get()
    client.post(page(trees), sent(trees, title="Buske", is_public="on"))
    trees.refresh_from_db()
    assert (trees.title, trees.is_public) == ("Buske", False)


def test_whoever_publishes_elsewhere_makes_nothing_public_here(client, herning, writer, randers):
    MembershipFactory(user=writer, municipality=randers, role=Role.EDITOR)
    client.force_login(writer)
    client.post(ADD, sent(municipality=herning.pk, is_public="on"))
    assert own(Indicator).get().is_public is False


def test_what_citizens_read_a_writer_sees_and_neither_changes_nor_deletes(client, herning, writer):
    trees = make_indicator(herning, "Træer", is_public=True)
    client.force_login(writer)
    seen = client.get(page(trees))
    assert (seen.status_code, "Træer" in seen.content.decode()) == (200, True)
    answers = [
        client.post(page(trees), sent(trees, title="Buske")),
        client.post(page(trees, "delete"), {"post": "yes"}),
    ]
    assert [answer.status_code for answer in answers] == [403, 403]
    trees.refresh_from_db()
    assert (trees.title, trees.is_public) == ("Træer", True)


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.COUNCIL_MEMBER])
def test_whoever_only_reports_or_reads_finds_none_of_it_in_admin(client, herning, role):
    trees = make_indicator(herning, "Træer", is_public=True)
    client.force_login(MembershipFactory(municipality=herning, role=role).user)
    for name in ("change", "delete"):
        assert client.post(page(trees, name), {"post": "yes"}).status_code in (302, 403, 404)
    trees.refresh_from_db()
    assert trees.title == "Træer"


def test_another_municipalitys_indicator_is_not_there(client, herning, other_editor):
    trees = make_indicator(herning, "Træer")
    client.force_login(other_editor)
    answers = [
        client.get(page(trees)),
        client.post(page(trees), sent(trees)),
        client.post(page(trees, "delete")),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert "Træer" not in client.get(reverse("admin:indicators_indicator_changelist")).content.decode()
    answer = client.post(ADD, sent(municipality=herning.pk))
    assert answer.context["adminform"].form.errors.keys() == {"municipality"}
