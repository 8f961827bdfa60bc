"""The grid of figures: one cell at a time, or the whole form all or nothing, by whoever may write them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from apps.indicators.models import Measurement
from apps.indicators.numbers import as_written
from apps.municipalities.roles import Role
from apps.workspace.figure_grid import WrongFigure, grids_of, number_in, page_of
from apps.workspace.workspaces import enter
from tests.factories import CommitteeFactory, MembershipFactory
from tests.workspace.rooms import make_indicator

ADDRESS = "/arbejdsrum/herning/tal/"
DAY = "2025-12-31"


@pytest.fixture
def water(herning):
    return CommitteeFactory(municipality=herning, name="Vand")


@pytest.fixture
def trees(herning, water):
    return make_indicator(herning, "Træer", owner=water, least=0, most=1000)


@pytest.fixture
def browser(client, herning, water):
    person = MembershipFactory(municipality=herning, role=Role.CONTRIBUTOR, committee=water).user
    client.force_login(person)
    return client


def cell(browser, indicator, **sent):
    return browser.post(f"{ADDRESS}{indicator.uid}/", {"on": DAY, "value": "12,5", "before": "", **sent})


def standing(*indicators):
    rows = Measurement.objects.filter(indicator__in=indicators).order_by("indicator__title", "on")
    return [(row.indicator.title, row.on.isoformat(), row.value) for row in rows]


def whole(**cells):
    """What the form sends: cells by name with what they held before."""
    sent = {}
    for name, (before, now) in cells.items():
        sent |= {name: now, f"before.{name}": before}
    return sent


def at(indicator, on=DAY):
    return f"{indicator.uid}.{on}"


def test_one_cell_is_saved_as_a_dane_writes_it(browser, trees):
    answer = cell(browser, trees, value=" 12,50 ")
    assert (answer.status_code, answer.json()) == (200, {"value": "12,5"})
    assert standing(trees) == [("Træer", DAY, Decimal("12.5"))]


def test_an_empty_cell_takes_the_figure_away(browser, trees):
    cell(browser, trees)
    answer = cell(browser, trees, value=" ", before="12,5")
    assert (answer.status_code, answer.json(), standing(trees)) == (200, {"value": ""}, [])


def test_a_cell_that_somebody_else_wrote_meanwhile_is_409(browser, trees):
    cell(browser, trees)
    answer = cell(browser, trees, value="7", before="")
    assert (answer.status_code, list(answer.json())) == (409, ["problem"])
    assert "har gemt ”Træer” i mellemtiden" in answer.json()["problem"]
    assert standing(trees) == [("Træer", DAY, Decimal("12.5"))]


@pytest.mark.parametrize(
    "value", ["mange", "1.234", "1001", "-1", "0,1234567", "9" * 30, "1e5", "NaN", "Infinity", "=1+1"]
)
def test_what_is_no_figure_of_the_indicator_is_422(browser, trees, value):
    answer = cell(browser, trees, value=value)
    assert (answer.status_code, list(answer.json()), standing(trees)) == (422, ["problem"], [])


def test_rubbish_as_what_stood_before_is_422(browser, trees):
    assert cell(browser, trees, before="x").status_code == 422


@pytest.mark.parametrize("day", ["", "i går", "2025-02-30", "31-12-2025", "99999-01-01", "\x00"])
def test_a_day_that_is_none_is_404(browser, trees, day):
    assert cell(browser, trees, on=day).status_code in (400, 404)
    assert standing(trees) == []


def test_a_cell_is_only_sent(browser, trees):
    assert browser.get(f"{ADDRESS}{trees.uid}/").status_code == 405


def test_the_whole_form_saves_what_is_otherwise(browser, trees, herning, water):
    birds = make_indicator(herning, "Fugle", owner=water)
    cell(browser, birds, value="3")
    sent = whole(**{at(trees): ("", "5"), at(birds): ("3", "3"), at(birds, "2024-12-31"): ("", "2")})
    answer = browser.post(ADDRESS, sent, follow=True)
    assert [str(each) for each in answer.context["messages"]] == ["2 tal er gemt."]
    assert standing(trees, birds) == [
        ("Fugle", "2024-12-31", 2),
        ("Fugle", DAY, 3),
        ("Træer", DAY, 5),
    ]


def test_where_one_cell_is_wrong_none_is_saved_and_what_was_written_stands(browser, trees, herning, water):
    birds = make_indicator(herning, "Fugle", owner=water)
    sent = whole(**{at(birds): ("", "3"), at(trees): ("", "mange"), at(trees, "2024-12-31"): ("", "1001")})
    answer = browser.post(ADDRESS, sent)
    assert (answer.status_code, standing(trees, birds)) == (422, [])
    assert [problem.split(":")[0] for problem in answer.context["problems"]] == [
        f"Træer, {DAY}",
        "Træer, 2024-12-31",
    ]
    page = answer.content.decode()
    for name, value in ((at(birds), "3"), (at(trees), "mange")):
        assert f'name="{name}" value="{value}"' in page


def test_a_cell_that_was_emptied_stays_empty_where_nothing_was_saved(browser, trees):
    cell(browser, trees)
    sent = whole(**{at(trees): ("12,5", ""), at(trees, "2024-12-31"): ("", "mange")})
    page = browser.post(ADDRESS, sent).content.decode()
    assert f'name="{at(trees)}" value=""' in page
    assert standing(trees) == [("Træer", DAY, Decimal("12.5"))]


def test_five_thousand_cells_at_once_are_refused_with_the_limit_and_write_nothing(browser, trees):
    days = (date(1990, 1, 1) + timedelta(days=number) for number in range(5_000))
    answer = browser.post(ADDRESS, whole(**{at(trees, day.isoformat()): ("", "1,5") for day in days}))
    assert answer.status_code == 413
    text = answer.content.decode()
    assert "Det var for meget på én gang." in text
    assert "En formular kan højst have 4.000 felter." in text
    assert "Intet er ændret." in text
    assert standing(trees) == []


def test_a_stale_cell_in_the_whole_form_saves_nothing(browser, trees):
    cell(browser, trees)
    sent = whole(**{at(trees): ("", "7"), at(trees, "2024-12-31"): ("", "5")})
    answer = browser.post(ADDRESS, sent)
    assert (answer.status_code, len(answer.context["problems"])) == (422, 1)
    assert standing(trees) == [("Træer", DAY, Decimal("12.5"))]


@pytest.mark.parametrize("name", ["x", ".", "{uid}", "{uid}.x", "before.{uid}.x", "{uid}.2025-13-01"])
def test_odd_names_in_the_form_write_nothing(browser, trees, name):
    answer = browser.post(ADDRESS, {name.format(uid=trees.uid): "5"})
    assert answer.status_code in (302, 404)
    assert standing(trees) == []


def test_a_contributor_writes_the_figures_of_the_own_unit_only(browser, herning, trees):
    other = make_indicator(herning, "Andres", owner=CommitteeFactory(municipality=herning))
    nobodys = make_indicator(herning, "Ingens")
    grids = browser.get(ADDRESS).context["grids"]
    assert [row.indicator.title for grid in grids for row in grid.rows] == ["Træer"]
    assert [cell(browser, row).status_code for row in (other, nobodys)] == [404, 404]
    browser.post(ADDRESS, whole(**{at(other): ("", "5"), at(nobodys): ("", "5")}))
    assert standing(other, nobodys) == []


@pytest.mark.parametrize("role", [Role.WRITER, Role.EDITOR])
def test_whoever_edits_writes_all_figures_of_the_municipality(client, herning, randers, trees, role):
    client.force_login(MembershipFactory(municipality=herning, role=role).user)
    foreign = make_indicator(randers, "Randers")
    assert [cell(client, row).status_code for row in (trees, make_indicator(herning, "Ingens"))] == [200, 200]
    assert cell(client, foreign).status_code == 404


def test_a_council_member_writes_none(client, herning, water, trees):
    client.force_login(MembershipFactory(municipality=herning, committee=water).user)
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer.context["grids"], cell(client, trees).status_code) == (200, [], 404)


def test_somebody_of_another_municipality_finds_nothing(client, trees, other_editor):
    client.force_login(other_editor)
    assert [client.get(ADDRESS).status_code, cell(client, trees).status_code] == [404, 404]


def test_the_columns_are_the_periods_up_to_today(herning, editor, settings):
    settings.GRID_PERIODS = 3
    make_indicator(herning, "År")
    quarterly = make_indicator(herning, "Kvartal", frequency="quarterly")
    for on, value in ((date(2026, 1, 10), 1), (date(2026, 3, 1), 2), (date(2026, 4, 1), 3)):
        Measurement.objects.create(indicator=quarterly, on=on, value=value)
    grids = grids_of(page_of(enter(editor, "herning"), None), today=date(2026, 5, 5))
    assert [(grid.frequency, grid.columns) for grid in grids] == [
        ("hvert kvartal", ["4. kvartal 2025", "1. kvartal 2026", "2. kvartal 2026"]),
        ("hvert år", ["2024", "2025", "2026"]),
    ]
    assert [(c.name, c.value) for c in grids[0].rows[0].cells] == [
        ("2025-12-31", ""),
        ("2026-03-01", "2"),
        ("2026-04-01", "3"),
    ]


def test_the_cell_of_the_period_that_is_not_over_is_of_today(herning, editor, settings):
    settings.GRID_PERIODS = 2
    make_indicator(herning, "Træer")
    for today, days in (
        (date(2026, 5, 5), ["2025-12-31", "2026-05-05"]),
        (date(2026, 12, 31), ["2025-12-31", "2026-12-31"]),
    ):
        [grid] = grids_of(page_of(enter(editor, "herning"), None), today=today)
        assert [cell.name for cell in grid.rows[0].cells] == days


@pytest.mark.parametrize(
    ("on", "problem"),
    [
        ("2099-12-31", "31-12-2099 ligger i fremtiden, så der er ikke målt noget endnu."),
        ("0001-01-01", "01-01-0001 ligger uden for årene 1970 til 2200."),
    ],
)
def test_a_day_on_which_nothing_can_have_been_measured_is_422(browser, trees, on, problem):
    answer = cell(browser, trees, on=on)
    assert (answer.status_code, answer.json()) == (422, {"problem": problem})
    answer = browser.post(ADDRESS, whole(**{at(trees, on): ("", "5")}))
    assert (answer.status_code, answer.context["problems"]) == (422, [f"Træer, {on}: {problem}"])
    assert standing(trees) == []


@pytest.mark.parametrize(("on", "status"), [("2025-06-30", 409), ("2025-12-31", 409), ("2024-12-31", 200)])
def test_a_period_that_was_filled_on_another_day_meanwhile_is_not_filled_twice(browser, trees, on, status):
    Measurement.objects.create(indicator=trees, on=date(2025, 7, 1), value=7)
    answer = cell(browser, trees, on=on)
    assert answer.status_code == status
    assert ("Træer", "2025-07-01", 7) in standing(trees)
    assert len(standing(trees)) == (2 if status == 200 else 1)


def test_a_missing_figure_says_why(herning, editor):
    trees = make_indicator(herning, "Træer")
    Measurement.objects.create(indicator=trees, on=date(2025, 12, 31), value=None, missing_reason="Storm")
    [grid] = grids_of(page_of(enter(editor, "herning"), None), today=date(2025, 12, 31))
    assert (grid.rows[0].cells[-1].value, grid.rows[0].cells[-1].missing) == ("", "Storm")


def test_the_grid_costs_the_same_at_any_size(herning, editor):
    room = enter(editor, "herning")
    make_indicator(herning, "A")
    with CaptureQueriesContext(connection) as few:
        grids_of(page_of(room, None))
    for title in "BCD":
        Measurement.objects.create(indicator=make_indicator(herning, title), on=date(2025, 1, 1), value=1)
    with CaptureQueriesContext(connection) as many:
        grids_of(page_of(room, None))
    assert len(many) == len(few)


def test_more_indicators_than_one_form_can_send_stand_on_pages_and_each_is_saved(
    client, herning, editor, settings
):
    client.force_login(editor)
    settings.GRID_PAGE_SIZE = 2
    rows = [make_indicator(herning, title) for title in "ABC"]
    shown = [client.get(f"{ADDRESS}{query}").context["grids"] for query in ("", "?side=2", "?side=9")]
    assert [[row.indicator.title for row in grids[0].rows] for grids in shown] == [["A", "B"], ["C"], ["C"]]
    answer = client.post(f"{ADDRESS}?side=2", whole(**{at(rows[2]): ("", "5")}))
    assert (answer.status_code, answer["Location"]) == (302, f"{ADDRESS}?side=2")
    assert [value for _title, _on, value in standing(rows[2])] == [5]


def test_a_full_page_of_the_grid_fits_into_one_form(settings):
    fields = settings.GRID_PAGE_SIZE * settings.GRID_PERIODS * 2
    assert fields + 10 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


@given(value=st.decimals(min_value=-(10**9), max_value=10**9, places=6))
def test_what_the_grid_shows_can_be_sent_back(value):
    assert number_in(as_written(value)) == value


@given(text=st.text(max_size=12))
def test_any_text_is_a_number_or_nothing_or_refused(text):
    try:
        number = number_in(text)
    except WrongFigure:
        return
    assert number is None or number.is_finite()
