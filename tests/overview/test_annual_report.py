"""A plan's year on one page: what citizens could read of it, and nothing internal."""

from datetime import date
from decimal import Decimal

import pytest

from apps.followup.operations.report import Report, report
from apps.followup.operations.rounds import open_round
from apps.indicators.models import Indicator, IndicatorElement, Measurement
from apps.overview.annual_report import annual_report
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.strategies import tree
from tests.factories import CommitteeFactory, element, make_plan
from tests.factories.decisions import decide


@pytest.fixture
def plan(herning, editor):
    board = CommitteeFactory(municipality=herning, name="Børneudvalget")
    plan = make_plan(
        element("focus_area", "Skolen", element("goal", "Bedre skole", responsible_id=board.pk)),
        element("section", "Om planen"),
        municipality=herning,
    )
    publish(plan=plan, by=editor, nature="adopted")
    return plan


@pytest.fixture
def goal(plan):
    return plan.elements.get(title="Bedre skole").identity


def of(found, title):
    return next(row for row in found.elements if row.title == title)


def say(identity, status, on, editor, **fields):
    report(reports=[Report(identity.pk, status, **fields)], by=editor, on=on)


def test_it_is_the_published_plan_in_reading_order(plan, editor):
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="Skolen").pk, by=editor)
    found = annual_report(plan, 2024)
    assert [
        (row.kind, row.depth, row.title, row.responsible, row.is_answered_for) for row in found.elements
    ] == [
        ("Fokusområde", 1, "Skolen", "", True),
        ("Mål", 2, "Bedre skole", "Børneudvalget", True),
        ("Afsnit", 1, "Om planen", "", False),
    ]
    assert [(row.code, row.number) for row in found.counted] == [("none", 2)]
    assert (found.year, found.edition) == (2024, plan.editions.get())


def test_a_plan_that_is_not_published_has_none(plan, herning, editor):
    assert annual_report(make_plan(municipality=herning, title="Kladde"), 2024) is None
    withdraw(plan=plan, by=editor)
    assert annual_report(plan, 2024) is None


@pytest.mark.parametrize(
    ("year", "expected"), [(2022, None), (2023, "not_started"), (2024, "on_track"), (2025, "on_track")]
)
def test_a_status_is_the_newest_public_one_at_the_end_of_the_year(year, expected, plan, goal, editor):
    say(goal, "not_started", date(2023, 12, 31), editor)
    say(goal, "on_track", date(2024, 1, 1), editor, text="Godt i gang")
    say(goal, "off_track", date(2024, 6, 1), editor, text="Internt", is_public=False)
    row = of(annual_report(plan, year), "Bedre skole")
    assert (row.status and row.status.status) == expected
    counts = {each.code: each.number for each in annual_report(plan, year).counted}
    assert counts == ({expected: 1, "none": 1} if expected else {"none": 2})


def test_what_was_overdue_at_the_end_of_the_year_is_counted_and_named(plan, goal, editor):
    asked = open_round(
        municipality=plan.municipality,
        title="Efteråret",
        deadline=date(2024, 10, 1),
        plans=[plan],
        by=editor,
        opened_on=date(2024, 9, 1),
    )
    school = plan.elements.get(title="Skolen").identity
    report(reports=[Report(school.pk, "on_track")], by=editor, round=asked, on=date(2024, 9, 20))
    report(reports=[Report(goal.pk, "at_risk")], by=editor, round=asked, on=date(2025, 1, 10))

    def told(year):
        found = annual_report(plan, year)
        return [(row.code, row.number) for row in found.counted], of(found, "Bedre skole").missed

    assert told(2023) == ([("none", 2)], None)
    assert told(2024) == ([("on_track", 1), ("overdue", 1)], date(2024, 10, 1))
    assert told(2025) == ([("on_track", 1), ("at_risk", 1)], None)


def test_decisions_are_the_public_ones_of_the_year(plan, goal, herning):
    council = CommitteeFactory(municipality=herning)
    for on in (date(2023, 12, 31), date(2024, 12, 31), date(2024, 1, 1), date(2025, 1, 1)):
        decide(council, f"Sag {on}", goal, on=on)
    decide(council, "Intern", goal, on=date(2024, 5, 5), is_public=False)
    assert of(annual_report(plan, 2024), "Bedre skole").decisions == [
        (date(2024, 1, 1), "Sag 2024-01-01"),
        (date(2024, 12, 31), "Sag 2024-12-31"),
    ]


def indicator(goal, title, **fields):
    row = Indicator.objects.create(
        municipality=goal.municipality, title=title, unit="%", direction="up", **{"is_public": True, **fields}
    )
    IndicatorElement.objects.create(indicator=row, identity=goal)
    for year in (2023, 2024, 2025):
        Measurement.objects.create(indicator=row, on=date(year, 12, 31), value=Decimal(year))
    return row


def test_indicators_are_the_public_ones_with_what_was_measured_by_then(plan, goal):
    indicator(goal, "Trivsel")
    indicator(goal, "Fravær")
    indicator(goal, "Intern", is_public=False)
    pages = of(annual_report(plan, 2024), "Bedre skole").indicators
    assert [
        (page.sheet.indicator.title, [row.on.year for row in page.sheet.measurements]) for page in pages
    ] == [("Fravær", [2023, 2024]), ("Trivsel", [2023, 2024])]


def test_another_municipality_has_no_part_in_it(plan, goal, randers, editor):
    theirs = make_plan(element("goal", "Ro"), municipality=randers)
    publish(plan=theirs, by=editor, nature="adopted")
    ro = theirs.elements.get(title="Ro").identity
    say(ro, "completed", date(2024, 1, 1), editor)
    indicator(ro, "Deres")
    decide(CommitteeFactory(municipality=randers), "Deres", ro, on=date(2024, 1, 1))
    found = annual_report(plan, 2024)
    assert [(row.code, row.number) for row in found.counted] == [("none", 2)]
    assert [row for row in found.elements if row.status or row.indicators or row.decisions] == []


@pytest.mark.parametrize("size", [1, 3])
def test_it_takes_the_same_queries_at_any_size(size, plan, goal, herning, django_assert_num_queries):
    council = CommitteeFactory(municipality=herning)
    for number in range(size):
        indicator(goal, f"Nr. {number}")
        decide(council, f"Nr. {number}", goal, on=date(2024, 1, 1))
    with django_assert_num_queries(5):
        annual_report(plan, 2024)
