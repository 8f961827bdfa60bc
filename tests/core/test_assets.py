"""Scripts and style sheets carry their digest, and what lies beside them for ourselves is not served."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.template import Context, Template
from django.utils.functional import empty

from apps.administration.elements import body_field
from apps.core import static_files
from apps.core.static_files import ServedFiles, is_ours_alone

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_DIRS = [tmp_path / "own"]
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.css").write_text("a { color: red; }")
    (tmp_path / "own" / "a.js").write_text("'use strict';")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    storage = {
        "BACKEND": "apps.core.static_files.BundledStorage",
        "OPTIONS": {"location": str(tmp_path / "root")},
    }
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}
    staticfiles_storage._wrapped = empty
    call_command("collectstatic", interactive=False, verbosity=0)
    (tmp_path / "root" / ".collected").write_text("x")
    yield tmp_path / "root"
    staticfiles_storage._wrapped = empty


def test_a_page_says_the_digest_of_what_is_served(collected):
    html = Template("{% load assets %}{% script 'a.js' %}{% stylesheet 'a.css' %}").render(Context())
    found = re.findall(r'/static/(\S+)" integrity="sha384-(\S+)"', html)
    assert [name.partition(".")[0] for name, _digest in found] == ["a", "a"]
    for name, digest in found:
        served = (collected / name).read_bytes()
        assert base64.b64encode(hashlib.sha384(served).digest()).decode() == digest


def test_a_form_says_the_digest_of_what_it_brings_along(collected, monkeypatch):
    monkeypatch.setattr(body_field, "MODULES", {"a": "a.js"})
    monkeypatch.setattr(body_field, "STYLES", ("a.css",))
    digest = {name: staticfiles_storage.integrity(name) for name in ("a.js", "a.css")}
    assert all(value.startswith("sha384-") for value in digest.values())
    monkeypatch.setattr(static_files, "digest_of", lambda path: digest.get(path, f"sha384-{path}"))
    monkeypatch.setattr(staticfiles_storage._wrapped, "stored_name", lambda name: name)
    html = str(body_field.BodyWidget().media)
    assert re.search(r'"integrity": ?\{"/static/a[^"]*": ?"' + re.escape(digest["a.js"]), html)
    assert re.search(r'<link[^>]*integrity="' + re.escape(digest["a.css"]), html)
    assert len(re.findall(r'<script[^>]* integrity="sha384-js/administration/body', html)) == 2


def test_a_page_does_without_where_nothing_was_collected():
    html = Template("{% load assets %}{% script 'js/plan.js' %}").render(Context())
    assert html == '<script src="/static/js/plan.js" defer></script>'


def test_manifest_digests_and_stamps_are_not_served(collected, settings):
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = False
    settings.STATIC_ROOT = collected
    served = {address.removeprefix("/static/") for address in ServedFiles(lambda request: None).files}
    lying_there = {path.name for path in collected.iterdir() if path.suffix not in (".gz", ".br")}
    assert lying_there - served == {"staticfiles.json", "integrity.json", ".collected"}
    assert "a.css" in served


@pytest.mark.parametrize("name", ["staticfiles.json", "staticfiles.json.br", ".collected", "integrity.json"])
def test_what_is_ours_alone(name):
    assert is_ours_alone(f"/static/{name}")
    assert not is_ours_alone("/static/css/site.css")


def test_static_files_are_for_our_own_pages_only(client):
    response = client.get("/static/favicon.svg")
    assert response.status_code == 200
    assert "Access-Control-Allow-Origin" not in response
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_every_own_script_and_style_sheet_says_its_digest():
    plain = re.compile(r"""<(?:script|link)[^>]*(?:src|rel="stylesheet" href)="\{% static """)
    found = [path.name for path in TEMPLATES.rglob("*.html") if plain.search(path.read_text())]
    own_order = {
        "publish.html",
        "add.html",
        "round.html",
        "edit.html",
    }  # Django's own scripts of dates, of which the order counts
    assert set(found) == own_order
