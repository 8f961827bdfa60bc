"""Elements, targets and measurements on the page of an indicator: each once, on days that were, and read at one price."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from apps.indicators.models import IndicatorElement, Measurement, Target
from apps.strategies.models import ElementIdentity
from tests.administration.indicators.test_indicator import page, sent, with_elements
from tests.factories import element, make_plan
from tests.workspace.rooms import answered_plan, make_indicator


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def trees(herning):
    return make_indicator(herning, "Træer")


def rows(name, *values, field="value") -> dict[str, str]:
    """What a form of new rows sends, each ``(day, value)``."""
    found = {f"{name}-TOTAL_FORMS": str(len(values))}
    for at, (on, value) in enumerate(values):
        found |= {f"{name}-{at}-on": on, f"{name}-{at}-{field}": value}
    return found


def refusals(answer) -> list:
    """Every word of refusal on the page's inlines, with its row and field."""
    assert answer.status_code == 200
    found = []
    for each in answer.context["inline_admin_formsets"]:
        found += [("", "", told) for told in each.formset.non_form_errors()]
        for at, errors in enumerate(each.formset.errors):
            found += [(f"{each.formset.prefix}-{at}", field, *told) for field, told in errors.items()]
    return found


@pytest.mark.parametrize("name", ["targets", "measurements"])
def test_two_rows_for_a_day_are_told_of_the_day_beside_the_second(browser, trees, name):
    given = rows(name, ("2024-12-31", "1"), ("2023-12-31", "1"), ("31-12-2024", "2"))
    answer = browser.post(page(trees), sent(trees, **given))
    assert refusals(answer) == [
        (f"{name}-2", "on", "Der er to rækker for 31. december 2024. Behold den ene.")
    ]
    assert "duplikere" not in answer.content.decode()
    assert (trees.targets.count(), trees.measurements.count()) == (0, 0)


def test_a_row_that_is_deleted_stands_in_the_way_of_none(browser, trees):
    stands = Target.objects.create(indicator=trees, on=date(2024, 12, 31), value=1)
    changes = {"targets-INITIAL_FORMS": "1", "targets-0-id": stands.pk, "targets-0-DELETE": "on"}
    given = rows("targets", ("31-12-2024", "1"), ("31-12-2030", "2"))
    assert browser.post(page(trees), sent(trees, **given, **changes)).status_code == 302
    assert [(row.on, row.value) for row in trees.targets.all()] == [(date(2030, 12, 31), 2)]


def test_an_element_that_stands_twice_is_told_by_its_title(browser, trees, herning, editor):
    answered_plan(herning, editor)
    answer = browser.post(page(trees), sent(trees, **with_elements("Ro", "Natur", "Ro")))
    assert refusals(answer) == [("elements-2", "element", "”Ro” står her to gange. Behold den ene række.")]
    assert not trees.elements.exists()


def written(ahead: int) -> str:
    """The day so many days from today, as it is typed."""
    return f"{timezone.localdate() + timedelta(days=ahead):%d-%m-%Y}"


@pytest.mark.parametrize(
    ("name", "on", "told"),
    [
        ("measurements", "31-12-1969", "31-12-1969 ligger uden for årene 1970 til 2200."),
        ("targets", "01-01-2201", "01-01-2201 ligger uden for årene 1970 til 2200."),
        ("measurements", "31-02-2024", "Indtast en gyldig dato, for eksempel 31-12-2026."),
    ],
)
def test_a_day_on_which_there_can_be_no_figure_is_refused(browser, trees, name, on, told):
    answer = browser.post(page(trees), sent(trees, **rows(name, (on, "1"))))
    assert refusals(answer) == [(f"{name}-0", "on", told)]


def test_nothing_is_measured_tomorrow(browser, trees):
    answer = browser.post(page(trees), sent(trees, **rows("measurements", (written(1), "1"))))
    told = f"{written(1)} ligger i fremtiden, så der er ikke målt noget endnu."
    assert refusals(answer) == [("measurements-0", "on", told)]


def test_a_figure_of_today_and_a_target_of_tomorrow_are_taken(browser, trees):
    given = rows("measurements", (written(0), "1")) | rows("targets", (written(1), "2"))
    assert browser.post(page(trees), sent(trees, **given)).status_code == 302
    assert (trees.measurements.count(), trees.targets.count()) == (1, 1)


