"""What the mails about rounds say, word for word."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import translation

from apps.followup.operations.rounds import open_round
from apps.followup.reminders import send_reminders
from apps.municipalities.roles import Role
from apps.publishing.operations.publish import publish
from tests.factories import CommitteeFactory, MembershipFactory, element, make_plan

OPENED, DEADLINE = date(2026, 3, 1), date(2026, 3, 20)
OPEN_TEXT = """Hej Rikke

”Forår & 'haver'” i Herning Kommune er åben indtil den 20. marts 2026. Fortæl os, hvordan det går med:

- Børn & <unge>
- Veje

Skriv status her. Det, der er uændret, kan du bekræfte med ét tryk:
https://portal.example/1

Vil du ikke længere have mails om det? Stop dem her:
https://portal.example/stop
"""


@pytest.fixture
def spring(herning):
    """Opens a round of goals with these titles, which one editor answers for."""
    rikke = MembershipFactory(municipality=herning, role=Role.EDITOR, user__full_name="Rikke").user

    def spring(*titles, **fields):
        goals = [element("goal", title, **fields) for title in titles]
        plan = make_plan(*goals, municipality=herning, title="Planen", by=rikke)
        publish(plan=plan, by=rikke, nature="adopted")
        return open_round(
            municipality=herning,
            title="Forår & 'haver'",
            deadline=DEADLINE,
            plans=[plan],
            by=rikke,
            opened_on=OPENED,
        )

    return spring


def mailed(on):
    send_reminders(
        link_to=lambda round: f"https://portal.example/{round.number}",
        stop_link=lambda token: "https://portal.example/stop",
        on=on,
    )
    return mail.outbox[-1]


def test_an_open_round_is_told_of_in_danish_whatever_language_the_timer_runs_in(spring):
    spring("Børn & <unge>", "Veje")
    with translation.override("en"):
        told = mailed(OPENED)
    assert told.subject == "Hvordan går det? Forår & 'haver'"
    assert told.body == OPEN_TEXT


def test_before_and_after_the_deadline_the_day_is_named(spring):
    spring("Veje")
    before = mailed(DEADLINE)
    assert before.subject == "Senest den 20. marts: Forår & 'haver'"
    assert "er åben indtil den 20. marts 2026" in before.body
    after = mailed(DEADLINE + timedelta(days=1))
    assert after.subject == "Fristen er overskredet: Forår & 'haver'"
    assert (
        "Fristen for ”Forår & 'haver'” i Herning Kommune var den 20. marts 2026. Her mangler vi stadig status:"
        in after.body
    )


@pytest.mark.parametrize(("number", "more"), [(20, ""), (21, "og 1 mere"), (25, "og 5 mere")])
def test_of_many_elements_twenty_are_named(spring, number, more):
    spring(*[f"Mål {n:02d}" for n in range(number)])
    told = mailed(OPENED).body
    assert told.count("- Mål ") == 20
    assert ("mere\n" in told.partition("Skriv status her")[0], more in told) == (bool(more), True)


def test_a_unit_is_greeted_without_a_name(spring, herning):
    unit = CommitteeFactory(municipality=herning, contact_email="natur@herning.example")
    spring("Veje", responsible_id=unit.pk)
    told = mailed(OPENED)
    assert (told.to, told.body.partition(" &")[0]) == (["natur@herning.example"], "Hej\n\n”Forår")
