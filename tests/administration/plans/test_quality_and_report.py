"""What a plan lacks, and its annual report: for whoever enters admin there, with nothing internal in the report."""

import pytest
from django.urls import reverse

from apps.followup.operations.report import Report, report
from apps.indicators.models import IndicatorElement
from apps.municipalities.models import Committee
from apps.municipalities.roles import Role
from tests.factories import MembershipFactory, element, make_plan
from tests.workspace.rooms import answered_plan, day, identity, make_decision, make_indicator


@pytest.fixture
def plan(herning, editor):
    return answered_plan(herning, editor)


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


def page(plan, name):
    return reverse(f"admin:strategies_plan_{name}", args=[plan.pk])


def test_what_is_missing_is_named_with_where_it_is(browser, plan, editor):
    report(reports=[Report(identity("Ro").pk, "on_track")], by=editor)
    groups = browser.get(page(plan, "quality")).context["groups"]
    assert [[row.title for row in group.elements] for group in groups] == [
        ["Natur", "Ro"],
        [],
        ["Natur", "Rent vand", "Gode veje"],
    ]


def test_a_plan_without_any_source_text_is_told_so_once(browser, plan):
    content = browser.get(page(plan, "quality")).content.decode()
    assert "<h2>Ingen kildetekst</h2>" in content


def test_the_report_is_that_of_the_year_and_says_nothing_internal(browser, plan, editor):
    report(reports=[Report(identity("Ro").pk, "on_track", "Åbent")], by=editor, on=day(1))
    report(reports=[Report(identity("Ro").pk, "at_risk", "Hemmeligt", is_public=False)], by=editor)
    water = Committee.objects.get(name="Vand")
    year = day(1).year
    for title, fields in (("Lukket sag", {}), ("Åben sag", {"is_public": True})):
        case = make_decision(water, title, on=day(1), **fields)
        case.elements.create(identity=identity("Ro"))
    make_indicator(plan.municipality, "Lukket tal").elements.create(identity=identity("Ro"))
    content = browser.get(page(plan, "report"), {"year": year}).content.decode()
    assert [word in content for word in ("Åbent", "Åben sag")] == [True, True]
    assert [word in content for word in ("Hemmeligt", "Lukket sag", "Lukket tal")] == [False] * 3
    former = browser.get(page(plan, "report"), {"year": year - 1}).content.decode()
    assert "Åbent" not in former


@pytest.mark.parametrize(
    "year",
    ["", "x", "0", "-1", "99999", "²", "2025.5", pytest.param("1" * 5000, id="endless"), "١٩٩٩", "02025"],
)
def test_a_year_that_is_none_is_404(browser, plan, year):
    assert browser.get(page(plan, "report"), {"year": year}).status_code == 404


def test_a_year_that_is_yet_to_come_is_404(browser, plan):
    assert browser.get(page(plan, "report"), {"year": day().year + 1}).status_code == 404


def test_the_report_takes_nine_queries(browser, plan, herning, django_assert_num_queries):
    for title in ("Et", "To"):
        found = make_indicator(herning, title, is_public=True)
        IndicatorElement.objects.create(indicator=found, identity=identity("Ro"))
    with django_assert_num_queries(9):
        browser.get(page(plan, "report"))


def test_a_draft_has_no_report(browser, herning):
    draft = make_plan(element("goal", "Udkast"), municipality=herning, title="Ny")
    answer = browser.get(page(draft, "report"))
    assert (answer.status_code, answer.context["report"]) == (200, None)


@pytest.mark.parametrize("name", ["quality", "report"])
def test_a_writer_reads_both_and_others_neither(client, herning, plan, other_editor, council_member, name):
    client.force_login(MembershipFactory(municipality=herning, role=Role.WRITER).user)
    assert client.get(page(plan, name)).status_code == 200
    client.force_login(other_editor)
    assert client.get(page(plan, name)).status_code == 404
    client.force_login(council_member)
    assert client.get(page(plan, name)).status_code != 200
