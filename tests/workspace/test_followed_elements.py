"""A person's own list: what they follow and what they noted."""

import pytest

from apps.strategies import tree
from apps.workspace.followed_elements import followed_in
from apps.workspace.models import FollowedElement, Note
from apps.workspace.workspaces import enter
from tests.bystander import own


def follow(client, element, wanted="1", **more):
    address = f"/arbejdsrum/herning/element/{element.identity.uid}/"
    return client.post(address + "foelg/", {"follow": wanted, **more})


def test_an_element_is_followed_once_and_left_again(member, find, council_member):
    goal = find("Rent vand")
    follow(member, goal)
    follow(member, goal)
    assert FollowedElement.objects.filter(user=council_member, identity=goal.identity).count() == 1
    assert (
        "Du følger elementet."
        in member.get(f"/arbejdsrum/herning/element/{goal.identity.uid}/").content.decode()
    )
    follow(member, goal, "0")
    follow(member, goal, "0")
    assert not own(FollowedElement).exists()


def test_leaving_from_the_list_leads_back_to_it(member, find):
    follow(member, find("Rent vand"))
    answer = follow(member, find("Rent vand"), "0", back="mine")
    assert answer.headers["Location"] == "/arbejdsrum/herning/mine/"
    assert "Du følger ikke længere elementet." in member.get("/arbejdsrum/herning/mine/").content.decode()


def test_nobody_is_led_elsewhere(member, find):
    answer = follow(member, find("Rent vand"), back="https://example.com/")
    assert answer.headers["Location"].startswith("/arbejdsrum/herning/element/")


def test_the_list_tells_how_each_element_stands(member, worked_on, find, council_member):
    for title in ("Ældre skal ikke være ensomme", "Vores natur"):
        follow(member, find(title))
    page = member.get("/arbejdsrum/herning/mine/").content.decode()
    assert "Anderledes end i udgave 1" in page
    assert "Som i udgave 1" in page


def test_a_deleted_element_stays_on_the_list(member, plan, find, editor, council_member):
    goal = find("Rent vand")
    follow(member, goal)
    tree.delete(plan_id=plan.pk, element_id=goal.pk, by=editor)
    (kept,) = followed_in(enter(council_member, "herning")).followed
    assert (kept.title, kept.kind, kept.node, kept.changed_at) == ("Rent vand", "mål", None, None)
    assert "Slettet" in member.get("/arbejdsrum/herning/mine/").content.decode()


def test_notes_on_other_elements_stand_apart(find, council_member):
    followed, noted = find("Rent vand").identity, find("Vores natur").identity
    FollowedElement.objects.create(user=council_member, identity=followed)
    for identity in (followed, noted):
        Note.objects.create(user=council_member, identity=identity, text="Husk")
    mine = followed_in(enter(council_member, "herning"))
    assert [(kept.title, kept.note) for kept in mine.followed] == [("Rent vand", "Husk")]
    assert [(kept.title, kept.note) for kept in mine.noted] == [("Vores natur", "Husk")]


def test_others_lists_are_their_own(find, council_member, editor, portal_admin):
    FollowedElement.objects.create(user=council_member, identity=find("Rent vand").identity)
    for person in (editor, portal_admin):
        mine = followed_in(enter(person, "herning"))
        assert (mine.followed, mine.noted) == ([], [])


def test_an_empty_list_says_what_to_do(member, plan):
    page = member.get("/arbejdsrum/herning/mine/").content.decode()
    assert "Du følger ingen elementer endnu. Åbn et element i strategien" in page
    assert "Du kan skrive en note til hvert element" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_as_many_queries_at_any_length(
    member, plan, council_member, number, django_assert_num_queries
):
    for element in plan.elements.select_related("identity")[:number]:
        FollowedElement.objects.create(user=council_member, identity=element.identity)
        Note.objects.create(user=council_member, identity=element.identity, text="Husk")
    with django_assert_num_queries(7):
        member.get("/arbejdsrum/herning/mine/")
