"""Reporting how it goes: who is asked about what, one at a time or many confirmed at once, and nothing written is lost."""

import uuid

import pytest
from django.urls import reverse

from apps.accounts.models import User
from apps.core.sizes import LARGEST_INTEGER
from apps.followup import reminders
from apps.followup.models import RemindersStopped, StatusUpdate
from apps.followup.models.status_update import MAX_TEXT
from apps.followup.operations.report import Report, report
from apps.followup.operations.rounds import close_round
from apps.municipalities.models import Committee
from apps.municipalities.roles import Role
from apps.workspace.reporting import ReportForm
from tests.bystander import own
from tests.factories import MembershipFactory
from tests.workspace.rooms import answered_plan, day, identity, make_round

ADDRESS = "/arbejdsrum/herning/opfoelgning/"
TEXT = "Vi har gravet <b>i dag</b>."


@pytest.fixture
def asked(herning, editor):
    return make_round(answered_plan(herning, editor), editor)


@pytest.fixture
def contributor(asked, herning) -> User:
    water = Committee.objects.get(municipality=herning, name="Vand")
    return MembershipFactory(municipality=herning, role=Role.CONTRIBUTOR, committee=water).user


@pytest.fixture
def browser(client, contributor):
    client.force_login(contributor)
    return client


def one(title, number=1):
    return f"{ADDRESS}{number}/{identity(title).uid}/"


def sent(**changes):
    return {"status": "on_track", "text": TEXT, "based_on": "0", **changes}


def asked_about(answer):
    return [[row.title for row in sheet.rows] for sheet in answer.context["sheets"]]


def told(title):
    rows = StatusUpdate.objects.filter(identity=identity(title)).order_by("pk")
    return list(rows.values_list("status", "text", "is_public", "is_unchanged"))


def test_a_contributor_is_asked_about_the_own_unit_only(browser):
    assert asked_about(browser.get(ADDRESS)) == [["Rent vand"]]


def test_whoever_runs_the_follow_up_is_asked_about_everything(client, asked, editor):
    client.force_login(editor)
    assert asked_about(client.get(ADDRESS)) == [["Natur", "Rent vand", "Gode veje", "Ro"]]


def test_a_report_is_written_down(browser, contributor, asked):
    answer = browser.post(one("Rent vand"), sent())
    assert (answer.status_code, answer["Location"]) == (302, ADDRESS)
    row = own(StatusUpdate).get()
    assert (row.identity, row.round, row.reported_by, row.on) == (
        identity("Rent vand"),
        asked,
        contributor,
        day(),
    )
    assert told("Rent vand") == [("on_track", TEXT, True, False)]
    assert "<b>i dag" not in browser.get(ADDRESS).content.decode()


def test_an_internal_report_is_internal(browser):
    browser.post(one("Rent vand"), sent(internal="on"))
    assert told("Rent vand") == [("on_track", TEXT, False, False)]


@pytest.mark.parametrize("title", ["Gode veje", "Ro", "Natur"])
def test_what_lies_with_another_unit_or_nobody_is_not_there(browser, title):
    assert browser.post(one(title), sent()).status_code == 404
    assert not own(StatusUpdate).exists()


@pytest.mark.parametrize("number", [0, 2, LARGEST_INTEGER + 1, 10**40])
def test_a_round_that_is_not_there_is_404(browser, number):
    assert browser.post(one("Rent vand", number), sent()).status_code == 404
    assert browser.post(f"{ADDRESS}{number}/bekraeft/", {}).status_code == 404


def test_an_element_that_is_not_there_is_404(browser):
    assert browser.post(f"{ADDRESS}1/{uuid.UUID(int=3)}/", sent()).status_code == 404


@pytest.mark.parametrize("role", [Role.COUNCIL_MEMBER, Role.WRITER])
def test_who_does_not_report_is_told_so_and_writes_nothing(client, herning, asked, role):
    water = Committee.objects.get(municipality=herning, name="Vand")
    client.force_login(MembershipFactory(municipality=herning, role=role, committee=water).user)
    answer = client.get(ADDRESS)
    assert (answer.context["may_report"], answer.context["sheets"]) == (False, [])
    assert client.post(one("Rent vand"), sent()).status_code == 404
    client.post(f"{ADDRESS}1/bekraeft/", {"element": identity("Rent vand").uid})
    assert not own(StatusUpdate).exists()


def test_a_contributor_whose_time_is_over_reports_no_more(client, herning, asked):
    person = MembershipFactory(municipality=herning).user
    MembershipFactory(
        user=person,
        municipality=herning,
        role=Role.CONTRIBUTOR,
        committee=Committee.objects.get(municipality=herning, name="Vand"),
        starts_on=day(9),
        ends_on=day(1),
    )
    client.force_login(person)
    assert client.post(one("Rent vand"), sent()).status_code == 404


def test_somebody_of_another_municipality_finds_nothing(client, asked, other_editor):
    client.force_login(other_editor)
    answers = [
        client.get(ADDRESS),
        client.post(one("Rent vand"), sent()),
        client.post(ADDRESS + "1/bekraeft/"),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"status": ""}, "status"),
        ({"status": "fine"}, "status"),
        ({"text": "x" * (MAX_TEXT + 1)}, "text"),
        ({"based_on": ""}, "based_on"),
        ({"based_on": "-1"}, "based_on"),
        ({"based_on": "9" * 30}, "based_on"),
    ],
)
def test_what_is_wrong_is_said_and_the_text_given_back(browser, changes, field):
    answer = browser.post(one("Rent vand"), sent(**changes))
    form = answer.context["forms"][identity("Rent vand").uid]
    assert (answer.status_code, list(form.errors)) == (422, [field])
    assert form.data["text"] == sent(**changes)["text"]
    assert not own(StatusUpdate).exists()


