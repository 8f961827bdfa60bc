"""Mails about what one follows: only to whoever wants them, only what is new, only what one may still see."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.followup.operations.report import Report, report
from apps.municipalities.models import Membership
from apps.publishing.operations.publish import publish
from apps.workspace.models import FollowedElement, NewsByMail
from apps.workspace.news_mail import changes_for, send_news, set_news_by_mail
from tests.factories import MembershipFactory
from tests.workspace.rooms import answered_plan, day, identity


@pytest.fixture
def strategy(herning, editor):
    return answered_plan(herning, editor)


@pytest.fixture
def reader(strategy, herning):
    person = MembershipFactory(municipality=herning).user
    set_news_by_mail(person, wanted=True)
    return person


def follow(person, title):
    FollowedElement.objects.create(user=person, identity=identity(title))


def say(title, by, **fields):
    report(reports=[Report(identity(title).pk, "at_risk", **fields)], by=by)


def send():
    return send_news(address_of=lambda path: f"https://portal.example{path}")


def test_what_is_under_what_one_follows_is_told_once(reader, editor, mailoutbox):
    follow(reader, "Natur")
    follow(reader, "Rent vand")
    say("Rent vand", editor)
    assert (send(), send()) == (1, 0)
    [mail] = mailoutbox
    assert mail.to == [reader.email]
    assert mail.body.count("- Rent vand: ") == 1
    address = f"https://portal.example/arbejdsrum/herning/element/{identity('Rent vand').uid}/"
    assert address in mail.body


def test_a_new_edition_is_told_once_for_a_plan(strategy, reader, editor):
    for title in ("Rent vand", "Ro"):
        follow(reader, title)
    since = timezone.now()
    publish(plan=strategy, by=editor, nature="editorial")
    assert [(each.title, each.status, each.edition) for each in changes_for(reader, since)] == [
        ("Rent vand", "", "Planen")
    ]


def test_what_one_does_not_follow_is_not_told(reader, editor, mailoutbox):
    follow(reader, "Ro")
    say("Rent vand", editor)
    assert (send(), mailoutbox) == (0, [])


def test_nobody_gets_a_mail_who_did_not_ask_for_it(herning, strategy, editor):
    person = MembershipFactory(municipality=herning).user
    follow(person, "Ro")
    say("Ro", editor)
    assert send() == 0
    set_news_by_mail(person, wanted=True)
    assert send() == 0  # what was before the wish is no news


def test_wishing_twice_changes_nothing_and_the_wish_can_be_taken_back(reader, editor):
    before = NewsByMail.objects.get(user=reader).told_until
    set_news_by_mail(reader, wanted=True)
    assert NewsByMail.objects.get(user=reader).told_until == before
    for _ in range(2):
        set_news_by_mail(reader, wanted=False)
    follow(reader, "Ro")
    say("Ro", editor)
    assert send() == 0


def test_whoever_left_the_municipality_or_was_shut_out_is_told_nothing(reader, herning, editor):
    follow(reader, "Ro")
    gone = MembershipFactory(municipality=herning).user
    set_news_by_mail(gone, wanted=True)
    follow(gone, "Ro")
    say("Ro", editor, text="Hemmeligt", is_public=False)
    Membership.objects.filter(user=reader).update(starts_on=day(9), ends_on=day(1))
    User.objects.filter(pk=gone.pk).update(is_active=False)
    assert send() == 0


def test_what_could_not_be_sent_is_tried_again(reader, editor, monkeypatch):
    follow(reader, "Ro")
    say("Ro", editor)

    def broken(*args, **kwargs):
        raise OSError("no mail server")

    with monkeypatch.context() as patch:
        patch.setattr("apps.workspace.news_mail.send_mail", broken)
        with pytest.raises(OSError, match="no mail server"):
            send()
    assert send() == 1


def test_many_news_are_cut_and_counted(reader, editor, mailoutbox, settings):
    settings.DESK_NEWS = 1
    follow(reader, "Natur")
    for title in ("Ro", "Gode veje", "Rent vand"):
        say(title, editor)
    send()
    assert mailoutbox[0].body.count("https://") == 1
    assert "og 2 mere" in mailoutbox[0].body or "og 2 andre" in mailoutbox[0].body


def test_a_report_from_before_is_not_told(reader, editor):
    follow(reader, "Ro")
    say("Ro", editor)
    assert changes_for(reader, timezone.now() + timedelta(seconds=1)) == []
