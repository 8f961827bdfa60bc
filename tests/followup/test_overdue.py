"""An element is overdue when a deadline passed without a report and nothing was reported since, whoever asks and wherever."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.followup.models import FollowUpRound
from apps.followup.operations.rounds import close_round, open_round
from apps.followup.overdue import missed_deadline, overdue
from apps.followup.reading import counts_of_each, round_rows
from apps.publishing.models import EditionElement
from tests.bystander import own

EVERYTHING = ["Kultur", "Biblioteker", "Museer", "Skove"]


@pytest.fixture
def late(herning, plan, editor, today):
    """A round whose deadline was yesterday."""
    return open_round(
        municipality=herning,
        title="Efteråret",
        deadline=today - timedelta(days=1),
        plans=[plan],
        by=editor,
        opened_on=today - timedelta(days=10),
    )


def titles(**options):
    rows = overdue(**options).filter(round__in=own(FollowUpRound)).order_by("pk")
    return [row.edition_element.title for row in rows.select_related("edition_element")]


def deadline_of(key, title):
    rows = EditionElement.objects.filter(edition__is_current=True, identity=key(title))
    return rows.annotate(missed=missed_deadline()).get().missed


@pytest.mark.parametrize(("later", "expected"), [(-1, []), (0, []), (1, EVERYTHING)])
def test_overdue_begins_the_day_after_the_deadline(opened, monkeypatch, later, expected):
    day = opened.deadline + timedelta(days=later)
    monkeypatch.setattr(timezone, "localdate", lambda *_args: day)
    assert titles() == expected


def test_what_was_reported_in_the_round_is_not_overdue_and_says_no_deadline(late, say, key):
    say("Museer", "at_risk", round=late)
    assert titles() == ["Kultur", "Biblioteker", "Skove"]
    assert (deadline_of(key, "Museer"), deadline_of(key, "Skove")) == (None, late.deadline)


def test_an_internal_report_is_one_to_those_who_know_of_it_only(late, say):
    say("Museer", "at_risk", round=late, is_public=False)
    assert titles() == EVERYTHING
    assert titles(knows_internal=True) == ["Kultur", "Biblioteker", "Skove"]


def test_what_is_reported_beside_an_open_round_is_no_report_in_it(late, say):
    say("Museer", "on_track")
    assert titles() == EVERYTHING


def test_a_round_that_closed_without_a_report_leaves_it_overdue_until_something_newer_is_reported(
    late, say, editor, key
):
    say("Kultur", "on_track", round=late)
    close_round(round=late, by=editor)
    assert titles() == ["Biblioteker", "Museer", "Skove"]
    say("Museer", "on_track")
    say("Skove", "on_track", is_public=False)
    assert titles() == ["Biblioteker", "Skove"]
    assert titles(knows_internal=True) == ["Biblioteker"]


def test_another_round_makes_silence_good_only_by_a_report_in_it(late, opened_anew, say, key):
    assert titles() == EVERYTHING
    say("Skove", "on_track", round=opened_anew)
    assert titles() == ["Kultur", "Biblioteker", "Museer"]
    assert deadline_of(key, "Skove") is None


@pytest.fixture
def opened_anew(herning, plan, late, editor, today):
    close_round(round=late, by=editor)
    deadline = today + timedelta(days=20)
    return open_round(municipality=herning, title="Igen", deadline=deadline, plans=[plan], by=editor)


def test_of_two_deadlines_that_passed_the_later_is_told(late, opened_anew, key, today):
    rounds = FollowUpRound.objects.filter(pk=opened_anew.pk)
    assert deadline_of(key, "Skove") == late.deadline
    FollowUpRound.objects.filter(pk=late.pk).update(deadline=today - timedelta(days=4))
    rounds.update(opened_on=today - timedelta(days=3), deadline=today - timedelta(days=2))
    assert deadline_of(key, "Skove") == today - timedelta(days=2)


def test_a_round_closed_before_its_deadline_leaves_nothing_overdue(opened, editor, monkeypatch):
    close_round(round=opened, by=editor)
    monkeypatch.setattr(timezone, "localdate", lambda *_args: opened.deadline + timedelta(days=100))
    assert titles() == []


@pytest.mark.parametrize("is_closed", [False, True])
def test_what_the_page_of_a_round_calls_overdue_is_overdue(late, say, editor, is_closed):
    say("Skove", "completed", round=late)
    say("Museer", "completed", round=late, is_public=False)
    round = close_round(round=late, by=editor) if is_closed else late
    assert titles() == [row.title for row in round_rows(round) if row.status is None]
    assert counts_of_each([round])[round.pk].overdue == len(titles()) == 3


def test_as_of_a_day_counts_what_was_reported_by_then(late, say, today):
    say("Skove", "on_track", round=late, on=today)
    assert titles(on=today) == ["Kultur", "Biblioteker", "Museer"]
    assert titles(on=late.deadline) == []
    say("Museer", "on_track", round=late, on=today - timedelta(days=2))
    assert titles(on=today) == ["Kultur", "Biblioteker"]