def test_a_stale_report_gives_the_text_back_and_can_be_saved_again(browser, asked, editor):
    other = report(reports=[Report(identity("Rent vand").pk, "at_risk")], by=editor, round=asked)[0]
    answer = browser.post(one("Rent vand"), sent())
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"{editor} har" in page
    assert "Vi har gravet &lt;b&gt;i dag&lt;/b&gt;." in page
    assert f'name="based_on" value="{other.pk}"' in page
    assert browser.post(one("Rent vand"), sent(based_on=other.pk)).status_code == 302
    assert [status for status, *_ in told("Rent vand")] == ["at_risk", "on_track"]


def test_a_round_that_was_closed_meanwhile_gives_the_text_back(browser, asked, editor):
    close_round(round=asked, by=editor)
    answer = browser.post(one("Rent vand"), sent())
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"{editor} har afsluttet runden ”Runden”." in page
    assert ">Vi har gravet &lt;b&gt;i dag&lt;/b&gt;.</textarea>" in page
    assert not own(StatusUpdate).exists()


def test_closed_rounds_are_not_asked_about(browser, asked, editor):
    close_round(round=asked, by=editor)
    assert asked_about(browser.get(ADDRESS)) == []


def test_many_are_confirmed_at_once(client, asked, editor):
    client.force_login(editor)
    chosen = ["Rent vand", "Gode veje"]
    report(
        reports=[Report(identity(t).pk, "at_risk", t, is_public=t == "Rent vand") for t in chosen], by=editor
    )
    answer = client.post(ADDRESS + "1/bekraeft/", {"element": [identity(t).uid for t in chosen]}, follow=True)
    assert [str(each) for each in answer.context["messages"]] == [
        "2 elementer er bekræftet: uændret, kontrolleret i dag."
    ]
    assert told("Rent vand")[1:] == [("at_risk", "Rent vand", True, True)]
    assert told("Gode veje")[1:] == [("at_risk", "Gode veje", False, True)]


def test_nobody_confirms_for_another_unit(browser, asked, editor):
    for title in ("Rent vand", "Gode veje"):
        report(reports=[Report(identity(title).pk, "on_track")], by=editor)
    uids = [identity(title).uid for title in ("Rent vand", "Gode veje")]
    browser.post(ADDRESS + "1/bekraeft/", {"element": uids})
    assert [len(told(title)) for title in ("Rent vand", "Gode veje")] == [2, 1]


def test_where_nothing_was_said_nothing_can_be_confirmed(browser):
    answer = browser.post(ADDRESS + "1/bekraeft/", {"element": identity("Rent vand").uid}, follow=True)
    assert [each.level_tag for each in answer.context["messages"]] == ["error"]
    assert not own(StatusUpdate).exists()


def test_a_closed_round_confirms_nothing_and_says_so(browser, asked, editor):
    report(reports=[Report(identity("Rent vand").pk, "on_track")], by=editor)
    close_round(round=asked, by=editor)
    answer = browser.post(ADDRESS + "1/bekraeft/", {"element": identity("Rent vand").uid}, follow=True)
    [message] = answer.context["messages"]
    assert f"{editor} har afsluttet runden" in str(message)
    assert len(told("Rent vand")) == 1


def test_confirming_nothing_asks_to_choose_and_rubbish_is_404(browser):
    answer = browser.post(ADDRESS + "1/bekraeft/", follow=True)
    assert [each.level_tag for each in answer.context["messages"]] == ["warning"]
    assert browser.post(ADDRESS + "1/bekraeft/", {"element": "x"}).status_code == 404


def test_only_looking_goes_back_to_the_sheet(browser):
    assert browser.get(one("Rent vand"))["Location"] == f"{ADDRESS}#{identity('Rent vand').uid}"
    assert browser.get(ADDRESS + "1/bekraeft/")["Location"] == ADDRESS


def test_somebody_who_was_signed_out_gets_the_text_back(client, asked):
    answer = client.post(one("Rent vand"), sent())
    assert answer.status_code == 403
    assert "Vi har gravet &lt;b&gt;i dag" in answer.content.decode()


def test_each_status_is_offered_with_what_it_means():
    labels = [label for _value, label in ReportForm().fields["status"].choices]
    assert len(labels) == 6
    assert all(": " in label for label in labels)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["vand@herning.example", "a/b@herning.example", "æ?#@herning.example"])
def test_the_link_in_a_mail_asks_first_and_then_stops_the_mails(client, address):
    path = reverse("workspace:stop_reminders", args=[reminders._signer.sign(address)])
    assert client.get(path).context["is_done"] is False
    assert not RemindersStopped.objects.filter(address=address).exists()
    for _ in range(2):
        answer = client.post(path)
        assert answer.context["is_done"] is True
        assert "no-store" in answer["Cache-Control"]  # it names whom the mails went to
    assert RemindersStopped.objects.filter(address=address).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["x", "vand@herning.example:forkert", ":", "%00"])
def test_a_link_that_was_tampered_with_stops_nothing(client, token):
    assert client.get(f"/arbejdsrum/paamindelser/{token}/").status_code in (400, 404)
    assert client.post(f"/arbejdsrum/paamindelser/{token}/").status_code in (400, 404)
    assert not own(RemindersStopped).exists()
