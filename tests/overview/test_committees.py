"""How it goes with what a committee is responsible for: what is overdue is counted, and what is not counted is said."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from apps.followup.operations.report import Report, report
from apps.overview.committees import LeftOut, committee_page
from apps.publishing.operations.publish import publish
from tests.factories import element, make_plan
from tests.portal.conftest import read as read
from tests.workspace.rooms import answered_plan, identity, make_round

HEARING = {"stage": "hearing", "hearing_until": date(2130, 1, 1)}


@pytest.fixture
def plan(herning, editor):
    return answered_plan(herning, editor)


def page(herning, slug="vand"):
    return committee_page(herning, slug)


def counted(herning):
    return [(each.label, each.number) for each in page(herning).counted]


def successor(herning, editor, plan, **fields):
    """Another plan that takes the place of the first one, in which the same committee answers for a goal."""
    water = identity("Rent vand").element.responsible
    made = make_plan(
        element("goal", "Renere vand", responsible_id=water.pk),
        municipality=herning,
        title="Den nye plan",
        succeeds=plan,
        **fields,
    )
    publish(plan=made, by=editor, nature="adopted")


def test_what_is_overdue_is_counted_and_named_though_nothing_is_reported(herning, plan, editor, read):
    late = make_round(plan, editor, deadline=timezone.localdate() - timedelta(days=1))
    assert counted(herning) == [("Forfalden", 1)]
    assert [task.missed for task in page(herning).responsible_for[0].tasks] == [late.deadline]
    told = read("/herning/udvalg/vand/")
    day = date_format(late.deadline)
    assert f"Rent vand Forfalden Fristen var {day}, og der er ikke offentliggjort en status til den." in told
    assert "Forfalden 1 Tallene gælder det, Vand har ansvaret for i de planer, der gælder nu." in told


def test_nothing_is_counted_where_nobody_was_asked_or_told(herning, plan):
    assert (counted(herning), page(herning).left_out) == ([], None)


def test_a_former_plan_is_left_out_of_the_counts_and_that_is_said(herning, plan, editor, read):
    report(reports=[Report(identity("Rent vand").pk, "on_track")], by=editor)
    successor(herning, editor, plan)
    report(reports=[Report(identity("Renere vand").pk, "at_risk")], by=editor)
    assert counted(herning) == [("I fare for at glippe", 1)]
    assert page(herning).left_out == LeftOut(1, ["Planen"])
    assert [tasks.edition.title for tasks in page(herning).responsible_for][-1] == "Planen"
    assert "Nedenfor står også 1 element, som ikke er talt med, fordi planen ikke gælder nu: Planen" in read(
        "/herning/udvalg/vand/"
    )


@pytest.mark.parametrize("fields", [{"stage": "draft"}, HEARING])
def test_a_proposal_is_left_out_and_takes_nothing_from_the_plan_before_it(herning, plan, editor, fields):
    report(reports=[Report(identity("Rent vand").pk, "on_track")], by=editor)
    successor(herning, editor, plan, **fields)
    assert counted(herning) == [("På sporet", 1)]
    assert page(herning).left_out == LeftOut(1, ["Den nye plan"])
