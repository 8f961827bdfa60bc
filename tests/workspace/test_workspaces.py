"""Who enters which workspace, and what is said there of what one may do."""

from datetime import date, timedelta

import pytest

from apps.municipalities.models import Membership
from apps.municipalities.roles import Role
from apps.workspace.workspaces import enter, workspaces_of
from tests.factories import CommitteeFactory, MembershipFactory, MunicipalityFactory, UserFactory

PAGES = [
    "",
    "strategi/",
    "daekning/",
    "opfoelgning/",
    "tal/",
    "moedemappe/",
    "mine/",
    "ord/",
    "element/{uid}/",
]


@pytest.fixture
def uid(find):
    return find("Vores natur").identity.uid


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_asked_to_sign_in_and_come_back(client, uid, page):
    address = "/arbejdsrum/herning/" + page.format(uid=uid)
    assert client.get(address).headers["Location"] == f"/konto/login/?next={address}"


def test_strangers_are_asked_to_sign_in_wherever_they_knock(client, db):
    assert client.get("/arbejdsrum/findes-ikke/strategi/").status_code == 302
    assert client.post("/arbejdsrum/findes-ikke/element/x/note/").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_another_municipality_cannot_be_told_from_none(client, uid, other_editor, page):
    client.force_login(other_editor)
    foreign = client.get("/arbejdsrum/herning/" + page.format(uid=uid))
    absent = client.get("/arbejdsrum/findes-ikke/" + page.format(uid=uid))
    assert foreign.status_code == absent.status_code == 404
    assert foreign.content == absent.content


def test_an_element_is_not_found_in_another_municipalitys_room(client, uid, other_editor):
    client.force_login(other_editor)
    for what in ("", "note/", "foelg/"):
        send = client.post if what else client.get
        foreign = send(f"/arbejdsrum/randers/element/{uid}/{what}")
        absent = send(f"/arbejdsrum/randers/element/00000000-0000-4000-8000-000000000000/{what}")
        assert foreign.status_code == absent.status_code == 404
        assert foreign.content == absent.content


def test_a_membership_that_has_ended_opens_nothing(client, council_member, herning):
    yesterday = date.today() - timedelta(days=1)
    Membership.objects.filter(user=council_member).update(starts_on=yesterday, ends_on=yesterday)
    client.force_login(council_member)
    assert client.get("/arbejdsrum/herning/strategi/").status_code == 404
    assert "Du er ikke tilknyttet nogen kommune lige nu" in client.get("/arbejdsrum/").content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_no_cache_keeps_a_page(member, uid, page):
    answer = member.get("/arbejdsrum/herning/" + page.format(uid=uid))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


def test_a_single_room_is_entered_at_once(member):
    assert member.get("/arbejdsrum/").headers["Location"] == "/arbejdsrum/herning/"


def test_a_member_of_several_municipalities_switches_between_them(member, council_member, randers):
    MembershipFactory(user=council_member, municipality=randers)
    listed = member.get("/arbejdsrum/").content.decode()
    assert 'href="/arbejdsrum/herning/"' in listed
    assert 'href="/arbejdsrum/randers/"' in listed
    inside = member.get("/arbejdsrum/herning/strategi/").content.decode()
    assert '<a href="/arbejdsrum/randers/">Randers Kommune</a>' in inside


def test_many_rooms_are_not_all_named_in_each(client, portal_admin):
    for _ in range(6):
        MunicipalityFactory()
    client.force_login(portal_admin)
    place = MunicipalityFactory()
    assert "Skift kommune" in client.get(f"/arbejdsrum/{place.slug}/strategi/").content.decode()


def test_a_person_without_a_current_membership_has_no_room(db):
    assert workspaces_of(UserFactory()) == []


def test_an_editor_edits_and_a_council_member_does_not(herning, editor, council_member):
    assert (enter(editor, "herning").may_edit, enter(editor, "herning").may_report) == (True, False)
    assert (enter(council_member, "herning").may_edit, enter(council_member, "herning").may_report) == (
        False,
        False,
    )


def test_only_who_may_edit_is_shown_the_way_to_administration(client, plan, editor, council_member):
    client.force_login(council_member)
    assert "/admin/" not in client.get("/arbejdsrum/herning/strategi/").content.decode()
    client.force_login(editor)
    assert (
        "Du retter og offentliggør i administrationen."
        in client.get("/arbejdsrum/herning/strategi/").content.decode()
    )


@pytest.mark.parametrize("title", ["Vores plan", "Rent vand"])
def test_the_ways_to_administration_lead_somewhere(client, plan, find, editor, title):
    client.force_login(editor)
    element = find(title)
    edit_plan = f"/admin/strategies/element/?plan={plan.pk}"
    edit_element = f"/admin/strategies/element/{element.pk}/change/"
    assert edit_plan in client.get("/arbejdsrum/herning/strategi/").content.decode()
    assert edit_element in client.get(f"/arbejdsrum/herning/element/{element.identity.uid}/").content.decode()
    assert client.get(edit_plan).status_code == client.get(edit_element).status_code == 200


def test_a_contributor_is_shown_what_the_unit_is_responsible_for(client, herning, plan, find):
    unit = CommitteeFactory(municipality=herning, name="Natur og Miljø", slug="natur-og-miljoe", kind="unit")
    person = MembershipFactory(municipality=herning, role=Role.CONTRIBUTOR, committee=unit).user
    workspace = enter(person, "herning")
    assert (workspace.may_report, workspace.units) == (True, [unit])
    client.force_login(person)
    page = client.get("/arbejdsrum/herning/strategi/").content.decode()
    assert "Natur og Miljø står endnu ikke som ansvarlig for noget her." in page
    assert "Når der bliver fulgt op, melder du status på det, du har ansvar for." in page
    for title in ("Rent vand", "Vores natur"):
        element = find(title)
        element.responsible = unit
        element.save(update_fields=["responsible"])
    page = client.get("/arbejdsrum/herning/strategi/").content.decode()
    words = "Se de 2 elementer, som Natur og Miljø har ansvar for"
    assert f'<a href="/arbejdsrum/herning/strategi/?unit=natur-og-miljoe">{words}</a>' in page
    assert (
        "2 af 5 elementer passer."
        in client.get("/arbejdsrum/herning/strategi/?unit=natur-og-miljoe").content.decode()
    )


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("council_member", "Når en redaktør har oprettet en plan"),
        ("editor", "Opret den første plan i administrationen"),
    ],
)
def test_a_municipality_without_plans_says_what_to_do(request, client, herning, person, words):
    client.force_login(request.getfixturevalue(person))
    page = client.get("/arbejdsrum/herning/strategi/").content.decode()
    assert "Herning Kommune har ingen planer her endnu." in page
    assert words in page


def test_the_account_page_leads_to_the_workspace(member):
    assert 'href="/arbejdsrum/"' in member.get("/konto/").content.decode()


def test_the_room_speaks_english_under_en(member, plan):
    assert "The strategy as it stands now" in member.get("/en/arbejdsrum/herning/strategi/").content.decode()


def test_nothing_is_sent_to_a_page(member, plan):
    assert member.post("/arbejdsrum/herning/strategi/").status_code == 405


def test_an_example_is_marked(member, herning):
    herning.is_example = True
    herning.save()
    assert "findes ikke" in member.get("/arbejdsrum/herning/strategi/").content.decode()
