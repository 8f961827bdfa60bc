"""The command that a timer runs: it wants to know the portal's address, and sends nothing twice."""

import pytest
from django.core.management import CommandError, call_command

from apps.followup.models import Reminder
from apps.municipalities.models import Committee
from apps.municipalities.roles import Role
from tests.bystander import own
from tests.factories import MembershipFactory
from tests.workspace.rooms import answered_plan, day, make_round


@pytest.fixture(autouse=True)
def address(settings):
    settings.PORTAL_ADDRESS = "https://portal.example"


@pytest.fixture
def contributor(herning, editor):
    make_round(answered_plan(herning, editor), editor, opened_on=day())
    water = Committee.objects.get(municipality=herning, name="Vand")
    return MembershipFactory(municipality=herning, role=Role.CONTRIBUTOR, committee=water).user


def run(capsys):
    call_command("send_reminders", no_color=True)
    return capsys.readouterr().out.strip()


def test_without_an_address_nothing_is_sent(settings, contributor, mailoutbox):
    settings.PORTAL_ADDRESS = ""
    with pytest.raises(CommandError, match="PORTAL_ADDRESS"):
        call_command("send_reminders")
    assert (mailoutbox, own(Reminder).exists()) == ([], False)


def test_twice_sends_once(contributor, editor, mailoutbox, capsys):
    assert [run(capsys), run(capsys)] == ["2 mails er sendt.", "0 mails er sendt."]
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted([contributor.email, editor.email])


def test_the_links_are_whole_and_lead_where_they_say(client, contributor, mailoutbox, capsys):
    run(capsys)
    [mail] = [mail for mail in mailoutbox if mail.to == [contributor.email]]
    report, stop = (line for line in mail.body.splitlines() if line.startswith("https://"))
    assert report == "https://portal.example/arbejdsrum/herning/opfoelgning/"
    path = stop.removeprefix("https://portal.example")
    assert client.get(path).context["address"] == contributor.email
    assert "- Rent vand" in mail.body
    assert "Gode veje" not in mail.body


def test_an_unusual_address_stops_nobody_elses_mail(herning, contributor, mailoutbox, capsys):
    Committee.objects.filter(municipality=herning, name="Veje").update(
        contact_email="vej/park@herning.example"
    )
    assert run(capsys) == "3 mails er sendt."
    assert "vej/park@herning.example" in {mail.to[0] for mail in mailoutbox}
