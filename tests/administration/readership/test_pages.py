"""What editors see of readers: their own municipality's pages, and nothing of another's."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.municipalities.roles import Role
from apps.readership.models import PageComment, PageDay
from tests.factories import MembershipFactory


@pytest.fixture
def read(herning, randers):
    """A page of each of two municipalities, and one of the portal's own."""
    today = timezone.localdate()
    for municipality, address, counts in [
        (herning, "/herning/vores-plan/", (12, 3, 4)),
        (herning, "/herning/", (5, 9, 0)),
        (randers, "/randers/hemmelig/", (77, 0, 0)),
        (None, "/soeg/", (31, 0, 0)),
    ]:
        named = dict(zip(("views", "useful", "useless"), counts, strict=True))
        PageDay.objects.create(municipality=municipality, address=address, day=today, **named)
    for municipality, text in ((herning, "Hvor er <b>kortet</b>?"), (randers, "Hemmeligt")):
        PageComment.objects.create(
            municipality=municipality, address=f"/{municipality.slug}/", day=today, text=text
        )
    return herning


def address_of(municipality):
    return reverse("admin:readership_readers", args=[municipality.pk])


def rows(response):
    """The rows of the table as their words."""
    body = response.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    plain = (re.sub(r"<[^>]+>", " ", row) for row in body.split("<tr>")[1:])
    return [" ".join(unescape(row).split()) for row in plain]


def test_an_editor_sees_own_pages_the_most_read_first(client, editor, read):
    client.force_login(editor)
    response = client.get(address_of(read))
    found = rows(response)
    assert found[0] == "/herning/vores-plan/ 12 3 4"
    assert found[1].startswith("/herning/ 5 9 0 Hvor er <b>kortet</b>?")
    assert len(found) == 2
    assert "emmelig" not in response.content.decode()


@pytest.mark.parametrize(
    ("sort", "first"),
    [("useful", "/herning/ "), ("useless", "/herning/vores-plan/"), ("x", "/herning/vores")],
)
def test_the_list_is_sorted_by_each_of_its_counts(client, editor, read, sort, first):
    client.force_login(editor)
    assert rows(client.get(address_of(read), {"sort": sort}))[0].startswith(first)


def test_the_list_has_pages_that_keep_the_order(client, editor, read, settings):
    settings.READERSHIP_PAGE_SIZE = 1
    client.force_login(editor)
    first = client.get(address_of(read), {"sort": "useful"})
    assert 'href="?sort=useful&amp;page=2"' in first.content.decode()
    last = client.get(address_of(read), {"sort": "useful", "page": "2"})
    assert rows(last) == ["/herning/vores-plan/ 12 3 4"]
    assert 'href="?sort=useful&amp;page=1"' in last.content.decode()


def test_where_nobody_has_read_anything_the_page_says_so(client, editor, herning):
    client.force_login(editor)
    assert "har ingen læst noget i disse dage" in client.get(address_of(herning)).content.decode()


@pytest.mark.parametrize("person", ["council_member", "other_editor", "writer"])
def test_for_anybody_else_the_page_does_not_exist(client, read, request, person):
    writer = MembershipFactory(municipality=read, role=Role.WRITER).user
    client.force_login(writer if person == "writer" else request.getfixturevalue(person))
    response = client.get(address_of(read))
    missing = client.get(reverse("admin:readership_readers", args=[987654]))
    assert (response.status_code, missing.status_code) in {(404, 404), (302, 302)}


def test_only_portal_administrators_see_the_whole_portal(client, editor, portal_admin, read):
    whole = reverse("admin:readership_portal")
    client.force_login(editor)
    assert client.get(whole).status_code == 404
    client.force_login(portal_admin)
    found = rows(client.get(whole))
    assert [row.split()[0] for row in found[:2]] == ["/randers/hemmelig/", "/soeg/"]


def test_the_front_page_and_the_municipalitys_page_lead_there(client, editor, portal_admin, read):
    client.force_login(editor)
    for page in (reverse("admin:index"), reverse("admin:municipalities_municipality_change", args=[read.pk])):
        html = client.get(page).content.decode()
        assert f'href="{address_of(read)}"' in html
        assert reverse("admin:readership_portal") not in html
    client.force_login(portal_admin)
    assert reverse("admin:readership_portal") in client.get(reverse("admin:index")).content.decode()


def test_number_of_queries_is_the_same_for_one_page_and_for_three(client, editor, herning):
    client.force_login(editor)
    today, seen = timezone.localdate(), []
    for name in "abc":
        PageDay.objects.create(municipality=herning, address=f"/herning/{name}/", day=today, views=1)
        PageComment.objects.create(municipality=herning, address=f"/herning/{name}/", day=today, text=name)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address_of(herning)).status_code == 200
        seen.append(len(queries))
    assert seen[0] == seen[1] == seen[2]
