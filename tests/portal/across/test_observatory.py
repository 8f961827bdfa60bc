"""Mozilla's Observatory, by its published rules, on public pages under HTTPS: every bonus that a page without cookies can get."""

import re

import pytest
from django.test import Client

#: What the rules add to 100, by the header that earns it (mdn/mdn-http-observatory, grader/charts.js).
HALF_A_YEAR = 15_552_000
BONUSES = {
    "default-src is none, nothing unsafe": 10,
    "referrer private": 5,
    "HSTS, preloaded": 5,
    "frames by CSP": 5,
    "CORP same-origin": 10,
}


def earned(headers):
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    hsts = headers["Strict-Transport-Security"].lower()
    seconds = int(re.search(r"max-age=(\d+)", hsts)[1])
    return {
        "default-src is none, nothing unsafe": policy["default-src"] == "'none'"
        and not re.search(r"unsafe|data:|https?:|\*", headers["Content-Security-Policy"]),
        "referrer private": headers["Referrer-Policy"] in ("no-referrer", "same-origin"),
        "HSTS, preloaded": seconds >= HALF_A_YEAR and "preload" in hsts and "includesubdomains" in hsts,
        "frames by CSP": "frame-ancestors" in policy,
        "CORP same-origin": headers["Cross-Origin-Resource-Policy"] == "same-origin",
    }


@pytest.mark.parametrize(
    "path", ["/", "/herning/", "/herning/vores-plan/", "/herning/vores-plan/vores-vaekst/", "/was"]
)
def test_public_pages_get_every_bonus(published, settings, path):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_PRELOAD = 365 * 24 * 3600, True
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    response = Client().get(path, secure=True)
    assert response.status_code == 200
    assert {name for name, is_earned in earned(response.headers).items() if is_earned} == set(BONUSES)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert not response.cookies
    assert "Access-Control-Allow-Origin" not in response.headers
    for script in re.findall(r"<script[^>]*>", response.content.decode()):
        # With its digest, once collected: tests/core/test_assets.py. What is data is not run.
        assert 'src="/static/' in script or script == '<script type="application/ld+json">'