def test_what_stands_on_a_day_that_lies_ahead_may_stay_and_is_not_changed(browser, trees):
    """Else nothing on the page could be saved before it is gone."""
    stands = Measurement.objects.create(indicator=trees, on=date(2099, 12, 31), value=1)
    changes = {"measurements-INITIAL_FORMS": "1", "measurements-0-id": stands.pk}
    for value, status in (("1", 302), ("2", 200)):
        given = rows("measurements", ("31-12-2099", value))
        assert browser.post(page(trees), sent(trees, **given, **changes)).status_code == status
    assert [row.value for row in trees.measurements.all()] == [1]


@pytest.mark.parametrize(("on", "status"), [("31-12-2099", 200), ("31-12-1969", 200), ("31-12-2020", 302)])
def test_where_things_stood_before_lies_behind(browser, trees, on, status):
    answer = browser.post(page(trees), sent(trees, baseline_on=on, baseline="12,5"))
    assert answer.status_code == status
    if status == 200:
        assert answer.context["adminform"].form.errors.keys() == {"baseline_on"}


def test_numbers_are_read_and_shown_with_a_comma(browser, trees):
    given = rows("measurements", ("31-12-2024", "1.234,5")) | rows("targets", ("31-12-2030", "12,50"))
    changes = {"baseline_on": "31-12-2020", "baseline": "-0,25", "least": "-1", "most": "1 500,75"}
    assert browser.post(page(trees), sent(trees, **given, **changes)).status_code == 302
    for language in ("da", "en"):
        with translation.override(language):
            text = browser.get(page(trees)).content.decode()
        for name, value in (
            ("baseline", "-0,25"),
            ("least", "-1"),
            ("most", "1500,75"),
            ("targets-0-value", "12,5"),
            ("measurements-0-value", "1234,5"),
        ):
            assert f'<input type="text" name="{name}" value="{value}" inputmode="decimal"' in text


def test_what_is_no_number_is_refused_with_an_example(browser, trees):
    answer = browser.post(page(trees), sent(trees, **rows("measurements", ("31-12-2024", "1.234"))))
    assert refusals(answer) == [
        (
            "measurements-0",
            "value",
            "”1.234” er ikke et tal som for eksempel 1234,5. Skriv tusinder uden punktum.",
        )
    ]


def test_the_page_asks_as_often_for_twelve_rows_of_each_as_for_one(browser, trees, herning, editor):
    make_plan(*[element("goal", f"Mål {n}") for n in range(12)], municipality=herning, by=editor)
    spent = []
    browser.get(page(trees))  # what a process remembers of itself is known then
    for n in range(12):
        goal = ElementIdentity.objects.get(element__title=f"Mål {n}")
        IndicatorElement.objects.create(indicator=trees, identity=goal)
        Measurement.objects.create(indicator=trees, on=date(2000 + n, 1, 1), value=1)
        Target.objects.create(indicator=trees, on=date(2000 + n, 1, 1), value=1)
        if n in (0, 11):
            with CaptureQueriesContext(connection) as queries:
                text = browser.get(page(trees)).content.decode()
            spent.append(len(queries))
            assert text.count("selected>Mål") == n + 1
    assert spent == [9, 9]


def test_a_late_save_is_told_beside_each_row_what_stands_there_now_and_replaces_it_the_next_time(
    browser, trees
):
    Measurement.objects.create(indicator=trees, on=date(2024, 12, 31), value=5)
    first = Measurement.objects.create(indicator=trees, on=date(2023, 12, 31), value=3)
    given = rows("measurements", ("31-12-2024", "5"), ("31-12-2023", "3"))
    keys = {row.on.year: row.pk for row in trees.measurements.all()}
    given |= {"measurements-INITIAL_FORMS": "2"}
    given |= {"measurements-0-id": keys[2024], "measurements-1-id": keys[2023]}
    browser.post(page(trees), sent(trees, **{**given, "measurements-1-value": "4,5"}))
    answer = browser.post(page(trees), sent(trees, title="Bøge", based_on="0", **given))
    assert refusals(answer) == [
        ("measurements-1", "__all__", "Værdi er nu: ”4,5”. Gemmer du igen, erstatter dit det.")
    ]
    first.refresh_from_db()
    assert (str(first.value.normalize()), 'value="Bøge"' in answer.content.decode()) == ("4.5", True)
    again = answer.context["adminform"].form["based_on"].value()
    assert browser.post(page(trees), sent(trees, title="Bøge", based_on=again, **given)).status_code == 302
    first.refresh_from_db()
    trees.refresh_from_db()
    assert (first.value, trees.title) == (3, "Bøge")
