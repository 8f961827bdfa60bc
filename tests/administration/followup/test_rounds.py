"""Follow-up rounds in admin: opened, watched, confirmed and closed by whoever runs the follow-up."""

import pytest
from django.urls import reverse

from apps.followup.models import FollowUpRound, StatusUpdate
from apps.followup.operations.report import Report, report
from apps.followup.operations.rounds import close_round
from apps.municipalities.roles import Role
from tests.bystander import own
from tests.factories import MembershipFactory, element, make_plan
from tests.workspace.rooms import answered_plan, day, identity, make_round

ADD = reverse("admin:followup_followupround_add")
LIST = reverse("admin:followup_followupround_changelist")


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def writer(herning):
    return MembershipFactory(municipality=herning, role=Role.WRITER).user


@pytest.fixture
def plan(herning, editor):
    return answered_plan(herning, editor)


@pytest.fixture
def asked(plan, editor):
    return make_round(plan, editor)


def page(row):
    return reverse("admin:followup_followupround_change", args=[row.pk])


def sent(plan, **changes):
    return {"title": "Efterår", "deadline": day(-7).isoformat(), "plans": [plan.pk], **changes}


def test_a_round_is_opened_for_published_plans(browser, plan, editor):
    answer = browser.post(ADD, sent(plan))
    opened = own(FollowUpRound).get()
    assert answer["Location"] == page(opened)
    assert (opened.title, opened.number, opened.deadline, opened.opened_by, list(opened.plans.all())) == (
        "Efterår",
        1,
        day(-7),
        editor,
        [plan],
    )


def test_only_published_plans_of_ones_own_are_offered(browser, herning, randers, other_editor, plan):
    make_plan(element("goal", "X"), municipality=herning, title="Udkast")
    foreign = answered_plan(randers, other_editor, prefix="R ")
    form = browser.get(ADD).context["form"]
    assert list(form.fields["plans"].queryset) == [plan]
    assert browser.post(ADD, sent(foreign)).context["form"].errors.keys() == {"plans"}
    assert not own(FollowUpRound).exists()


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title": ""}, {"title"}),
        ({"title": "x" * 151}, {"title"}),
        ({"deadline": ""}, {"deadline"}),
        ({"deadline": "2026-02-31"}, {"deadline"}),
        ({"deadline": "2001-01-01"}, {"__all__"}),
        ({"plans": []}, {"plans"}),
        ({"plans": ["x"]}, {"plans"}),
        ({"plans": ["9" * 30]}, {"plans"}),
    ],
)
def test_what_is_wrong_is_said_and_nothing_opened(browser, plan, changes, fields):
    answer = browser.post(ADD, sent(plan, **changes))
    assert (answer.status_code, answer.context["form"].errors.keys()) == (200, fields)
    assert not own(FollowUpRound).exists()


def test_a_second_round_about_the_same_plan_is_refused_in_words(browser, plan, asked):
    answer = browser.post(ADD, sent(plan))
    assert "Runden" in str(answer.context["form"].errors["plans"])
    assert own(FollowUpRound).count() == 1


def test_somebody_of_two_municipalities_opens_for_one_at_a_time(browser, editor, plan, randers, other_editor):
    MembershipFactory(user=editor, municipality=randers, role=Role.EDITOR)
    foreign = answered_plan(randers, other_editor, prefix="R ")
    answer = browser.post(ADD, sent(plan, plans=[plan.pk, foreign.pk]))
    assert answer.context["form"].errors.keys() == {"plans"}


def test_the_page_shows_everything_internal_reports_too(browser, asked, editor):
    report(reports=[Report(identity("Rent vand").pk, "at_risk", is_public=False)], by=editor, round=asked)
    answer = browser.get(page(asked))
    assert [(each["row"].title, each["label"]) for each in answer.context["rows"]] == [
        ("Natur", ""),
        ("Rent vand", "I fare for at glippe"),
        ("Gode veje", ""),
        ("Ro", ""),
    ]


def test_the_deadline_is_moved_and_never_before_the_opening(browser, asked):
    browser.post(page(asked), {"move": "1", "deadline": day(-30).isoformat()})
    asked.refresh_from_db()
    assert asked.deadline == day(-30)
    for wrong in ("2001-01-01", "", "i morgen"):
        browser.post(page(asked), {"move": "1", "deadline": wrong})
        asked.refresh_from_db()
        assert asked.deadline == day(-30)


