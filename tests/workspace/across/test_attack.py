"""What a stranger, a member, a contributor and an editor of elsewhere can send to the workspaces and to sign-in: nothing of it
is an error of ours, changes anything, or tells of others."""

import pytest
from django.core.cache import cache
from django.db.models import Model

from apps.accounts.models import User
from apps.municipalities import invitations
from apps.municipalities.models import Invitation, Membership
from apps.municipalities.roles import Role
from apps.strategies.models import Element
from apps.workspace.models import FollowedElement, Note
from tests.bystander import own
from tests.factories import MembershipFactory
from tests.factories.people import PASSWORD

ODD = [
    "",
    "%00",
    "%ff",
    "%ed%a0%80",
    "-1",
    "9" * 40,
    "1e400",
    "%F0%9F%98%80",
    "%D9%A3",
    "%27%20OR%201%3D1--",
    "%3Cscript%3E",
    "..%2F..%2F",
    "x" * 5000,
]
PEOPLE = ["stranger", "council_member", "contributor", "other_editor", "portal_admin"]
KEPT: list[type[Model]] = [User, Membership, Invitation, Element, FollowedElement, Note]


@pytest.fixture(autouse=True)
def _forget_attempts():
    cache.clear()


@pytest.fixture
def contributor(herning):
    return MembershipFactory(municipality=herning, role=Role.CONTRIBUTOR).user


@pytest.fixture
def uid(plan, find):
    return find("Rent vand").identity.uid


@pytest.fixture
def visit(client, request):
    """The browser of somebody, who may be nobody."""

    def enter(person):
        if person != "stranger":
            client.force_login(request.getfixturevalue(person))
        return client

    return enter


def standing():
    return [model.objects.count() for model in KEPT]


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("odd", ODD)
def test_no_question_and_no_address_is_an_error(person, odd, visit, uid):
    browser = visit(person)
    workspace = "/arbejdsrum/herning/strategi/"
    questions = [f"{name}={odd}" for name in ("q", "kind", "plan", "topic", "unit", "changed", "vis")]
    paths = [f"{workspace}?{question}" for question in [*questions, "&".join(questions), "q=a&q=" + odd]]
    paths += [
        f"{workspace}element/{uid}/?historie={odd}",
        f"{workspace}mine/?{odd}={odd}",
        f"{workspace}ord/?{odd}",
    ]
    paths += [f"/arbejdsrum/{odd or 'x'}/", f"/arbejdsrum/{odd or 'x'}/element/{uid}/"]
    paths += [f"{workspace}element/{odd or 'x'}/{part}" for part in ("", "note/", "foelg/")]
    paths += [f"/konto/invitation/{odd or 'x'}/", f"/konto/password/reset/key/{odd or 'x'}-{odd or 'x'}/"]
    paths += [f"/konto/sessioner/{odd or 'x'}/", f"/konto/login/?next={odd}", f"/konto/?{odd}={odd}"]
    before = standing()
    for path in paths:
        assert browser.get(path).status_code in (200, 302, 400, 404, 405), path
    assert standing() == before


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("odd", ODD)
def test_no_form_is_an_error(person, odd, visit, uid, herning, editor):
    _invitation, token = invitations.invite(
        email="ny@example.dk", full_name="", municipality=herning, role=Role.EDITOR, by=editor
    )
    browser = visit(person)
    before = standing()
    element = f"/arbejdsrum/herning/element/{uid}/"
    for path, names in {
        f"{element}foelg/": ("back", "csrfmiddlewaretoken"),
        f"{element}note/": ("based_on",),
        f"/konto/invitation/{token}/": ("email", "full_name", "password1", "password2"),
        "/konto/login/": ("login", "password", "next", "remember"),
        "/konto/password/reset/": ("email",),
        "/konto/password/change/": ("oldpassword", "password1", "password2", "next"),
        "/konto/reauthenticate/": ("password", "next"),
        "/konto/sikkerhed/authenticate/": ("code", "credential"),
        "/konto/sikkerhed/totp/activate/": ("code",),
        "/konto/sikkerhed/webauthn/login/": ("credential", "next"),
        "/konto/sikkerhed/webauthn/add/": ("name", "credential", "passwordless"),
        f"/konto/sessioner/{'9' * 40}/": ("x",),
    }.items():
        body = "&".join(f"{name}={odd}" for name in names)
        answer = browser.post(path, body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in (200, 302, 400, 403, 404, 429), path
    assert standing() == before


@pytest.mark.parametrize("length", [300, 3000])
@pytest.mark.parametrize("password", [PASSWORD, "en-forkert-adgangskode"])
def test_no_header_is_an_error(length, password, client, council_member):
    long = {"user-agent": "ÿ'" * length, "accept": "x" * length, "x-forwarded-for": "x" * length}
    form = {"login": council_member.email, "password": password}
    answer = client.post("/konto/login/", form, headers=long, query_params={"next": "/" + "x" * length})
    assert answer.status_code == (302 if password == PASSWORD else 200)
    assert client.get("/konto/sessioner/", headers=long).status_code in (200, 302)


@pytest.mark.parametrize("cookie", ["'", "x" * 4000, "æøå", "../../x", "{}"])
def test_no_cookie_is_an_error(cookie, client, uid):
    for name in ("sessionid", "csrftoken", "messages"):
        client.cookies[name] = cookie
    assert client.get("/arbejdsrum/herning/strategi/").status_code in (302, 400)
    assert client.get("/konto/login/").status_code in (200, 400)


@pytest.mark.parametrize("person", ["other_editor", "contributor", "council_member"])
def test_nobody_keeps_anything_about_what_is_not_theirs(person, visit, uid, request, randers):
    """A member of one municipality under the address of another's workspace, and the other way round."""
    browser = visit(person)
    place = "herning" if person == "other_editor" else "randers"
    for part, data in (("foelg/", {"follow": "1"}), ("note/", {"text": "x", "based_on": ""})):
        answer = browser.post(f"/arbejdsrum/{place}/element/{uid}/{part}", data)
        assert answer.status_code == 404
        assert "Herning" not in answer.content.decode()
    assert not own(FollowedElement).exists()
    assert not own(Note).exists()


def test_whoever_leaves_loses_the_room_at_once(client, council_member, uid):
    client.force_login(council_member)
    address = f"/arbejdsrum/herning/element/{uid}/"
    client.post(address + "note/", {"text": "Mit", "based_on": ""})
    council_member.memberships.all().delete()
    for path in (
        "/arbejdsrum/herning/strategi/",
        address,
        "/arbejdsrum/herning/ord/",
        "/arbejdsrum/herning/mine/",
    ):
        assert client.get(path).status_code == 404
    assert client.post(address + "note/", {"text": "Mere", "based_on": ""}).status_code == 404
    assert own(Note).get().text == "Mit"
