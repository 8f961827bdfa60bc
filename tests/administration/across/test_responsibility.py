"""Who carries an element out, and when, in the form of an element; and a committee that cannot be deleted because it does."""

from datetime import date

import pytest
from django.urls import reverse

from apps.municipalities.models import Committee
from apps.strategies.operations.edit import edit_element
from tests.factories import CommitteeFactory, element, make_plan


@pytest.fixture
def units(herning):
    return [CommitteeFactory(municipality=herning, name=name) for name in ("Kultur", "Sundhed", "Veje")]


@pytest.fixture
def plan(herning, units):
    return make_plan(
        element("goal", "Mål", responsible_id=units[0].pk, partner_ids=[units[1].pk]), municipality=herning
    )


@pytest.fixture
def goal(plan):
    return plan.elements.get(title="Mål")


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


def address(goal):
    return reverse("admin:strategies_element_change", args=[goal.pk])


def form(goal, **changes):
    values = {
        "title": goal.title,
        "kind": goal.kind,
        "body": goal.body,
        "version": goal.version,
        "responsible": goal.responsible_id,
    }
    return values | changes


def test_the_form_sets_them_apart_with_what_is_chosen(browser, goal, units):
    text = browser.get(address(goal)).content.decode()
    group = text[text.index('<fieldset class="module aligned plain-form responsibility"') :].split(
        "submit-row"
    )[0]
    assert "Ansvar og tid" in group
    assert group.count("checked") == 1
    for name in ("responsible", "partners", "contact", "starts_on", "ends_on", "is_continuous"):
        assert f'name="{name}"' in group


def test_they_are_saved_in_danish_dates(browser, goal, units):
    data = form(
        goal,
        partners=[units[1].pk, units[2].pk],
        contact="Rådhuset",
        starts_on="01.03.2026",
        ends_on="31.12.2027",
    )
    assert browser.post(address(goal), data).status_code == 302
    goal.refresh_from_db()
    assert (goal.version, goal.partner_ids) == (2, [units[1].pk, units[2].pk])
    assert (goal.starts_on, goal.ends_on, goal.contact) == (date(2026, 3, 1), date(2027, 12, 31), "Rådhuset")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"starts_on": "02.03.2026", "ends_on": "01.03.2026"}, "Det kan ikke slutte, før det begynder."),
        ({"ends_on": "01.03.2026", "is_continuous": "on"}, "Det, der er løbende, har ingen slutdato."),
        ({"starts_on": "32.13.2026"}, "Indtast en gyldig dato, for eksempel 31-12-2026."),
        ({"contact": "x" * 201}, "højst have 200 tegn"),
        ({"partners": ["99999999999999999999"]}, "Marker en gyldig valgmulighed"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(browser, goal, changes, message):
    data = form(goal, partners=[]) | changes
    text = browser.post(address(goal), data).content.decode()
    assert message in text
    goal.refresh_from_db()
    assert goal.version == 1


def test_who_is_responsible_is_not_ticked_as_a_partner_too(browser, goal, units):
    text = browser.post(address(goal), form(goal, partners=[units[0].pk])).content.decode()
    assert "Den, der er ansvarlig, er ikke også medansvarlig." in text


def test_another_municipalitys_committee_is_no_choice(browser, goal, randers):
    foreign = CommitteeFactory(municipality=randers, name="Fremmed")
    assert "Fremmed" not in browser.get(address(goal)).content.decode()
    assert (
        "Marker en gyldig valgmulighed"
        in browser.post(address(goal), form(goal, partners=[foreign.pk])).content.decode()
    )


def test_a_stale_save_shows_both_and_keeps_what_is_chosen(browser, goal, units, portal_admin):
    edit_element(
        plan_id=goal.plan_id, element_id=goal.pk, based_on=1, by=portal_admin,
        partners=[units[2]], ends_on=date(2027, 12, 31),
    )  # fmt: skip
    data = form(goal, partners=[units[1].pk], ends_on="31.12.2028")
    text = browser.post(address(goal), data).content.decode()
    for words in ("Veje", "31. december 2027", "31. december 2028"):
        assert words in text
    merged = data | {
        "version": "2",
        "base": "1",
        "_merge": "1",
        "choose-partners": "theirs",
        "choose-ends_on": "ours",
    }
    assert browser.post(address(goal), merged).status_code == 302
    goal.refresh_from_db()
    assert (goal.version, goal.partner_ids, goal.ends_on) == (3, [units[2].pk], date(2028, 12, 31))


def test_a_new_element_is_made_with_them(browser, plan, units):
    root = plan.elements.get(parent__isnull=True)
    where = f"{reverse('admin:strategies_element_add')}?plan={plan.pk}&parent={root.pk}"
    data = {
        "title": "Nyt",
        "kind": "goal",
        "body": "",
        "place": "first",
        "partners": [units[2].pk],
        "is_continuous": "on",
    }
    assert browser.post(where, data).status_code == 302
    new = plan.elements.get(title="Nyt")
    assert (new.partner_ids, new.is_continuous) == ([units[2].pk], True)


@pytest.mark.parametrize("number", [0, 1])
def test_a_committee_that_carries_something_out_is_not_deleted_and_the_page_names_it(
    browser, plan, units, number
):
    where = reverse("admin:municipalities_committee_delete", args=[units[number].pk])
    page = browser.get(where).content.decode()
    assert "kan ikke slettes" in page
    assert "Mål" in page
    assert "kan ikke slettes" in browser.post(where, {"post": "yes"}).content.decode()
    assert Committee.objects.filter(pk=units[number].pk).exists()
