"""Who is mailed about an open round: those who answer for what is missing, in one mail, once for each occasion."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail

from apps.followup.models import Reminder, RemindersStopped
from apps.followup.operations.rounds import close_round, open_round
from apps.followup.reminders import digests, due, missing_in, send_reminders, stop
from apps.municipalities.roles import Role
from apps.publishing.operations.publish import publish
from tests.bystander import own
from tests.factories import MembershipFactory, element, make_plan

EDITOR, CULTURE, NATURE = "rikke@herning.example", "kultur@herning.example", "natur@herning.example"


@pytest.fixture
def editor(herning):
    return MembershipFactory(
        municipality=herning, role=Role.EDITOR, user__email=EDITOR, user__full_name="Rikke"
    ).user


@pytest.fixture
def nature(nature):
    nature.contact_email = NATURE
    nature.save()
    return nature


@pytest.fixture
def remind(today):
    """Run the timer on a day; the addresses that were mailed, in order."""

    def remind(on=today):
        before = len(mail.outbox)
        sent = send_reminders(
            link_to=lambda round: f"https://portal.example/runde/{round.number}",
            stop_link=lambda token: f"https://portal.example/stop/{token}",
            on=on,
        )
        mails = mail.outbox[before:]
        assert sent == len(mails)
        return [address for each in mails for address in each.to]

    return remind


@pytest.fixture
def roads(herning, editor, today):
    """A second round, of another plan that nobody answers for."""
    plan = make_plan(element("goal", "Veje"), municipality=herning, title="Vejplanen", by=editor)
    publish(plan=plan, by=editor, nature="adopted")
    deadline = today + timedelta(days=40)
    return open_round(municipality=herning, title="Vejene", deadline=deadline, plans=[plan], by=editor)


def contents(day):
    """What each address would be told on a day, by the title of the round."""
    return {
        digest.address: {round.title: titles for round, titles in digest.rounds.items()}
        for digest in digests(day)
    }


def test_contributors_else_the_unit_itself_else_those_who_run_the_follow_up_are_asked(
    opened, contributor, today
):
    assert contents(today) == {
        EDITOR: {"Efteråret": ["Kultur"]},
        CULTURE: {"Efteråret": ["Biblioteker", "Museer"]},
        NATURE: {"Efteråret": ["Skove"]},
    }


def test_a_unit_with_contributors_is_not_mailed_itself(opened, nature, herning, today):
    held = {"municipality": herning, "role": Role.CONTRIBUTOR, "committee": nature}
    for name in ("b", "a"):
        MembershipFactory(**held, user__email=f"{name}@herning.example")
    assert contents(today) == {
        EDITOR: {"Efteråret": ["Kultur", "Biblioteker", "Museer"]},
        "a@herning.example": {"Efteråret": ["Skove"]},
        "b@herning.example": {"Efteråret": ["Skove"]},
    }


def test_who_has_left_or_may_not_report_or_not_sign_in_is_not_mailed(opened, culture, herning, today):
    held = {"municipality": herning, "committee": culture}
    MembershipFactory(**held, role=Role.COUNCIL_MEMBER)
    MembershipFactory(**held, role=Role.CONTRIBUTOR, user__is_active=False)
    MembershipFactory(
        **held,
        role=Role.CONTRIBUTOR,
        starts_on=today - timedelta(days=9),
        ends_on=today - timedelta(days=1),
    )
    assert contents(today) == {
        EDITOR: {"Efteråret": ["Kultur", "Biblioteker", "Museer"]},
        NATURE: {"Efteråret": ["Skove"]},
    }


def test_another_municipalitys_editors_are_not_mailed(opened, other_editor, remind):
    assert other_editor.email not in remind()


def test_what_is_reported_though_internally_is_not_asked_for(opened, say, contributor, today):
    say("Museer", "on_track", round=opened, is_public=False)
    say("Skove", "on_track", round=opened)
    say("Kultur", "on_track")
    assert [each.title for each in missing_in(opened)] == ["Kultur", "Biblioteker"]
    assert contents(today) == {
        EDITOR: {"Efteråret": ["Kultur"]},
        CULTURE: {"Efteråret": ["Biblioteker"]},
    }


def test_nothing_is_mailed_where_everything_is_reported_or_the_round_is_closed(opened, say, editor, remind):
    for title in ("Kultur", "Biblioteker", "Museer"):
        say(title, "on_track", round=opened)
    assert remind() == [NATURE]
    close_round(round=opened, by=editor)
    assert remind(opened.deadline + timedelta(days=1)) == []


def test_an_address_gets_one_mail_about_everything(opened, roads, remind, contributor):
    assert sorted(remind()) == [CULTURE, NATURE, EDITOR]
    (told,) = [each.body for each in mail.outbox if each.to == [EDITOR]]
    assert ("- Kultur\n" in told, "- Veje\n" in told) == (True, True)
    assert ("https://portal.example/runde/1" in told, "https://portal.example/runde/2" in told) == (
        True,
        True,
    )


@pytest.mark.parametrize("address", [CULTURE, CULTURE.upper()])
def test_who_is_also_the_address_of_another_unit_is_told_of_both_in_one_mail(
    opened, contributor, nature, today, address
):
    contributor.full_name = "Karen"
    contributor.save()
    nature.contact_email = address
    nature.save()
    assert contents(today) == {
        EDITOR: {"Efteråret": ["Kultur"]},
        CULTURE: {"Efteråret": ["Biblioteker", "Museer", "Skove"]},
    }
    assert {digest.address: digest.name for digest in digests(today)} == {EDITOR: "Rikke", CULTURE: "Karen"}


def test_nobody_is_told_the_same_twice(opened, contributor, remind, settings):
    settings.REMIND_DAYS_BEFORE = 5
    deadline = opened.deadline
    everybody = [CULTURE, NATURE, EDITOR]
    days = [
        deadline - timedelta(days=19),
        deadline - timedelta(days=6),
        deadline - timedelta(days=5),
        deadline,
        deadline + timedelta(days=1),
        deadline + timedelta(days=90),
    ]
    assert [sorted(remind(day)) for day in days] == [everybody, [], everybody, [], everybody, []]
    sent = own(Reminder).filter(address=CULTURE).order_by("pk").values_list("kind", flat=True)
    assert list(sent) == ["opened", "before", "after"]


def test_a_round_that_opens_close_to_its_deadline_is_first_told_of_as_open(opened, today, settings):
    settings.REMIND_DAYS_BEFORE = 5
    opened.opened_on, opened.deadline = today, today + timedelta(days=2)
    days = [today, today + timedelta(days=1), today + timedelta(days=2), today + timedelta(days=3)]
    assert [due(opened, day) for day in days] == ["opened", "before", "before", "after"]


def test_whoever_stopped_the_mails_gets_none_and_others_do(opened, roads, contributor, remind):
    remind()
    (told,) = [each.body for each in mail.outbox if each.to == [EDITOR]]
    token = told.partition("https://portal.example/stop/")[2].split()[0]
    assert stop(token, really=False) == EDITOR
    assert not RemindersStopped.objects.filter(address=EDITOR).exists()
    assert [stop(token, really=True), stop(token, really=True)] == [EDITOR, EDITOR]
    assert RemindersStopped.objects.filter(address=EDITOR).count() == 1
    assert sorted(remind(opened.deadline)) == [CULTURE, NATURE]


@pytest.mark.parametrize("token", ["", ":", EDITOR, f"{EDITOR}:forged", "æ:ø"])
def test_a_forged_link_stops_nothing(db, token):
    assert stop(token, really=True) is None
    assert not own(RemindersStopped).exists()


def test_a_mail_that_fails_is_sent_again_and_what_went_out_is_not(opened, contributor, remind, monkeypatch):
    from apps.followup import reminders

    def down(*args, **options):
        if len(mail.outbox) == 1:
            raise ConnectionRefusedError
        return send(*args, **options)

    send = reminders.send_mail
    monkeypatch.setattr(reminders, "send_mail", down)
    with pytest.raises(ConnectionRefusedError):
        remind()
    first = [each.to[0] for each in mail.outbox]
    assert list(own(Reminder).values_list("address", flat=True)) == first
    monkeypatch.undo()
    rest = remind()
    assert sorted(first + rest) == [CULTURE, NATURE, EDITOR]
    assert remind() == []


def test_an_address_that_the_server_refuses_keeps_no_mail_from_the_others(
    opened, contributor, remind, monkeypatch
):
    from apps.followup import reminders

    def picky(subject, text, sender, to):
        if to == [first]:
            raise SMTPRecipientsRefused({first: (550, b"No such user")})
        return send(subject, text, sender, to)

    first = digests(opened.opened_on)[0].address
    send = reminders.send_mail
    monkeypatch.setattr(reminders, "send_mail", picky)
    for _day in range(2):
        with pytest.raises(SMTPRecipientsRefused):
            remind()
    others = sorted({CULTURE, NATURE, EDITOR} - {first})
    assert sorted(each.to[0] for each in mail.outbox) == others
    monkeypatch.undo()
    assert remind() == [first]
