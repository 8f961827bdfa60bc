import re
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import CaptureQueriesContext

from apps.portal.views import service
from apps.publishing.operations.publish import publish


def test_healthz_asks_nothing_of_the_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


def test_readyz_waits_for_the_migrations(client, db):
    assert client.get("/readyz").content == b"ok\n"
    [latest] = MigrationLoader(connection).graph.leaf_nodes("publishing")
    MigrationRecorder(connection).record_unapplied(*latest)
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"migrations\n")


def test_readyz_says_when_the_database_does_not_answer(client):
    with patch.object(service, "MigrationExecutor", side_effect=DatabaseError):
        response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"database\n")


def test_robots_may_read_what_is_public(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/\nDisallow: /konto/\n" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


@pytest.mark.without_bystander("everything that is published")
def test_the_sitemap_lists_the_danish_addresses_of_everything_published(client, published):
    index = client.get("/sitemap.xml").content.decode()
    parts = re.findall("<loc>http://testserver(.*?)</loc>", index)
    assert parts == ["/sitemap.forside.xml", "/sitemap-herning.xml"]
    front = client.get(parts[0]).content.decode()
    assert re.findall("<loc>http://testserver(.*?)</loc>", front) == ["/", "/sammenlign/"]
    text = client.get(parts[1]).content.decode()
    assert re.findall("<loc>http://testserver(.*?)</loc>", text) == [
        "/herning/",
        "/herning/vores-plan/",
        "/herning/vores-plan/et-godt-sted-at-leve/",
        "/herning/vores-plan/vores-vaekst/",
        "/herning/vores-plan/flere-job/",
        "/herning/vores-plan/bedre-veje/",
        "/herning/vores-plan/vores-boern/",
    ]
    assert text.startswith("<?xml")
    assert text.count("<lastmod>") == 6


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-herning.xml"])
def test_a_sitemap_is_not_sent_again_while_nothing_changed(client, plan, published, editor, path):
    tag = client.get(path)["ETag"]
    assert client.get(path, headers={"if-none-match": tag}).status_code == 304
    publish(plan=plan, by=editor, nature="adopted")
    assert client.get(path, headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("slug", ["findes-ikke", "randers"])
def test_what_is_not_published_has_no_part_of_the_sitemap(client, published, randers, slug):
    assert client.get(f"/sitemap-{slug}.xml").status_code == 404
    assert slug not in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize(
    "path", ["/", "/herning/", "/herning/vores-plan/", "/sitemap.xml", "/sitemap-herning.xml"]
)
def test_no_public_list_is_ordered_by_what_is_not_published(client, published, path):
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    orders = [without_brackets(query["sql"]).partition("ORDER BY")[2] for query in queries]
    assert [order for order in orders if '"strategies_' in order] == []


def without_brackets(sql):
    """A query without the queries inside it."""
    while (left := re.sub(r"\([^()]*\)", "", sql)) != sql:
        sql = left
    return sql


def test_the_colour_is_told_once_and_for_all(client):
    response = client.get("/farve/ffdd00.css")
    assert response.content.decode().startswith(":root{--accent:#857300}")
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_icon_has_the_municipalitys_colour(client, published):
    address = "/farve/7a1f2b.svg"
    assert (
        f'<link rel="icon" href="{address}" type="image/svg+xml">' in client.get("/herning/").content.decode()
    )
    response = client.get(address)
    assert 'stroke="#' in response.content.decode()
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("code", ["FFDD00", "ffdd0", "ffdd000", "gggggg", "ffdd00;}"])
def test_what_is_no_colour_is_not_found(client, db, code):
    assert client.get(f"/farve/{code}.css").status_code == 404


def test_a_browser_finds_the_icon_where_it_looks_by_itself(client):
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, "/static/favicon.svg")
