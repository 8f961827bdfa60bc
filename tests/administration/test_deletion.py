"""What the page says before something is deleted, or instead of it."""

from datetime import date

import pytest
from django.urls import reverse

from apps.decisions.models import Decision, DecisionElement
from apps.municipalities.models import Committee
from apps.strategies.models import ElementIdentity
from tests.factories import CommitteeFactory, element, make_decision, make_plan


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def committee(herning):
    return CommitteeFactory(municipality=herning, name="Vand")


def page(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_delete", args=[row.pk])


def carried_out(herning, committee, number):
    goals = [element("goal", f"Mål {n}", responsible_id=committee.pk) for n in range(number)]
    return make_plan(*goals, municipality=herning)


def test_what_stands_in_the_way_is_counted_by_kind_and_the_first_are_named(browser, herning, committee):
    plan = carried_out(herning, committee, 7)
    first = plan.elements.get(title="Mål 0")
    answer = browser.get(page(committee))
    count, names = answer.context["protected"]
    assert count == "Elementer: 7"
    assert names[0] == f'<a href="/admin/strategies/element/{first.pk}/change/">Mål 0</a>'
    assert [name.split(">")[1].split("<")[0] for name in names[1:5]] == ["Mål 1", "Mål 2", "Mål 3", "Mål 4"]
    assert names[5:] == ["og 2 mere"]


@pytest.mark.parametrize("number", [1, 3, 20])
def test_it_takes_the_same_queries_however_much_stands_in_the_way(
    number, browser, herning, committee, django_assert_num_queries
):
    carried_out(herning, committee, number)
    with django_assert_num_queries(17):
        browser.get(page(committee))


def test_what_goes_with_it_is_counted_and_the_row_is_called_by_its_title(browser, editor, herning, committee):
    plan = carried_out(herning, committee, 3)
    first, *others = [goal.identity for goal in plan.elements.filter(title__startswith="Mål")]
    row = make_decision(plan, first, committee, by=editor, title="Ny sti", on=date(2026, 5, 4))
    for identity in others:
        DecisionElement.objects.create(decision=row, identity=identity)
    answer = browser.get(page(row))
    assert dict(answer.context["model_count"]) == {"beslutninger": 1, "beslutningens elementer": 3}
    text = answer.content.decode()
    assert "<h1>Slet ”Ny sti”?</h1>" in text
    assert str(ElementIdentity.objects.first().uid) not in text
    assert browser.post(page(row), {"post": "yes"}).status_code == 302
    assert not Decision.objects.filter(pk=row.pk).exists()


def test_a_page_to_go_back_to_stands_beside_what_cannot_be_deleted(browser, herning, committee):
    carried_out(herning, committee, 1)
    back = reverse("admin:municipalities_committee_change", args=[committee.pk])
    assert f'<a href="{back}">Gå tilbage</a>' in browser.get(page(committee)).content.decode()
    assert Committee.objects.filter(pk=committee.pk).exists()
