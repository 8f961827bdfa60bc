"""Admin's lists ask as little for many municipalities as for one, and show a page at a time."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.publishing.operations.publish import publish
from apps.strategies import tree
from apps.strategies.models import Element, Plan, SourceDocument
from apps.strategies.operations.edit import edit_element
from tests.factories import CommitteeFactory, MunicipalityFactory, element, make_plan

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
        assert f"De første {shown} af {Plan.objects.count()} planer." in html


def told_of(client, path):
    html = client.get(path).content.decode()
    rows = re.findall(r"<li>\s*<a class=\"plan-title\".*?</li>", html, re.DOTALL)
    return [" ".join(re.sub("<[^>]*>", " ", row).split()) for row in rows]


@pytest.mark.parametrize("path", ["/admin/", "/admin/strategies/element/"])
def test_each_plan_says_whose_it_is_what_citizens_read_and_what_waits(client, editor, herning, path):
    client.force_login(editor)
    plans = [
        make_plan(element("goal", "Mål"), municipality=herning, title=title) for title in ("A", "B", "C")
    ]
    for plan in plans[1:]:
        publish(plan=plan, by=editor, nature="adopted")
    goal = plans[2].elements.get(title="Mål")
    edit_element(plan_id=plans[2].pk, element_id=goal.pk, based_on=1, by=editor, body="<p>Ord.</p>")
    told = [
        row.replace(" Om planen Offentliggør", "").replace(" strategi ·", "") for row in told_of(client, path)
    ]
    assert told == [
        "A Herning Kommune · ikke offentliggjort",
        "B Herning Kommune · udgave 1",
        "C Herning Kommune · udgave 1 ændringer venter på at blive offentliggjort",
    ]
    assert "De første" not in client.get(path).content.decode()


def test_lists_of_what_stands_in_plans_say_of_which_municipality(administrator, herning, editor):
    plan = make_plan(element("goal", "Mål"), element("goal", "Væk"), municipality=herning)
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="Væk").pk, by=editor)
    SourceDocument.objects.create(plan=plan, number=1, title="Dokument", text="Ord", sha256="x")
    for path in ("element/?kind=goal", "binnedsubtree/", "sourcedocument/"):
        html = administrator.get(f"/admin/strategies/{path}").content.decode()
        assert re.search(r"field-municipality[^>]*>Herning Kommune<", html), path


def test_choices_name_the_municipality_for_whoever_has_several(
    administrator, client, herning, randers, editor
):
    for municipality in (randers, herning):
        CommitteeFactory(municipality=municipality, name="Byrådet")
    address = "/admin/strategies/plan/add/"
    labels = [
        str(label)
        for _key, label in administrator.get(address).context["adminform"].form.fields["committee"].choices
    ]
    assert labels[1:] == [
        "Byrådet (Herning Kommune)",
        "Havneudvalget (Læsø Kommune)",
        "Byrådet (Randers Kommune)",
    ]
    client.force_login(editor)
    own = client.get(address).context["adminform"].form.fields["committee"].choices
    assert [str(label) for _key, label in own][1:] == ["Byrådet"]