def test_many_are_confirmed_at_once(browser, asked, editor):
    report(reports=[Report(identity("Ro").pk, "at_risk", "Ord")], by=editor, on=day(1))
    browser.post(page(asked), {"confirm": "1", "element": [identity("Ro").pk]})
    last = StatusUpdate.objects.get(round=asked)
    assert (last.status, last.text, last.is_unchanged, last.on) == ("at_risk", "Ord", True, day())


def test_nothing_is_confirmed_that_the_round_does_not_ask_about(
    browser, asked, editor, randers, other_editor
):
    answered_plan(randers, other_editor, prefix="R ")
    foreign = identity("R Ro")
    report(reports=[Report(foreign.pk, "at_risk")], by=other_editor)
    answer = browser.post(page(asked), {"confirm": "1", "element": [foreign.pk]}, follow=True)
    assert [each.level_tag for each in answer.context["messages"]] == ["error"]
    assert StatusUpdate.objects.filter(identity=foreign).count() == 1


@pytest.mark.parametrize("key", ["", "x", "0", "-1", "9" * 40])
def test_rubbish_is_404_and_choosing_nothing_is_said(browser, asked, key):
    assert browser.post(page(asked), {"confirm": "1", "element": [key]}).status_code == 404
    answer = browser.post(page(asked), {"confirm": "1"}, follow=True)
    assert [each.level_tag for each in answer.context["messages"]] == ["warning"]


def test_a_round_is_closed_once_and_takes_nothing_more(browser, asked, editor):
    for expected in ("success", "error"):
        answer = browser.post(page(asked), {"close": "1"}, follow=True)
        assert [each.level_tag for each in answer.context["messages"]] == [expected]
    report(reports=[Report(identity("Ro").pk, "at_risk")], by=editor)
    answers = [
        browser.post(page(asked), {"confirm": "1", "element": [identity("Ro").pk]}, follow=True),
        browser.post(page(asked), {"move": "1", "deadline": day(-99).isoformat()}, follow=True),
    ]
    assert [[each.level_tag for each in a.context["messages"]] for a in answers] == [["error"], ["error"]]
    asked.refresh_from_db()
    assert (asked.closed_by, asked.closed_on, asked.deadline) == (editor, day(), day(-10))
    assert not StatusUpdate.objects.filter(round=asked).exists()


def test_a_closed_round_shows_what_stood_there_when_it_was_closed(browser, plan, asked, editor):
    report(reports=[Report(identity("Ro").pk, "at_risk")], by=editor, round=asked)
    close_round(round=asked, by=editor)
    following = make_round(plan, editor, title="Næste")
    report(reports=[Report(identity("Ro").pk, "completed")], by=editor, round=following)
    rows = {each["row"].title: each for each in browser.get(page(asked)).context["rows"]}
    assert (rows["Ro"]["label"], rows["Ro"]["row"].is_reported) == ("I fare for at glippe", True)


def test_a_writer_looks_on_and_changes_nothing(client, writer, plan, asked):
    client.force_login(writer)
    assert [client.get(LIST).status_code, client.get(page(asked)).status_code] == [200, 200]
    assert [client.get(ADD).status_code, client.post(ADD, sent(plan)).status_code] == [403, 403]
    for deed in ({"close": "1"}, {"confirm": "1"}, {"move": "1", "deadline": "2090-01-01"}, {}):
        assert client.post(page(asked), deed).status_code == 403
    asked.refresh_from_db()
    assert (asked.is_open, asked.deadline) == (True, day(-10))
    content = client.get(page(asked)).content.decode()
    assert 'name="close"' not in content
    assert 'name="confirm"' not in content


def test_another_municipalitys_round_is_not_there(client, asked, other_editor):
    client.force_login(other_editor)
    assert [client.get(page(asked)).status_code, client.post(page(asked), {"close": "1"}).status_code] == [
        404,
        404,
    ]
    assert "Runden" not in client.get(LIST).content.decode()
    asked.refresh_from_db()
    assert asked.is_open


def test_a_council_member_has_no_admin(client, asked, council_member):
    client.force_login(council_member)
    assert client.post(page(asked), {"close": "1"}).status_code in (302, 403, 404)
    asked.refresh_from_db()
    assert asked.is_open


def test_no_round_is_deleted(browser, asked):
    address = reverse("admin:followup_followupround_delete", args=[asked.pk])
    assert browser.post(address, {"post": "yes"}).status_code == 403
    assert own(FollowUpRound).count() == 1
