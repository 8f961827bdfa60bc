"""What is reported is written whole or not at all, never over somebody's head, and the newest public one is current."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from apps.followup.models import StatusUpdate
from apps.followup.models.status_update import MAX_TEXT
from apps.followup.operations.report import (
    Report,
    ReportedMeanwhile,
    RoundClosed,
    confirm_unchanged,
    newest_updates,
    report,
)
from apps.followup.operations.rounds import close_round
from tests.bystander import own
from tests.factories import element, make_plan


def current(identity):
    return StatusUpdate.objects.current().filter(identity=identity).values_list("status", flat=True).first()


def version(municipality):
    municipality.refresh_from_db()
    return municipality.public_version


def test_a_report_is_written_with_who_and_when_and_is_current(opened, say, key, contributor, herning, today):
    before = version(herning)
    said = say("Museer", "at_risk", "Taget\r\nlækker. ", round=opened, by=contributor)
    said.refresh_from_db()
    assert (said.identity_id, said.round, said.status, said.text) == (
        key("Museer"),
        opened,
        "at_risk",
        "Taget\nlækker.",
    )
    assert (said.on, said.reported_by, said.is_public, said.is_unchanged) == (today, contributor, True, False)
    assert said.is_current
    assert version(herning) == before + 1


def test_the_newest_public_report_is_the_current_one(say, key, today):
    identity = key("Museer")
    seen = []
    for status, on, is_public in (
        ("on_track", today - timedelta(days=3), True),
        ("at_risk", today - timedelta(days=1), True),
        ("completed", today - timedelta(days=2), True),
        ("cancelled", today, False),
        ("off_track", today - timedelta(days=1), True),
    ):
        say("Museer", status, on=on, is_public=is_public)
        seen.append(current(identity))
    assert seen == ["on_track", "at_risk", "at_risk", "at_risk", "off_track"]


def test_an_internal_report_is_never_current_and_tells_no_cache(say, key, herning):
    before = version(herning)
    say("Museer", "off_track", is_public=False)
    assert current(key("Museer")) is None
    assert version(herning) == before


def test_of_two_reports_on_one_element_in_one_go_the_last_is_current(key, editor):
    identity = key("Museer")
    report(reports=[Report(identity, "on_track"), Report(identity, "at_risk")], by=editor)
    assert current(identity) == "at_risk"
    assert own(StatusUpdate).count() == 2


def test_nothing_to_report_is_nothing_reported(opened, editor, herning):
    before = version(herning)
    assert report(reports=[], by=editor, round=opened) == []
    assert confirm_unchanged(identity_ids=[], by=editor, round=opened) == []
    assert version(herning) == before


def test_a_closed_round_takes_no_more_reports(opened, say, key, editor):
    say("Skove", "on_track", round=opened)
    close_round(round=opened, by=editor)
    with pytest.raises(RoundClosed) as refusal:
        say("Museer", "on_track", round=opened)
    assert str(refusal.value) == (
        f"{editor} har afsluttet runden ”Efteråret”. Det, du skrev, er ikke gemt. "
        "Det står stadig i formularen, så du kan kopiere det."
    )
    with pytest.raises(RoundClosed):
        confirm_unchanged(identity_ids=[key("Skove")], by=editor, round=opened)
    assert own(StatusUpdate).count() == 1


def test_a_round_takes_only_what_it_asks_about(opened, key, herning, editor):
    make_plan(element("goal", "Veje"), municipality=herning, title="Vejplanen", by=editor)
    wanted = [Report(key("Museer"), "on_track"), Report(key("Veje"), "on_track")]
    for foreign in (wanted, [Report(key("Om planen"), "on_track")]):
        with pytest.raises(ValidationError) as error:
            report(reports=foreign, by=editor, round=opened)
        assert error.value.code == "not_asked"
    with pytest.raises(ValidationError) as error:
        confirm_unchanged(identity_ids=[key("Veje")], by=editor, round=opened)
    assert error.value.code == "not_asked"
    assert not own(StatusUpdate).exists()


def test_a_report_based_on_what_is_no_longer_the_newest_is_refused(say, key, editor, contributor):
    first = say("Museer", "on_track", based_on=0, by=contributor)
    second = say("Museer", "at_risk", based_on=first.pk, is_public=False, by=contributor)
    for stale in (0, first.pk):
        with pytest.raises(ReportedMeanwhile) as refusal:
            say("Museer", "completed", based_on=stale)
        assert (refusal.value.who, refusal.value.key) == (contributor, key("Museer"))
    say("Museer", "completed", based_on=second.pk)
    assert current(key("Museer")) == "completed"


def test_what_was_never_reported_cannot_be_based_on_something(say):
    with pytest.raises(ReportedMeanwhile) as refusal:
        say("Museer", "completed", based_on=12345)
    assert refusal.value.who is None


def test_one_stale_report_takes_the_others_with_it(say, key, editor):
    say("Museer", "on_track")
    with pytest.raises(ReportedMeanwhile):
        report(
            reports=[
                Report(key("Skove"), "on_track", based_on=0),
                Report(key("Museer"), "at_risk", based_on=0),
            ],
            by=editor,
        )
    assert current(key("Skove")) is None


def test_a_day_that_is_yet_to_come_is_refused(say, key, editor, today):
    say("Museer", "on_track", on=today)
    tomorrow = today + timedelta(days=1)
    with pytest.raises(ValidationError) as error:
        say("Museer", "at_risk", on=tomorrow)
    assert error.value.messages == ["Dagen ligger i fremtiden."]
    with pytest.raises(ValidationError) as error:
        confirm_unchanged(identity_ids=[key("Museer")], by=editor, on=tomorrow)
    assert error.value.messages == ["Dagen ligger i fremtiden."]
    assert own(StatusUpdate).count() == 1


@pytest.mark.parametrize("status", ["", "splendid", "ON_TRACK", "x" * 500])
def test_an_unknown_status_is_refused(say, status):
    with pytest.raises(ValidationError) as error:
        say("Museer", status)
    assert list(error.value.message_dict) == ["status"]
    assert not own(StatusUpdate).exists()


def test_a_text_may_be_as_long_as_it_may_and_no_longer(say):
    assert say("Museer", "on_track", "æ" * MAX_TEXT).text == "æ" * MAX_TEXT
    with pytest.raises(ValidationError) as error:
        say("Museer", "on_track", "æ" * (MAX_TEXT + 1))
    assert [each.code for each in error.value.error_dict["text"]] == ["max_length"]
    assert own(StatusUpdate).count() == 1


def test_elements_of_two_municipalities_or_of_none_are_not_reported_together(key, plan, randers, editor):
    foreign = make_plan(element("goal", "Havn"), municipality=randers, title="Havnen")
    havn = foreign.elements.get(title="Havn").identity_id
    for other in (havn, 0, 10**9):
        with pytest.raises(ValidationError) as error:
            report(reports=[Report(key("Museer"), "on_track"), Report(other, "on_track")], by=editor)
        assert error.value.code == "foreign"
    assert not own(StatusUpdate).exists()


def test_what_is_confirmed_stands_again_as_of_today(opened, say, key, contributor, today):
    said = say("Museer", "at_risk", "Taget lækker.", on=today - timedelta(days=200))
    made = confirm_unchanged(identity_ids=[key("Museer")], by=contributor, round=opened)
    assert [(each.status, each.text, each.on, each.round) for each in made] == [
        ("at_risk", "Taget lækker.", today, opened)
    ]
    assert [(each.is_unchanged, each.is_current, each.reported_by) for each in made] == [
        (True, True, contributor)
    ]
    said.refresh_from_db()
    assert (said.is_current, said.on) == (False, today - timedelta(days=200))


def test_an_internal_report_stays_internal_when_it_is_confirmed(opened, say, key, editor):
    say("Museer", "on_track")
    say("Museer", "off_track", "Hemmeligt", is_public=False)
    (made,) = confirm_unchanged(identity_ids=[key("Museer")], by=editor, round=opened)
    assert (made.status, made.is_public, made.is_current) == ("off_track", False, False)
    assert current(key("Museer")) == "on_track"


def test_what_was_never_reported_cannot_be_confirmed_nor_anything_with_it(opened, say, key, editor):
    say("Museer", "on_track")
    chosen = [key("Museer"), key("Skove"), key("Kultur")]
    with pytest.raises(ValidationError) as error:
        confirm_unchanged(identity_ids=chosen, by=editor, round=opened)
    assert error.value.messages == [
        "Der er aldrig meldt status på ”Kultur”, ”Skove”. Skriv først, hvordan det går."
    ]
    assert own(StatusUpdate).count() == 1


def test_of_much_that_cannot_be_confirmed_some_is_named_and_the_rest_counted(opened, key, editor, settings):
    settings.MESSAGE_MOST_TITLES = 2
    chosen = [key(title) for title in ("Skove", "Museer", "Kultur", "Biblioteker")]
    with pytest.raises(ValidationError) as error:
        confirm_unchanged(identity_ids=chosen, by=editor, round=opened)
    assert error.value.messages == [
        "Der er aldrig meldt status på ”Kultur”, ”Biblioteker” og 2 flere. Skriv først, hvordan det går."
    ]


def test_the_newest_update_goes_by_its_day_and_then_by_when_it_came(say, key, today):
    newest = say("Museer", "on_track", is_public=False)
    say("Museer", "at_risk", on=today - timedelta(days=1))
    say("Skove", "at_risk")
    later = say("Skove", "completed")
    found = newest_updates([key("Museer"), key("Skove"), key("Kultur")])
    assert found == {key("Museer"): newest, key("Skove"): later}


def test_reporting_many_costs_as_many_queries_as_reporting_one(
    opened, key, editor, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20) as one:
        report(reports=[Report(key("Museer"), "on_track")], by=editor, round=opened)
    many = [Report(key(title), "at_risk") for title in ("Museer", "Skove", "Biblioteker")]
    with django_assert_max_num_queries(len(one)):
        report(reports=many, by=editor, round=opened)
