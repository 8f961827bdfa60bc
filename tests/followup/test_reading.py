"""What citizens read of rounds: public reports of what is still published, in reading order, counted the same both ways."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.followup.models import Review
from apps.followup.operations.report import Report, confirm_unchanged, report
from apps.followup.operations.rounds import close_round, open_round
from apps.followup.progress import Counts, KeptUp
from apps.followup.reading import (
    PublicStatus,
    counts_of,
    counts_of_each,
    current_statuses,
    kept_up_in,
    public_reviews,
    public_rounds,
    round_rows,
    statuses_of_plan,
)
from apps.followup.status import Status
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.strategies.operations.edit import edit_element
from tests.factories import element, make_plan

NONE_OF_EACH = dict.fromkeys(Status.values, 0)


@pytest.fixture
def strategy(herning, editor):
    """A second plan, of another level, which comes before the first one."""
    plan = make_plan(
        element("goal", "Åbenhed"),
        municipality=herning,
        title="Strategien",
        level="council_strategy",
        by=editor,
    )
    publish(plan=plan, by=editor, nature="adopted")
    return plan


@pytest.fixture
def both(herning, plan, strategy, editor, today):
    """A round of both plans."""
    deadline = today + timedelta(days=20)
    return open_round(
        municipality=herning, title="Begge", deadline=deadline, plans=[plan, strategy], by=editor
    )


def told(round):
    return [(row.title, row.status) for row in round_rows(round)]


def agree(round, **options):
    """The counts of a round, which are the same whichever way they are counted."""
    counts = counts_of(round, round_rows(round), **options)
    assert counts_of_each([round], **options) == {round.pk: counts}
    return counts


def test_a_row_is_what_was_published_with_what_was_reported(opened, say, key, plan, culture, today):
    say("Museer", "at_risk", "Taget lækker.", round=opened)
    row = round_rows(opened)[2]
    identity = plan.elements.get(title="Museer").identity
    assert (row.identity, row.uid, row.kind, row.title, row.slug) == (
        identity.pk,
        identity.uid,
        "goal",
        "Museer",
        "museer",
    )
    assert (row.plan_title, row.plan_slug) == ("Planen", "planen")
    assert (row.responsible, row.responsible_slug) == ("Kulturudvalget", culture.slug)
    assert row.report == PublicStatus("at_risk", "Taget lækker.", today, False)


def test_rows_stand_in_reading_order_by_the_level_of_their_plan(both):
    titles = [row.title for row in round_rows(both)]
    assert titles == ["Åbenhed", "Kultur", "Biblioteker", "Museer", "Skove"]


def test_an_open_round_shows_the_newest_public_report_of_this_round(opened, say, today):
    say("Biblioteker", "on_track", round=opened)
    say("Biblioteker", "off_track", round=opened, on=today - timedelta(days=1))
    say("Museer", "on_track", round=opened)
    say("Museer", "at_risk", round=opened)
    say("Skove", "completed")
    assert told(opened) == [
        ("Kultur", None),
        ("Biblioteker", "on_track"),
        ("Museer", "at_risk"),
        ("Skove", None),
    ]


def test_internal_reports_are_unseen_before_and_after_the_round_is_closed(opened, say, editor, today):
    say("Museer", "on_track", round=opened)
    say("Museer", "off_track", "Hemmeligt", round=opened, is_public=False)
    say("Skove", "off_track", "Hemmeligt", round=opened, is_public=False)
    expected = [("Kultur", None), ("Biblioteker", None), ("Museer", "on_track"), ("Skove", None)]
    assert told(opened) == expected
    assert agree(opened) == Counts({**NONE_OF_EACH, "on_track": 1}, 3, 0)
    closed = close_round(round=opened, by=editor)
    assert told(closed) == expected
    assert agree(closed) == Counts({**NONE_OF_EACH, "on_track": 1}, 3, 0)
    assert "Hemmeligt" not in str(round_rows(closed))


def test_a_closed_round_shows_what_it_showed_when_it_was_closed(opened, say, plan, editor):
    say("Museer", "at_risk", "Før", round=opened)
    closed = close_round(round=opened, by=editor)
    before = round_rows(closed)
    say("Museer", "completed", "Efter")
    goal = plan.elements.get(title="Museer")
    edit_element(plan_id=plan.pk, element_id=goal.pk, based_on=goal.version, by=editor, title="Ét museum")
    publish(plan=plan, by=editor, nature="editorial")
    assert round_rows(closed) == before


def test_a_confirmed_report_is_read_as_unchanged(opened, say, key, editor, today):
    say("Museer", "at_risk", "Taget", on=today - timedelta(days=40))
    confirm_unchanged(identity_ids=[key("Museer")], by=editor, round=opened)
    assert round_rows(opened)[2].report == PublicStatus("at_risk", "Taget", today, True)


def test_the_elements_of_a_withdrawn_plan_vanish_and_come_back(both, say, strategy, editor):
    say("Skove", "at_risk", round=both)
    everything = told(both)
    withdraw(plan=strategy, by=editor)
    assert told(both) == everything[1:]
    assert agree(both) == Counts({**NONE_OF_EACH, "at_risk": 1}, 3, 0)
    closed = close_round(round=both, by=editor)
    assert told(closed) == everything[1:]
    assert agree(closed).total == 4
    publish(plan=strategy, by=editor, nature="editorial")
    assert told(closed) == everything


def test_of_a_round_whose_plans_are_all_withdrawn_nothing_is_left(opened, plan, editor):
    withdraw(plan=plan, by=editor)
    assert round_rows(opened) == []
    assert agree(opened) == Counts(NONE_OF_EACH, 0, 0)


def test_what_is_missing_is_overdue_the_day_after_the_deadline(opened, say):
    say("Skove", "at_risk", round=opened)
    counted = {**NONE_OF_EACH, "at_risk": 1}
    assert agree(opened, on=opened.deadline) == Counts(counted, 3, 0)
    assert agree(opened, on=opened.deadline + timedelta(days=1)) == Counts(counted, 3, 3)


def test_a_closed_round_is_as_overdue_as_on_the_day_it_closed(opened, editor, say):
    later = opened.deadline + timedelta(days=400)
    close_round(round=opened, by=editor, on=opened.deadline)
    opened.refresh_from_db()
    assert agree(opened, on=later) == Counts(NONE_OF_EACH, 4, 0)


def test_many_rounds_are_counted_in_one_query(opened_before, both_after, say, django_assert_num_queries):
    say("Museer", "at_risk", round=both_after)
    rounds = [both_after, opened_before]
    with django_assert_num_queries(1):
        found = counts_of_each(rounds)
    assert found == {each.pk: counts_of(each, round_rows(each)) for each in rounds}
    assert found[opened_before.pk].by_status == {**NONE_OF_EACH, "completed": 1}
    assert counts_of_each([]) == {}


@pytest.fixture
def opened_before(opened, say, editor):
    """A round that was closed before the one of both plans opened."""
    say("Skove", "completed", round=opened)
    return close_round(round=opened, by=editor)


@pytest.fixture
def both_after(opened_before, both):
    return both


def test_rows_cost_two_queries_at_any_size(herning, editor, today):
    costs = []
    for number in (1, 3):
        goals = [element("goal", f"Mål {number} {n}") for n in range(number)]
        plan = make_plan(*goals, municipality=herning, title=f"Plan {number}", by=editor)
        publish(plan=plan, by=editor, nature="adopted")
        opened = open_round(municipality=herning, title="Runde", deadline=today, plans=[plan], by=editor)
        identities = plan.elements.filter(kind="goal").values_list("identity", flat=True)
        report(reports=[Report(pk, "on_track") for pk in identities], by=editor, round=opened)
        with CaptureQueriesContext(connection) as queries:
            assert [row.status for row in round_rows(opened)] == ["on_track"] * number
        costs.append(len(queries))
    assert costs == [2, 2]


def test_the_rounds_of_a_municipality_come_newest_first_and_no_others(
    opened_before, both_after, herning, randers
):
    assert list(public_rounds(herning)) == [both_after, opened_before]
    assert list(public_rounds(randers)) == []


def test_current_statuses_are_the_public_ones(say, key, plan, strategy, today):
    say("Museer", "at_risk", "Åbent")
    say("Museer", "off_track", "Hemmeligt", is_public=False)
    say("Skove", "off_track", "Hemmeligt", is_public=False)
    say("Åbenhed", "completed")
    museums = {key("Museer"): PublicStatus("at_risk", "Åbent", today, False)}
    openness = {key("Åbenhed"): PublicStatus("completed", "", today, False)}
    assert current_statuses([key("Museer"), key("Skove"), key("Åbenhed")]) == museums | openness
    assert current_statuses([key("Skove")]) == current_statuses([]) == {}
    assert (statuses_of_plan(plan.pk), statuses_of_plan(strategy.pk)) == (museums, openness)


def test_kept_up_is_what_was_looked_at_within_a_year_of_what_is_answered_for(herning, say, plan, today):
    assert kept_up_in(herning) == KeptUp(0, 4)
    say("Museer", "at_risk", on=today - timedelta(days=365))
    say("Skove", "at_risk", on=today - timedelta(days=366))
    say("Kultur", "at_risk", is_public=False)
    say("Om planen", "at_risk")
    assert kept_up_in(herning) == KeptUp(1, 4)
    assert kept_up_in(herning, on=today + timedelta(days=1)) == KeptUp(0, 4)


def test_former_plans_are_not_asked_whether_they_are_kept_up(herning, say, plan, strategy, editor, randers):
    say("Museer", "on_track")
    say("Åbenhed", "on_track")
    successor = make_plan(
        element("goal", "Veje"), municipality=herning, title="Efterfølgeren", succeeds=plan, by=editor
    )
    assert kept_up_in(herning) == KeptUp(2, 5)
    publish(plan=successor, by=editor, nature="adopted")
    assert kept_up_in(herning) == KeptUp(1, 2)
    withdraw(plan=strategy, by=editor)
    assert kept_up_in(herning) == KeptUp(0, 1)
    assert kept_up_in(randers) == KeptUp(0, 0)


def test_a_repealed_plan_is_not_asked_whether_it_is_kept_up(herning, plan, strategy, editor):
    publish(plan=strategy, by=editor, nature="adopted", plan_changes={"stage": "repealed"})
    assert kept_up_in(herning) == KeptUp(0, 4)


@pytest.mark.parametrize(
    "changes", [{"stage": "draft"}, {"stage": "hearing", "hearing_until": date(2130, 1, 1)}]
)
def test_a_proposal_is_not_asked_whether_it_is_kept_up(herning, plan, strategy, editor, changes):
    publish(plan=strategy, by=editor, nature="adopted", plan_changes=changes)
    assert kept_up_in(herning) == KeptUp(0, 4)


def test_reviews_are_read_newest_first_and_internal_ones_not(key, culture, editor, today):
    def look(on, conclusion, title="Museer", **options):
        identity = key(title)
        return Review.objects.create(
            identity_id=identity,
            on=on,
            committee=culture,
            conclusion=conclusion,
            written_by=editor,
            **options,
        )

    old = look(today - timedelta(days=300), "Fortsæt")
    new = look(today - timedelta(days=3), "Fortsæt igen")
    look(today - timedelta(days=2), "Hemmeligt", is_public=False)
    look(today, "Andet", title="Skove")
    assert public_reviews(key("Museer")) == [new, old]
