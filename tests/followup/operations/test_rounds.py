"""A round asks about what is published, one round a plan at a time, and closed it stands for good."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from apps.core.conflicts import DoneMeanwhile
from apps.followup.models import FollowUpRound, RoundElement, StatusUpdate
from apps.followup.operations.rounds import close_round, move_deadline, open_round
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.strategies.operations.edit import edit_element
from tests.bystander import own
from tests.factories import element, make_plan


@pytest.fixture
def ask(herning, plan, editor, today):
    """Open a round that is well but for what is given."""

    def ask(**otherwise):
        wanted = {
            "municipality": herning,
            "title": "Efteråret",
            "deadline": today + timedelta(days=20),
            "plans": [plan],
            "by": editor,
        }
        return open_round(**{**wanted, **otherwise})

    return ask


def asked(round):
    rows = RoundElement.objects.filter(round=round).order_by("pk")
    return list(rows.values_list("edition_element__title", "responsible__name", "update"))


def version(municipality):
    municipality.refresh_from_db()
    return municipality.public_version


def refused(call, **arguments):
    """The message of a refusal, after which there are as many rounds as before."""
    number = own(FollowUpRound).count()
    with pytest.raises(ValidationError) as error:
        call(**arguments)
    assert own(FollowUpRound).count() == number
    return error.value.messages


def test_a_round_asks_about_everything_published_that_somebody_can_answer_for(ask, editor, plan, today):
    opened = ask(title="  Efteråret \n 2026 ")
    assert asked(opened) == [
        ("Kultur", None, None),
        ("Biblioteker", "Kulturudvalget", None),
        ("Museer", "Kulturudvalget", None),
        ("Skove", "Naturudvalget", None),
    ]
    opened.refresh_from_db()
    assert (opened.title, opened.number, opened.opened_on, opened.opened_by) == (
        "Efteråret 2026",
        1,
        today,
        editor,
    )
    assert (opened.is_open, list(opened.plans.all())) == (True, [plan])


def test_what_stands_in_the_draft_only_is_not_asked_about(ask, plan, editor):
    draft = plan.elements.get(title="Museer")
    edit_element(plan_id=plan.pk, element_id=draft.pk, based_on=1, by=editor, title="Ét museum")
    assert [title for title, *_rest in asked(ask())] == ["Kultur", "Biblioteker", "Museer", "Skove"]


def test_rounds_are_numbered_within_their_municipality(ask, editor, randers, other_editor):
    foreign = make_plan(element("goal", "Havn"), municipality=randers, by=other_editor)
    publish(plan=foreign, by=other_editor, nature="adopted")
    first = ask()
    close_round(round=first, by=editor)
    numbers = [first.number, ask().number]
    assert [*numbers, ask(municipality=randers, plans=[foreign], by=other_editor).number] == [1, 2, 1]


def test_opening_and_closing_and_moving_tell_the_caches(ask, herning, editor, today):
    versions = [version(herning)]
    opened = ask()
    versions.append(version(herning))
    move_deadline(round=opened, deadline=today + timedelta(days=30), by=editor)
    versions.append(version(herning))
    close_round(round=opened, by=editor)
    versions.append(version(herning))
    assert versions == [versions[0] + step for step in range(4)]


def test_a_round_needs_a_plan_and_a_title_and_a_deadline_after_it_opens(ask, herning, today):
    before = version(herning)
    assert refused(ask, plans=[]) == ["Vælg mindst én plan."]
    assert refused(ask, title=" \n ") == ["Dette felt kan ikke være tomt."]
    assert len(refused(ask, title="x" * 151)) == 1
    assert refused(ask, deadline=today - timedelta(days=1)) == [
        "Fristen kan ikke ligge før den dag, runden åbner."
    ]
    assert version(herning) == before


def test_a_deadline_may_be_the_very_day(ask, today):
    assert ask(deadline=today).deadline == today


def test_what_citizens_cannot_read_is_not_followed_up(ask, herning, plan, editor):
    draft = make_plan(element("goal", "Veje"), municipality=herning, title="Vejplanen", by=editor)
    assert refused(ask, plans=[plan, draft]) == [
        "Du kan kun følge op på det, borgerne kan læse. Ikke offentliggjort: Vejplanen."
    ]
    withdraw(plan=plan, by=editor)
    assert refused(ask) == ["Du kan kun følge op på det, borgerne kan læse. Ikke offentliggjort: Planen."]


def test_another_municipalitys_plan_is_refused_though_it_is_published(ask, plan, randers, other_editor):
    foreign = make_plan(element("goal", "Havn"), municipality=randers, title="Havnen", by=other_editor)
    publish(plan=foreign, by=other_editor, nature="adopted")
    assert refused(ask, plans=[plan, foreign]) == [
        "Du kan kun følge op på det, borgerne kan læse. Ikke offentliggjort: Havnen."
    ]
    assert len(refused(ask, municipality=randers)) == 1


def test_a_plan_of_nothing_but_sections_is_refused(ask, herning, editor):
    prose = make_plan(element("section", "Forord"), municipality=herning, title="Prosa", by=editor)
    publish(plan=prose, by=editor, nature="adopted")
    assert refused(ask, plans=[prose]) == ["Ingen er ansvarlig for noget i disse planer."]


def test_one_open_round_a_plan(ask, herning, plan, editor):
    other = make_plan(element("goal", "Veje"), municipality=herning, title="Vejplanen", by=editor)
    publish(plan=other, by=editor, nature="adopted")
    first = ask(title="Første")
    assert refused(ask, plans=[other, plan]) == [
        "”Første” er åben og spørger til en af disse planer. Afslut den først."
    ]
    assert ask(plans=[other]).number == 2
    close_round(round=first, by=editor)
    assert ask().number == 3


def test_closing_freezes_the_last_public_report_of_each(opened, say, editor, today):
    yesterday = today - timedelta(days=1)
    said = say("Biblioteker", "on_track", round=opened)
    say("Biblioteker", "off_track", round=opened, on=yesterday)
    say("Biblioteker", "cancelled", round=opened, is_public=False)
    say("Museer", "at_risk", round=opened)
    again = say("Museer", "completed", round=opened)
    say("Skove", "at_risk", round=opened, is_public=False)
    say("Kultur", "on_track")
    closed = close_round(round=opened, by=editor)
    say("Skove", "completed")
    assert asked(closed) == [
        ("Kultur", None, None),
        ("Biblioteker", "Kulturudvalget", said.pk),
        ("Museer", "Kulturudvalget", again.pk),
        ("Skove", "Naturudvalget", None),
    ]
    closed.refresh_from_db()
    assert (closed.is_open, closed.closed_on, closed.closed_by) == (False, today, editor)


def test_closing_leaves_the_rows_of_other_rounds_alone(opened, say, editor, ask):
    said = say("Skove", "on_track", round=opened)
    close_round(round=opened, by=editor)
    close_round(round=ask(title="Foråret"), by=editor)
    assert [update for *_rest, update in asked(opened)] == [None, None, None, said.pk]


def test_a_round_is_closed_once(opened, editor, council_member):
    close_round(round=opened, by=editor)
    with pytest.raises(DoneMeanwhile) as refusal:
        close_round(round=opened, by=council_member)
    assert refusal.value.who == editor
    opened.refresh_from_db()
    assert opened.closed_by == editor


def test_a_round_is_not_closed_before_it_opened_and_what_was_frozen_is_undone(opened, say, editor):
    say("Skove", "on_track", round=opened)
    with pytest.raises(ValidationError):
        close_round(round=opened, by=editor, on=opened.opened_on - timedelta(days=1))
    opened.refresh_from_db()
    assert opened.is_open
    assert [update for *_rest, update in asked(opened)] == [None] * 4
    assert own(StatusUpdate).count() == 1


def test_a_deadline_is_moved_but_not_before_the_round_opened(opened, editor):
    moved = move_deadline(round=opened, deadline=opened.opened_on, by=editor)
    opened.refresh_from_db()
    assert moved.deadline == opened.deadline == opened.opened_on
    with pytest.raises(ValidationError) as error:
        move_deadline(round=opened, deadline=opened.opened_on - timedelta(days=1), by=editor)
    assert error.value.messages == ["Fristen kan ikke ligge før den dag, runden åbner."]


def test_the_deadline_of_a_closed_round_stands(opened, editor, today):
    before = opened.deadline
    close_round(round=opened, by=editor)
    with pytest.raises(DoneMeanwhile):
        move_deadline(round=opened, deadline=today + timedelta(days=90), by=editor)
    opened.refresh_from_db()
    assert opened.deadline == before
