"""The meeting folder: what one puts in and takes out, and what nobody else can touch."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from apps.followup.operations.report import Report, report
from apps.municipalities.models import Committee
from apps.strategies import tree
from apps.workspace.folder import folder_of, folder_sheet, lines_on_paper, put_in, take_out
from apps.workspace.models import FolderItem, MeetingFolder
from apps.workspace.workspaces import enter
from tests.factories import MembershipFactory, element, make_plan
from tests.workspace.rooms import answered_plan, day, identity, make_decision, make_round

ADDRESS = "/arbejdsrum/herning/moedemappe/"
CONTENT = ADDRESS + "indhold/"


@pytest.fixture
def strategy(herning, editor):
    return answered_plan(herning, editor)


@pytest.fixture
def room(strategy, council_member):
    return enter(council_member, "herning")


def titles(room):
    sheet = folder_sheet(room)
    return [row.title for row in sheet.elements], [each.page.decision.title for each in sheet.decisions]


def test_an_element_and_a_decision_are_put_in_and_shown(member, room):
    case = make_decision(Committee.objects.get(name="Vand"), "Lukket sag")
    answers = [
        member.post(CONTENT, {"element": identity("Rent vand").uid}),
        member.post(CONTENT, {"decision": case.uid}),
    ]
    assert [(a.status_code, a["Location"]) for a in answers] == [(302, ADDRESS)] * 2
    assert titles(room) == (["Rent vand"], ["Lukket sag"])
    assert "Vi renser." in member.get(ADDRESS).content.decode()


def test_what_is_in_it_already_is_not_put_in_twice(room):
    told = [put_in(room, identity=identity("Rent vand")) for _ in range(2)]
    assert (told, titles(room)) == ([True, False], (["Rent vand"], []))


def test_an_element_that_is_only_a_draft_is_shown_as_it_is_worked_on(herning, room):
    make_plan(element("goal", "Udkast"), municipality=herning, title="Ny")
    put_in(room, identity=identity("Udkast"))
    [row] = folder_sheet(room).elements
    assert (row.title, row.kind, row.text, row.responsible, row.status) == ("Udkast", "Mål", "", "", "")


def test_the_newest_report_stands_beside_the_element(room, editor):
    put_in(room, identity=identity("Rent vand"))
    report(reports=[Report(identity("Rent vand").pk, "at_risk", "Det\ndriller.")], by=editor)
    [row] = folder_sheet(room).elements
    assert (row.responsible, row.status, row.said) == ("Vand", "at_risk", "Det driller.")


def test_what_is_overdue_says_by_which_deadline(member, room, strategy, editor):
    for title in ("Rent vand", "Ro"):
        put_in(room, identity=identity(title))
    asked = make_round(strategy, editor, deadline=day(1))
    report(reports=[Report(identity("Ro").pk, "on_track", is_public=False)], by=editor, round=asked)
    assert [(row.title, row.missed) for row in folder_sheet(room).elements] == [
        ("Rent vand", asked.deadline),
        ("Ro", None),
    ]
    assert f"fristen var {date_format(asked.deadline)}" in member.get(ADDRESS).content.decode()


@pytest.mark.parametrize("name", ["element", "decision"])
def test_what_another_municipality_has_is_not_there(member, room, randers, other_editor, name):
    answered_plan(randers, other_editor, prefix="R ")
    case = make_decision(Committee.objects.get(name="R Vand"), "Sag", is_public=True)
    uid = {"element": identity("R Rent vand").uid, "decision": case.uid}[name]
    assert member.post(CONTENT, {name: uid}).status_code == 404
    assert not FolderItem.objects.filter(folder__user=room.user).exists()


@pytest.mark.parametrize("name", ["element", "decision"])
@pytest.mark.parametrize("uid", ["", "x", "1" * 400, str(uuid.UUID(int=7)), "\x00"])
def test_what_is_nothing_is_not_there(member, room, name, uid):
    assert member.post(CONTENT, {name: uid}).status_code in (400, 404)
    assert folder_of(room) is None


def test_somebody_in_two_municipalities_keeps_their_folders_apart(room, randers, other_editor):
    answered_plan(randers, other_editor, prefix="R ")
    MembershipFactory(user=room.user, municipality=randers)
    elsewhere = enter(room.user, "randers")
    put_in(elsewhere, identity=identity("R Ro"))
    put_in(room, identity=identity("Ro"))
    take_out(room, FolderItem.objects.get(folder__municipality=randers).pk)
    assert (titles(room), titles(elsewhere)) == ((["Ro"], []), (["R Ro"], []))


def test_a_full_folder_says_so_and_takes_no_more(member, room, settings):
    settings.FOLDER_MOST = 1
    put_in(room, identity=identity("Ro"))
    with pytest.raises(ValidationError):
        put_in(room, identity=identity("Rent vand"))
    page = member.post(CONTENT, {"element": identity("Rent vand").uid}, follow=True).content.decode()
    assert "Mappen er fuld" in page
    assert titles(room) == (["Ro"], [])


def test_what_is_in_a_full_folder_already_is_no_mistake_to_put_in(room, settings):
    settings.FOLDER_MOST = 1
    put_in(room, identity=identity("Ro"))
    assert put_in(room, identity=identity("Ro")) is False


def test_something_is_taken_out(member, room):
    for title in ("Ro", "Rent vand"):
        put_in(room, identity=identity(title))
    item = FolderItem.objects.get(folder__user=room.user, identity=identity("Ro"))
    member.post(CONTENT, {"out": item.pk})
    assert titles(room) == (["Rent vand"], [])


@pytest.mark.parametrize("key", ["", "x", "-1", "²", "9" * 19, "9" * 60, "1.5"])
def test_taking_out_what_is_nothing_changes_nothing(member, room, key):
    put_in(room, identity=identity("Ro"))
    assert member.post(CONTENT, {"out": key}).status_code == 302
    assert titles(room) == (["Ro"], [])


def test_another_persons_folder_is_neither_seen_nor_touched(client, herning, room):
    put_in(room, identity=identity("Ro"))
    client.force_login(MembershipFactory(municipality=herning).user)
    client.post(CONTENT, {"out": FolderItem.objects.get(folder__user=room.user).pk})
    client.post(CONTENT, {"empty": "1"})
    client.post(CONTENT, {"title": "Min", "note": "Min"})
    page = client.get(ADDRESS)
    assert page.context["sheet"].elements == []
    assert titles(room) == (["Ro"], [])
    assert (folder_of(room).title, folder_of(room).note) == ("", "")


def test_the_note_is_written_and_shown_as_text(member, room):
    member.post(CONTENT, {"title": "Møde <b>", "note": "Først\r\nså <script>x"})
    sheet = folder_sheet(room)
    assert (sheet.title, sheet.note, sheet.is_empty) == ("Møde <b>", "Først\nså <script>x", True)
    assert "<script>x" not in member.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("name", "written", "told"),
    [
        ("title", "a" * 151, "højst"),
        ("note", "a" * 3001, "højst"),
        ("note", "x\n" * 25 + "x", "fylder 26 linjer på papir, og der er plads til højst 25"),
    ],
    ids=["title", "characters", "lines"],
)
def test_a_note_that_is_too_long_is_given_back_with_what_is_wrong_at_its_field(
    member, room, name, written, told
):
    member.post(CONTENT, {"title": "Før", "note": "Før"})
    answer = member.post(CONTENT, {"title": "Nu", "note": "Nu", name: written})
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors), told in form.errors[name][0]) == (422, [name], True)
    assert (form[name].value(), f'aria-describedby="id_{name}_error"' in str(form[name])) == (written, True)
    assert told in answer.content.decode()
    assert (folder_of(room).title, folder_of(room).note) == ("Før", "Før")


def test_a_refused_note_makes_no_folder(member, room):
    assert member.post(CONTENT, {"title": "Møde", "note": "x\n" * 40 + "x"}).status_code == 422
    assert folder_of(room) is None


@pytest.mark.parametrize(
    ("note", "lines"),
    [
        ("", 1),
        ("x", 1),
        ("x" * 110, 1),
        ("x" * 111, 2),
        ("x\n\nx", 3),
        ("x" * 2750, 25),
        ("x\n" * 24 + "x", 25),
    ],
)
def test_lines_are_counted_as_they_are_printed(note, lines):
    assert lines_on_paper(note) == lines


def test_what_is_internal_is_marked_on_paper(member, room, editor):
    put_in(room, identity=identity("Ro"))
    put_in(room, identity=identity("Rent vand"))
    for title, is_public in (("Ro", True), ("Rent vand", False)):
        report(reports=[Report(identity(title).pk, "at_risk", is_public=is_public)], by=editor)
    case = make_decision(Committee.objects.get(name="Vand"), "Lukket sag")
    put_in(room, decision=case)
    assert [row.is_internal for row in folder_sheet(room).elements] == [False, True]
    page = member.get(ADDRESS).content.decode()
    assert page.count("(intern)") == 1
    assert "4. marts 2025 · Vedtaget · intern</p>" in page


def test_emptying_takes_everything_and_the_note(member, room):
    put_in(room, identity=identity("Ro"))
    member.post(CONTENT, {"title": "Møde", "note": "x"})
    member.post(CONTENT, {"empty": "1"})
    sheet = folder_sheet(room)
    assert (sheet.folder, sheet.title, sheet.note, sheet.is_empty) == (None, "", "", True)


def test_looking_at_it_makes_no_folder(member, room):
    assert member.get(ADDRESS).status_code == 200
    assert member.get(CONTENT)["Location"] == ADDRESS
    assert not MeetingFolder.objects.filter(user=room.user).exists()


def test_what_was_deleted_as_a_draft_does_not_keep_its_place(herning, editor, room, settings):
    settings.FOLDER_MOST = 1
    plan = make_plan(element("goal", "Udkast"), municipality=herning, title="Ny", by=editor)
    put_in(room, identity=identity("Udkast"))
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="Udkast").pk, by=editor)
    assert titles(room) == ([], [])
    assert put_in(room, identity=identity("Ro")) is True


def test_a_folder_costs_the_same_at_any_size(room):
    case = make_decision(Committee.objects.get(name="Vand"), "Sag 0")
    put_in(room, identity=identity("Ro"))
    put_in(room, decision=case)
    with CaptureQueriesContext(connection) as few:
        folder_sheet(room)
    for number in (1, 2):
        put_in(room, decision=make_decision(Committee.objects.get(name="Veje"), f"Sag {number}"))
    put_in(room, identity=identity("Rent vand"))
    with CaptureQueriesContext(connection) as many:
        folder_sheet(room)
    assert len(many) == len(few)


@pytest.mark.parametrize("address", [ADDRESS, CONTENT])
def test_outsiders_have_no_folder_here(client, strategy, other_editor, address):
    client.force_login(other_editor)
    assert client.get(address).status_code == 404
    assert client.post(CONTENT, {"element": identity("Ro").uid}).status_code == 404
