"""Admin's lists ask as little for many municipalities as for one, and show a page at a time."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.strategies.models import Element, Plan
from tests.factories import MunicipalityFactory, element, make_plan

LISTS = [
    "/admin/",
    "/admin/strategies/element/",
    "/admin/strategies/element/?kind=goal",
    "/admin/strategies/element/?kind=goal&q=maal",
    "/admin/strategies/plan/",
    "/admin/municipalities/municipality/",
    "/admin/municipalities/committee/",
    "/admin/municipalities/membership/",
]


def asked(client, path):
    with CaptureQueriesContext(connection) as context:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in context]


@pytest.fixture
def administrator(client, portal_admin):
    client.force_login(portal_admin)
    return client


@pytest.mark.parametrize("path", LISTS)
def test_a_list_takes_as_many_queries_for_twelve_municipalities_as_for_three(administrator, path):
    """Three, because the front page has a checklist for each of the first three that begin."""
    counts = []
    for more in (3, 9):
        for _municipality in range(more):
            make_plan(element("goal", "Mål"))
        counts.append(len(asked(administrator, path)))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("model", [Plan, Element])
def test_who_edits_everything_is_not_asked_about_for_each_row(portal_admin, editor, herning, model):
    make_plan(element("goal", "Mål"), municipality=herning)
    make_plan(element("goal", "Mål"))
    assert "municipalities_municipality" not in str(model.objects.editable_by(portal_admin).order_by().query)
    assert set(model.objects.editable_by(portal_admin)) == set(model.objects.all())
    assert {
        row.plan.municipality if model is Element else row.municipality
        for row in model.objects.editable_by(editor)
    } == {herning}
    portal_admin.is_active = False
    assert not model.objects.editable_by(portal_admin).exists()


def test_the_front_page_and_the_choice_of_a_plan_show_no_more_than_a_page(administrator, settings):
    settings.ADMIN_PAGE_SIZE = 4
    settings.ADMIN_INDEX_PLANS = 3
    for number in range(6):
        make_plan(municipality=MunicipalityFactory(), title=f"Strategi {number}")
    for path, shown in [("/admin/", 3), ("/admin/strategies/element/", 4)]:
        html = administrator.get(path).content.decode()
        assert html.count('class="plan-title"') == shown
        assert "Alle planer" in html
