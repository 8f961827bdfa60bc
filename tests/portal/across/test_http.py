"""How public pages answer requests that are odd, repeated or broken."""

from unittest.mock import patch

import pytest
from django.test import Client

PATHS = ["/", "/was", "/herning/", "/herning/vores-plan/", "/herning/vores-plan/vores-vaekst/"]
PATHS += [f"/herning/vores-plan/{path}" for path in ("udgaver/", "kilde/1/")]


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_not_sent_again_while_nothing_changed(client, plan, published, editor, path):
    from apps.publishing.operations.publish import publish

    first = client.get(path)
    tag = first["ETag"]
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    again = client.get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    publish(plan=plan, by=editor, nature="adopted")
    assert client.get(path, headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_head_is_get_without_the_words(client, published, path):
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == get["ETag"]


@pytest.mark.parametrize("path", [*PATHS, "/healthz", "/sitemap.xml", "/farve/7a1f2b.css"])
def test_nothing_can_be_sent_to_a_public_page(published, path):
    client = Client(enforce_csrf_checks=True)
    for method in ("post", "put", "patch", "delete"):
        response = getattr(client, method)(path)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/%00/", 400),
        ("/herning/%00/", 400),
        ("/?q=%00", 400),
        ("/?q=%ff", 400),
        ("/herning/vores-plan/?a=%c3%28", 400),
        ("/" + "a" * 5000 + "/", 404),
        ("/herning/" + "x/" * 500, 404),
        ("/herning/vores-plan/udgaver/999999999999999999999/", 404),
        ("/herning/vores-plan/kilde/999999999999999999999/", 404),
        ("/e/ikke-et-uid/", 404),
        ("/e/00000000-0000-0000-0000-000000000000/", 404),
        ("/herning/../admin/", 404),
        ("/æøå/", 404),
        ("/en/findes-ikke/", 404),
    ],
)
def test_broken_addresses_get_a_page_that_helps(client, published, path, status):
    response = client.get(path)
    assert response.status_code == status
    html = response.content.decode()
    assert "Gå til alle kommuner" in html or "Go to all municipalities" in html


@pytest.mark.parametrize("path", PATHS)
def test_an_address_without_its_last_stroke_finds_its_way(client, published, path):
    if path.endswith("/") and path != "/":
        response = client.get(path[:-1])
        assert (response.status_code, response["Location"]) == (301, path)


def test_an_error_of_ours_says_so_in_danish_without_the_database(published):
    client = Client(raise_request_exception=False)
    with patch("apps.portal.views.municipalities.all_municipalities", side_effect=RuntimeError("hemmelig")):
        response = client.get("/")
    html = response.content.decode()
    assert response.status_code == 500
    assert "Noget gik galt hos os." in html
    assert "hemmelig" not in html


def test_an_error_in_the_error_page_still_says_something(published):
    client = Client(raise_request_exception=False)
    with (
        patch("apps.portal.views.municipalities.all_municipalities", side_effect=RuntimeError),
        patch("apps.portal.views.service.loader.render_to_string", side_effect=RuntimeError),
    ):
        response = client.get("/")
    assert response.status_code == 500
    assert "Noget gik galt hos os." in response.content.decode()


def test_error_pages_speak_the_language_of_the_address(client, db):
    assert "Siden findes ikke." in client.get("/findes/ikke/").content.decode()
    assert "The page does not exist." in client.get("/en/findes/ikke/").content.decode()
