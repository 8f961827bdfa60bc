"""What was done in the follow-up is told in words, what was reported in one go as one, and only of one's own plans."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.followup.feed import entries
from apps.followup.models import Review
from apps.followup.operations.report import Report, confirm_unchanged, report
from apps.followup.operations.rounds import close_round
from apps.municipalities.feed import Scope


@pytest.fixture
def told(herning, plan):
    """What is told, as (who, words, plan, identity) in the order in which it was done."""

    def told(**otherwise):
        wanted = {
            "municipality": herning,
            "plans": [plan.pk],
            "with_people": True,
            "before": timezone.now() + timedelta(hours=1),
            "limit": 10,
        }
        found = sorted(entries(Scope(**{**wanted, **otherwise})), key=lambda entry: entry.at)
        return [(entry.by, entry.words, entry.plan_id, entry.identity_id) for entry in found]

    return told


def test_reports_made_in_one_go_are_told_as_one(told, key, plan, editor, contributor):
    titles = ("Museer", "Skove", "Biblioteker")
    report(reports=[Report(key(title), "on_track") for title in titles], by=editor)
    confirm_unchanged(identity_ids=[key("Museer"), key("Skove")], by=contributor)
    report(reports=[Report(key("Museer"), "at_risk", is_public=False)], by=contributor)
    assert told() == [
        (editor, "meldte status på 3 elementer", plan.pk, None),
        (contributor, "meldte status på 2 elementer", plan.pk, None),
        (contributor, "meldte status på 1 element", plan.pk, key("Museer")),
    ]


def test_a_closed_round_is_told_of_the_municipality_and_not_of_one_plan(told, opened, editor):
    assert told() == []
    close_round(round=opened, by=editor)
    assert told() == [(editor, "afsluttede runden ”Efteråret”", None, None)]
    assert told(with_people=False) == []


def test_what_was_done_to_a_review_is_told(told, key, culture, plan, editor, today):
    review = Review(identity_id=key("Museer"), on=today, committee=culture, written_by=editor)
    for conclusion in ("Fortsæt", "Stop"):
        review.conclusion = conclusion
        review._history_user = editor
        review.save()
    review.delete()
    assert told() == [
        (editor, "noterede et genbesøg", plan.pk, key("Museer")),
        (editor, "ændrede et genbesøg", plan.pk, key("Museer")),
        (editor, "slettede et genbesøg", plan.pk, key("Museer")),
    ]


def test_another_municipality_and_other_plans_are_not_told_of(told, opened, say, editor, randers):
    say("Museer", "on_track", round=opened)
    close_round(round=opened, by=editor)
    assert told(municipality=randers, plans=[]) == []


def test_the_newest_are_told_where_there_are_more_than_wanted(told, say, key, plan, editor):
    for title in ("Museer", "Skove", "Biblioteker"):
        say(title, "on_track")
    reported = "meldte status på 1 element"
    assert told(limit=2) == [
        (editor, reported, plan.pk, key("Skove")),
        (editor, reported, plan.pk, key("Biblioteker")),
    ]
    assert told(before=timezone.now() - timedelta(hours=1)) == []
