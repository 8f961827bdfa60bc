"""Writing decisions down and taking them away: the meeting goes with its last decision, and nothing was decided tomorrow."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.decisions.models import Decision, Meeting
from apps.decisions.operations.write_down import take_away, write_down
from tests.factories import CommitteeFactory
from tests.factories.decisions import decide

FIRST, SECOND = date(2025, 11, 20), date(2025, 11, 25)


@pytest.fixture
def put(herning, council, editor):
    def written(title="Ny skole", *, on=FIRST, committee=council, decision=None, **fields):
        row = decision or Decision(municipality=herning, title=title, outcome="adopted", **fields)
        return write_down(decision=row, committee=committee, on=on, by=editor)

    return written


def meetings(municipality):
    rows = Meeting.objects.filter(municipality=municipality).order_by("on", "committee__name")
    return list(rows.values_list("committee__name", "on"))


def test_decisions_of_a_day_are_of_one_meeting(put, herning):
    assert put("Et").meeting == put("To").meeting
    assert meetings(herning) == [("Byrådet", FIRST)]


def test_a_meeting_that_is_left_by_its_last_decision_goes(put, herning):
    one, two = put("Et"), put("To")
    put(decision=one, on=SECOND)
    assert meetings(herning) == [("Byrådet", FIRST), ("Byrådet", SECOND)]
    board = CommitteeFactory(municipality=herning, name="Ældreudvalget")
    put(decision=two, on=SECOND, committee=board)
    assert meetings(herning) == [("Byrådet", SECOND), ("Ældreudvalget", SECOND)]


def test_a_meeting_goes_with_the_last_decision_that_is_taken_away_and_its_committee_can_go_then(
    put, herning, council, editor
):
    one, two = put("Et"), put("To")
    take_away(decision=one, by=editor)
    assert meetings(herning) == [("Byrådet", FIRST)]
    take_away(decision=two, by=editor)
    assert meetings(herning) == []
    council.delete()


def test_saving_a_decision_that_stays_at_its_meeting_keeps_the_meeting(put, herning):
    row = put()
    meeting = row.meeting_id
    assert put(decision=row).meeting_id == meeting
    assert meetings(herning) == [("Byrådet", FIRST)]


def test_another_committees_empty_meeting_is_nobodys_to_take_away(put, herning, editor):
    board = CommitteeFactory(municipality=herning, name="Ældreudvalget")
    Meeting.objects.create(municipality=herning, committee=board, on=SECOND)
    take_away(decision=put(), by=editor)
    assert meetings(herning) == [("Ældreudvalget", SECOND)]


@pytest.mark.parametrize(("days", "is_refused"), [(-1, False), (0, False), (1, True), (2000, True)])
def test_nothing_was_decided_on_a_day_that_is_yet_to_come(days, is_refused, put, herning):
    on = timezone.localdate() + timedelta(days=days)
    if not is_refused:
        assert put(on=on).meeting.on == on
        return
    with pytest.raises(ValidationError, match="Dagen ligger i fremtiden") as refused:
        put(on=on)
    assert (refused.value.code, meetings(herning)) == ("future", [])


def test_a_decision_is_not_moved_to_a_day_that_is_yet_to_come(put, herning):
    row = put()
    with pytest.raises(ValidationError):
        put(decision=row, on=timezone.localdate() + timedelta(days=1))
    assert meetings(herning) == [("Byrådet", FIRST)]


def test_what_a_decision_cannot_be_is_refused_and_leaves_no_meeting(put, herning, randers):
    for committee, title in ((None, ""), (CommitteeFactory(municipality=randers), "Sag")):
        with pytest.raises(ValidationError):
            put(title, **({"committee": committee} if committee else {}))
    assert meetings(herning) == []


def test_who_wrote_it_down_and_took_it_away_is_kept(put, editor):
    row = put()
    take_away(decision=row, by=editor)
    told = (
        Decision.history.filter(title="Ny skole").order_by("pk").values_list("history_type", "history_user")
    )
    assert list(told) == [("+", editor.pk), ("-", editor.pk)]


@pytest.mark.parametrize(("is_public", "steps"), [(True, 1), (False, 1)])
def test_citizens_see_at_once_that_a_decision_is_gone(is_public, steps, council, editor, herning):
    decision = decide(council, is_public=is_public)
    herning.refresh_from_db()
    before = herning.public_version
    take_away(decision=decision, by=editor)
    herning.refresh_from_db()
    assert herning.public_version == before + steps
