"""What a page weighs for a reader who has nothing of it yet: its bytes and those of all that it has the browser fetch."""

import re
from functools import cache
from html import unescape

from django.contrib.staticfiles.finders import get_finders
from django.test import Client

from apps.core.conditional import encode
from apps.core.static_files import BUNDLES, joined

#: 80 KB for each page that comes with the portal.
MOST_BYTES = 80 * 1024
#: Status and headers of one answer; measured 820 to 840 bytes.
HEADERS = 1_000
_FETCHED = re.compile(
    r'<(?:script|img|source|image)\b[^>]*?\b(?:src|href)="([^"]+)"'
    r'|<link\b(?=[^>]*\brel="(?:stylesheet|icon|preload|modulepreload)")[^>]*?\bhref="([^"]+)"'
)
_URL = re.compile(r"""url\(["']?(?!data:)([^"')]+)""")


def fetched_by(html: str) -> set[str]:
    """The addresses that a browser fetches by itself to show the page."""
    return {unescape(script or link) for script, link in _FETCHED.findall(html)}


@cache
def _static_files() -> dict:
    return {path: (storage, path) for finder in get_finders() for path, storage in finder.list([])}


@cache
def _weight_of_static(name: str) -> int:
    """As it is served: joined, and compressed with gzip, which is larger than brotli."""
    if name in BUNDLES:
        content = joined(name, _static_files()).encode()
    else:
        storage, path = _static_files()[name]
        with storage.open(path) as file:
            content = file.read()
    assert not _URL.search(content.decode(errors="ignore")), f"{name} has more fetched, which is not weighed"
    return HEADERS + len(encode(content, "gzip"))


def weigh(client: Client, html: str, known: dict[str, int]) -> int:
    """Bytes of the page with everything it fetches; ``known`` remembers what files weigh."""
    total = HEADERS + len(encode(html.encode(), "gzip"))
    for address in fetched_by(html):
        if address.startswith("/static/"):
            total += _weight_of_static(address.removeprefix("/static/"))
            continue
        if address not in known:
            answer = client.get(address, headers={"Accept-Encoding": "gzip"})
            assert answer.status_code == 200, address
            known[address] = HEADERS + len(answer.content)
        total += known[address]
    return total
