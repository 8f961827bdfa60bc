"""A round as those see it who report in it: everything, with what was said last, internal reports too."""

from datetime import timedelta

import pytest

from apps.followup.models import StatusUpdate
from apps.followup.operations.rounds import close_round, open_round
from apps.followup.progress import Counts
from apps.followup.responsibility import Reporter, reporter
from apps.followup.sheet import round_sheet
from apps.followup.status import Status
from apps.overview.followup import status_label
from apps.publishing.operations.publish import publish
from tests.bystander import own
from tests.factories import element, make_plan

EVERYTHING = Reporter(True, frozenset())
NONE_OF_EACH = dict.fromkeys(Status.values, 0)


def titles(rows):
    return [row.title for row in rows]


def test_a_sheet_has_everything_the_round_asks_about_in_reading_order(opened, key):
    rows = round_sheet(opened, EVERYTHING).rows
    assert [(row.plan_title, row.kind, row.title, row.responsible) for row in rows] == [
        ("Planen", "focus_area", "Kultur", ""),
        ("Planen", "goal", "Biblioteker", "Kulturudvalget"),
        ("Planen", "goal", "Museer", "Kulturudvalget"),
        ("Planen", "goal", "Skove", "Naturudvalget"),
    ]
    assert [row.identity for row in rows] == [key(row.title) for row in rows]
    assert all(row.key == 0 and row.may_report and not row.is_reported for row in rows)


def test_a_contributor_may_report_on_what_lies_with_the_own_unit(opened, contributor, herning):
    who = reporter(contributor, herning)
    sheet = round_sheet(opened, who)
    assert [row.title for row in sheet.rows if row.may_report] == ["Biblioteker", "Museer"]
    assert titles(round_sheet(opened, who, only_own=True).rows) == ["Biblioteker", "Museer"]


def test_who_answers_for_nothing_has_an_empty_sheet(opened, council_member, herning):
    who = reporter(council_member, herning)
    assert round_sheet(opened, who, only_own=True).rows == []
    assert not any(row.may_report for row in round_sheet(opened, who).rows)


def test_what_was_said_last_stands_there_whether_or_not_it_was_in_this_round(opened, say, today):
    before = say("Museer", "on_track", on=today - timedelta(days=100))
    internal = say("Skove", "at_risk", round=opened, is_public=False)
    sheet = round_sheet(opened, EVERYTHING)
    assert titles(sheet.reported) == ["Skove"]
    assert titles(sheet.missing) == ["Kultur", "Biblioteker", "Museer"]
    assert titles(sheet.confirmable) == ["Museer"]
    assert [row.key for row in sheet.rows] == [0, 0, before.pk, internal.pk]


def test_another_units_elements_cannot_be_confirmed(opened, say, contributor, herning):
    say("Museer", "on_track")
    say("Skove", "on_track")
    assert titles(round_sheet(opened, reporter(contributor, herning)).confirmable) == ["Museer"]


def test_internal_reports_count_on_the_sheet_and_what_is_missing_is_overdue_after_the_deadline(opened, say):
    say("Skove", "at_risk", round=opened, is_public=False)
    say("Museer", "on_track")
    expected = {**NONE_OF_EACH, "at_risk": 1}
    sheet = round_sheet(opened, EVERYTHING)
    assert sheet.counts() == Counts(expected, 3, 0)
    assert sheet.counts(on=opened.deadline) == Counts(expected, 3, 0)
    assert sheet.counts(on=opened.deadline + timedelta(days=1)) == Counts(expected, 3, 3)


def test_what_was_reported_in_the_round_is_reported_whatever_is_said_outside_of_it(opened, say):
    told = say("Skove", "at_risk", round=opened)
    later = say("Skove", "completed")
    sheet = round_sheet(opened, EVERYTHING)
    (row,) = sheet.reported
    assert (row.told, row.shown, row.last, row.key) == (told, told, later, later.pk)
    assert sheet.counts().by_status == {**NONE_OF_EACH, "at_risk": 1}


def test_a_closed_round_keeps_its_counts_when_the_next_round_is_reported_in(
    opened, say, herning, plan, editor, client, today
):
    say("Skove", "at_risk", round=opened)
    close_round(round=opened, by=editor)
    following = open_round(municipality=herning, title="Foråret", deadline=today, plans=[plan], by=editor)
    say("Skove", "completed", round=following)
    assert round_sheet(opened, EVERYTHING).counts().by_status == {**NONE_OF_EACH, "at_risk": 1}
    client.force_login(editor)
    rows = client.get(f"/admin/followup/followupround/{opened.pk}/change/").content.decode()
    assert f"<td>{status_label('at_risk')}</td>" in rows
    assert f"<td>{status_label('completed')}</td>" not in rows


@pytest.mark.parametrize("number", [1, 3])
def test_a_sheet_costs_two_queries_at_any_size(herning, editor, today, django_assert_num_queries, number):
    goals = [element("goal", f"Mål {n}") for n in range(number)]
    plan = make_plan(*goals, municipality=herning, title="Målene", by=editor)
    publish(plan=plan, by=editor, nature="adopted")
    opened = open_round(municipality=herning, title="Runde", deadline=today, plans=[plan], by=editor)
    with django_assert_num_queries(2):
        assert len(round_sheet(opened, EVERYTHING).rows) == number
    assert not own(StatusUpdate).exists()
