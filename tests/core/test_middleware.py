"""What every request passes. The addresses are examples: the middleware knows none of them."""

import pytest

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
API = "/api/v1/municipalities/"


@pytest.mark.parametrize("query", ["q=%00", "%00=q", "q=a%00b", "q=%FF", "q=%C3%28", "q=%ED%A0%80"])
def test_damaged_queries_are_refused(query, client):
    response = client.get("/", QUERY_STRING=query)
    assert response.status_code == 400
    assert "Intet er ændret." in response.content.decode()


@pytest.mark.parametrize(
    "query", ["q=%C3%A6", "q=æ".encode().decode("latin-1"), "q=a+b&q=", "&&==", "%", "q=%zz"]
)
def test_whole_queries_pass(query, client):
    assert client.get(API, QUERY_STRING=query).status_code == 200


@pytest.mark.parametrize(
    "path", ["/herning%00/", "/%00", "/api/v1/plans/a%00/b/", "/%FF/", "/herning/%C3%28/"]
)
def test_damaged_paths_are_refused(path, client):
    assert client.get(path).status_code in (400, 404)


@pytest.mark.parametrize(
    "form",
    [
        {"login": "a\0@example.dk", "password": "x"},
        {"login": "a@example.dk", "password": "\0"},
        {"login\0": "a@example.dk"},
        {"login": "a\N{REPLACEMENT CHARACTER}@example.dk"},
    ],
)
def test_damaged_forms_are_refused(form, client):
    assert client.post("/konto/login/", form).status_code == 400


@pytest.mark.parametrize("body", [b"login=%00", b"login=%FF", b"login=\xff", b"%C3%28=1"])
def test_damaged_encoded_forms_are_refused(body, client):
    response = client.post("/konto/login/", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400


def test_damaged_multipart_forms_are_refused(client):
    body = b'--x\r\nContent-Disposition: form-data; name="login"\r\n\r\n\xff\r\n--x--\r\n'
    assert (
        client.post("/konto/login/", body, content_type="multipart/form-data; boundary=x").status_code == 400
    )


@pytest.mark.parametrize(
    "content_type", ["multipart/form-data", "multipart/form-data; boundary=ø", "text/\0"]
)
def test_a_form_of_no_known_form_is_no_error_of_ours(content_type, client):
    assert client.post("/konto/login/", b"x", content_type=content_type).status_code < 500


def test_a_cookie_with_a_nul_byte_never_reaches_the_database(client):
    response = client.get("/konto/", headers={"cookie": 'sessionid="\\000aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"'})
    assert response.status_code == 400


def test_a_foreign_host_is_refused_without_a_trace(client):
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()


@pytest.mark.parametrize(
    ("path", "language"),
    [("/konto/login/", "da"), ("/en/konto/login/", "en"), ("/enhver/", "da"), (API, "da")],
)
def test_the_address_alone_decides_the_language(path, language, client):
    client.cookies["django_language"] = "en"
    response = client.get(path, headers={"accept-language": "de,en"})
    assert response["Content-Language"] == language
    assert "Accept-Language" not in response.get("Vary", "")


@pytest.mark.parametrize("path", ["/konto/login/", API, "/findes-ikke/", "/konto/", "/static/favicon.svg"])
def test_every_answer_carries_the_security_headers(path, client):
    response = client.get(path)
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "object-src": "'none'",
    }
    assert response["Permissions-Policy"].startswith("camera=(), geolocation=()")
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_what_looked_into_the_session_is_kept_by_no_cache(client):
    client.force_login(UserFactory())
    assert client.get("/konto/")["Cache-Control"] == "private, no-store"


def test_what_did_not_is_not_touched(client):
    client.force_login(UserFactory())
    response = client.get(API)
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Cookie" not in response["Vary"]
