"""The page of components: for those who make pages, and of every component there is."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from apps.municipalities.roles import Role
from tests.factories import MembershipFactory

PAGES = ["/stil/", "/en/stil/", "/stil/?ramme=admin", "/en/stil/?ramme=admin"]
COMPONENTS = Path(settings.BASE_DIR, "templates", "components")
#: What is no piece of a page but its frame, stands in the head of one, or on paper alone.
FRAMES = {"in_municipality.html", "accent.html", "running.html", "paper_head.html"}


@pytest.mark.parametrize("page", PAGES)
def test_only_those_who_enter_admin_find_it(client, page, editor):
    assert client.get(page).status_code == 404
    client.force_login(MembershipFactory(role=Role.COUNCIL_MEMBER).user)
    assert client.get(page).status_code == 404
    client.force_login(editor)
    assert client.get(page).status_code == 200


def test_everybody_finds_it_while_developing(client, db, settings):
    settings.DEBUG = True
    assert client.get("/stil/").status_code == 200


def test_there_are_two_looks_and_no_third(client, editor):
    client.force_login(editor)
    public, admin = (client.get(page).content.decode() for page in ("/stil/", "/stil/?ramme=admin"))
    assert "css/site.css" in public
    assert "css/administration/admin.css" in admin
    assert client.get("/stil/?ramme=anden").status_code == 404


def test_it_is_kept_by_nobody(client, editor):
    client.force_login(editor)
    assert "no-store" in client.get("/stil/")["Cache-Control"]


def test_every_component_is_shown(client, editor):
    client.force_login(editor)
    headings = re.findall("<h2>(.*?)</h2>", client.get("/stil/").content.decode())
    shown = {name.strip() for heading in headings for name in heading.split(",")}
    assert {path.name for path in COMPONENTS.glob("*.html")} - FRAMES <= shown


def test_components_speak_the_language_of_the_address(client, editor):
    client.force_login(editor)
    danish, english = (client.get(page).content.decode() for page in PAGES[:2])
    assert ("[tilføjet: " in danish, "[added: " in danish) == (True, False)
    assert ("[tilføjet: " in english, "[added: " in english) == (False, True)
