"""Pages of the workspace ask the database at most ten times, signing in included, and as often with much as with little."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.followup.operations.report import Report, report
from apps.publishing.operations.publish import publish
from apps.strategies.models import Plan, SourceDocument
from apps.strategies.operations.edit import edit_element
from apps.workspace.models import FollowedElement, LastVisit, Note
from tests.factories import CommitteeFactory, MembershipFactory, element, make_plan
from tests.workspace.rooms import make_decision, make_indicator

#: Each page, and how often it asks at most.
PAGES = {
    "": 10,
    "?udvalg=vand": 10,
    "mine/": 9,
    "strategi/": 8,
    "opfoelgning/": 6,
    "tal/": 8,
    "moedemappe/": 4,
    "daekning/": 5,
}


def grow(municipality, unit, editor, person, number):
    goals = [element("goal", f"Mål {number}.{n}", responsible_id=unit.pk) for n in range(number)]
    plan = make_plan(
        element("focus_area", f"Område {number}", *goals), municipality=municipality, title=f"Plan {number}"
    )
    publish(plan=plan, by=editor, nature="adopted")
    for n in range(number):
        make_indicator(municipality, f"Indikator {number}.{n}", owner=unit)
        make_decision(unit, f"Sag {number}.{n}")
        goal = plan.elements.get(title=f"Mål {number}.{n}")
        FollowedElement.objects.create(user=person, identity=goal.identity)
        Note.objects.create(user=person, identity=goal.identity, text="Husk")
        report(reports=[Report(goal.identity_id, "on_track")], by=editor)


def come_again(user, municipality):
    """Be there as somebody who was there last month: what is new is told."""
    LastVisit.objects.update_or_create(
        user=user,
        municipality=municipality,
        defaults={"at": timezone.now(), "before": timezone.now() - timedelta(days=30)},
    )


@pytest.mark.parametrize("sources", [0, 1])
def test_the_page_of_an_element_takes_at_most_ten_at_any_size(client, herning, editor, sources):
    unit = CommitteeFactory(municipality=herning)
    person = MembershipFactory(municipality=herning, committee=unit).user
    client.force_login(person)
    counts = []
    for number in (1, 3):
        grow(herning, unit, editor, person, number)
        plan = Plan.objects.get(title=f"Plan {number}")
        for n in range(sources * number):
            source = SourceDocument.objects.create(plan=plan, number=n + 1, title="Kilden", text="A")
            source.passages.create(first_line=1, last_line=1, role="furniture", text="A")
        publish(plan=plan, by=editor, nature="editorial")
        goal = plan.elements.get(title=f"Mål {number}.0")
        for version in range(1, number + 1):
            said = {"body": f"<p>{version}</p>", "based_on": version}
            edit_element(plan_id=plan.pk, element_id=goal.pk, by=editor, **said)
        address = f"/arbejdsrum/herning/element/{goal.identity.uid}/"
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))
    assert counts == [9 + sources] * 2


@pytest.mark.parametrize("role", ["council_member", "contributor", "editor"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_takes_at_most_ten_at_any_size(client, herning, editor, page, role):
    unit = CommitteeFactory(municipality=herning, name="Vand", slug="vand")
    person = MembershipFactory(
        municipality=herning, role=role, committee=None if role == "editor" else unit
    ).user
    client.force_login(person)
    counts = []
    for number in (1, 3):
        grow(herning, unit, editor, person, number)
        come_again(person, herning)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/arbejdsrum/herning/{page}").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= PAGES[page] <= 10
