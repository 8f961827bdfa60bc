"""The desk of a committee, what is new since the last visit, and the page of who works on what."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from apps.decisions.models import Meeting
from apps.followup.operations.rounds import close_round
from apps.municipalities.models import Committee
from apps.municipalities.roles import Role
from apps.publishing.operations.publish import publish
from apps.strategies.models import Relation
from apps.strategies.operations.relate import relate
from apps.workspace.desk import desk_of
from apps.workspace.workspaces import enter
from tests.factories import CommitteeFactory, MembershipFactory, element, make_plan
from tests.portal.conftest import words_of
from tests.workspace.rooms import day, identity, make_decision, make_round, say

ADDRESS = "/arbejdsrum/herning/"


def test_the_desk_is_that_of_the_committee_one_is_a_member_of(room, water):
    desk = desk_of(room)
    assert (desk.committee, [row.title for row in desk.elements]) == (water, ["Rent vand"])
    assert [committee.name for committee in desk.committees] == ["Vand", "Veje"]


def test_another_committee_of_the_municipality_can_be_chosen(room):
    assert [row.title for row in desk_of(room, "veje").elements] == ["Gode veje"]


@pytest.mark.parametrize("chosen", ["", "havneudvalget", "findes-ikke", "\x00", "x" * 5000])
def test_an_unknown_choice_leaves_ones_own_committee(room, water, chosen):
    assert desk_of(room, chosen).committee == water


def test_another_municipalitys_committee_is_no_choice(room, randers, water):
    CommitteeFactory(municipality=randers, name="Fjord", slug="fjord")
    assert desk_of(room, "fjord").committee == water


def test_whoever_has_no_committee_sees_none_and_may_choose(client, strategy, council_member):
    client.force_login(council_member)
    answer = client.get(ADDRESS)
    desk = answer.context["desk"]
    assert (answer.status_code, desk.committee, desk.elements, desk.cases) == (200, None, [], [])
    assert [committee.name for committee in desk.committees] == ["Vand", "Veje"]


def test_a_membership_that_has_ended_gives_no_committee(herning, water):
    person = MembershipFactory(municipality=herning).user
    MembershipFactory(user=person, municipality=herning, committee=water, starts_on=day(100), ends_on=day(1))
    assert desk_of(enter(person, "herning")).committee is None


def test_a_committee_of_another_municipality_gives_no_desk_here(herning, randers, strategy):
    person = MembershipFactory(municipality=herning).user
    elsewhere = CommitteeFactory(municipality=randers)
    MembershipFactory(user=person, municipality=randers, committee=elsewhere)
    assert desk_of(enter(person, "herning")).committee is None


def test_how_it_goes_is_the_newest_report_internal_ones_too(room, editor):
    say("Rent vand", "on_track", by=editor, on=day(9))
    say("Rent vand", "at_risk", by=editor, on=day(3), is_public=False)
    [row] = desk_of(room).elements
    assert (row.status, row.label, row.on, row.is_internal) == (
        "at_risk",
        "I fare for at glippe",
        day(3),
        True,
    )


@pytest.mark.parametrize(("days_ago", "is_new"), [(4, True), (5, False), (6, False)])
def test_new_is_what_was_reported_since_the_last_meeting(room, water, editor, days_ago, is_new):
    for on in (day(40), day(5), day(-5)):
        Meeting.objects.create(municipality=water.municipality, committee=water, on=on)
    say("Rent vand", by=editor, on=day(days_ago))
    desk = desk_of(room)
    assert (desk.last_meeting, [row.title for row in desk.new]) == (day(5), ["Rent vand"] if is_new else [])


def test_nothing_is_new_where_the_committee_never_met(room, editor):
    say("Rent vand", by=editor, on=day(1))
    desk = desk_of(room)
    assert (desk.last_meeting, desk.new) == (None, [])


@pytest.mark.parametrize(("days", "overdue"), [(1, ["Rent vand"]), (0, []), (-1, [])])
def test_overdue_begins_the_day_after_the_deadline(room, strategy, editor, days, overdue):
    make_round(strategy, editor, deadline=day(days))
    assert [row.title for row in desk_of(room).overdue] == overdue


def test_what_was_reported_in_the_round_even_internally_is_not_overdue(room, strategy, editor):
    asked = make_round(strategy, editor, deadline=day(1))
    say("Rent vand", by=editor, round=asked, is_public=False)
    assert desk_of(room).overdue == []


def test_a_report_outside_the_round_leaves_it_overdue(room, strategy, editor):
    make_round(strategy, editor, deadline=day(1))
    say("Rent vand", by=editor)
    assert [row.title for row in desk_of(room).overdue] == ["Rent vand"]


def test_what_a_closed_round_did_not_hear_of_stays_overdue_until_it_is_reported(room, strategy, editor):
    close_round(round=make_round(strategy, editor, deadline=day(1)), by=editor)
    assert [row.title for row in desk_of(room).overdue] == ["Rent vand"]
    say("Rent vand", by=editor, is_public=False)
    assert desk_of(room).overdue == []


def test_the_page_says_it_above_with_the_deadline_and_on_the_elements_own_line(
    client, person, strategy, editor
):
    asked = make_round(strategy, editor, deadline=day(1))
    client.force_login(person)
    words = words_of(client.get(ADDRESS).content.decode())
    assert "Forfalden Fristen er overskredet, uden at der er meldt status på 1 af 1." in words
    assert f"Rent vand , fristen var {date_format(asked.deadline)}" in words
    assert "Mål Rent vand Forfalden" in words
    assert "Ikke fulgt op endnu" not in words


def contributing(herning, editor, title, committee):
    plan = make_plan(
        element("goal", title, responsible_id=committee.pk),
        municipality=herning,
        title=f"Plan for {title}",
        level="action_plan",
        by=editor,
    )
    relate(
        source=identity(title), target=identity("Ro"), kind=Relation.Kind.CONTRIBUTES_TO, note="", by=editor
    )
    publish(plan=plan, by=editor, nature="adopted")


def test_others_are_those_who_contribute_to_the_same_goal(herning, room, water, editor):
    roads = Committee.objects.get(name="Veje")
    contributing(herning, editor, "Bække", water)
    assert [row.others for row in desk_of(room).elements] == [[], []]
    contributing(herning, editor, "Stier", roads)
    told = {row.title: row.others for row in desk_of(room).elements}
    assert told == {"Rent vand": [], "Bække": ["Veje"]}


def test_the_cases_are_the_committees_own_internal_ones_too(room, water):
    make_decision(water, "Offentlig sag", on=day(9), is_public=True)
    make_decision(water, "Lukket sag", on=day(3))
    make_decision(Committee.objects.get(name="Veje"), "Andres sag")
    assert [page.decision.title for page in desk_of(room).cases] == ["Lukket sag", "Offentlig sag"]


def test_an_internal_case_has_no_link_to_a_page_for_citizens(client, person, water):
    closed = make_decision(water, "Lukket sag")
    client.force_login(person)
    page = client.get(ADDRESS).content.decode()
    assert "Lukket sag" in page
    assert f"/{closed.uid}/" not in page


def test_drafts_are_plans_that_citizens_read_otherwise_or_not_at_all(herning, room, strategy, editor):
    make_plan(element("goal", "X"), municipality=herning, title="Ny plan", by=editor)
    assert [plan.title for plan in desk_of(room).drafts] == ["Ny plan"]
    strategy.elements.filter(title="Ro").update(title="Mere ro", version=2)
    assert {plan.title for plan in desk_of(room).drafts} == {"Ny plan", "Planen"}


def test_the_desk_costs_the_same_at_any_size(herning, room, water, editor):
    make_decision(water, "Sag")
    contributing(herning, editor, "A", water)
    with CaptureQueriesContext(connection) as few:
        desk_of(room)
    for name in ("B", "C", "D"):
        contributing(herning, editor, name, water)
        make_decision(water, f"Sag {name}")
    with CaptureQueriesContext(connection) as many:
        desk_of(room)
    assert len(many) == len(few)


@pytest.mark.parametrize("part", ["", "daekning/"])
def test_the_desk_and_the_coverage_are_not_for_outsiders(client, strategy, other_editor, part):
    assert client.get(ADDRESS + part).status_code == 302
    client.force_login(other_editor)
    assert client.get(ADDRESS + part).status_code == 404


def test_the_coverage_page_sets_committees_against_focus_areas(client, strategy, council_member):
    client.force_login(council_member)
    page = client.get(ADDRESS + "daekning/")
    coverage = page.context["coverage"]
    assert "medansvarligt for, er ikke talt med" in page.content.decode()  # what is left out is said
    assert [area.title for area in coverage.areas] == ["Natur"]
    assert [(row.name, row.cells) for row in coverage.rows] == [("Vand", [1]), ("Veje", [1])]
    assert coverage.uncovered == []


def test_the_coverage_page_of_an_empty_municipality_says_so(client, council_member):
    client.force_login(council_member)
    assert "Der er ikke noget at" in client.get(ADDRESS + "daekning/").content.decode()


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.WRITER, Role.EDITOR])
def test_the_other_roles_have_a_desk_too(client, herning, water, role):
    client.force_login(MembershipFactory(municipality=herning, committee=water, role=role).user)
    assert client.get(ADDRESS).context["desk"].committee == water


def test_what_the_committee_takes_part_in_stands_with_its_own_and_is_marked(
    room, client, person, water, herning, editor
):
    lead = CommitteeFactory(municipality=herning, name="Ørred", slug="oerred")
    plan = make_plan(
        element("objective", "Grønne stier", responsible_id=lead.pk, partner_ids=[water.pk]),
        municipality=herning, title="Byplanen", level="development_plan",
    )  # fmt: skip
    publish(plan=plan, by=editor, nature="adopted")
    desk = desk_of(room)
    assert [(row.title, row.is_partner, row.others) for row in desk.elements] == [
        ("Rent vand", False, []),
        ("Grønne stier", True, ["Ørred"]),
    ]
    client.force_login(person)
    text = " ".join(client.get(ADDRESS).content.decode().split())
    assert text.count("Udvalget er medansvarligt") == 1
