"""What every public page says of its own address and of the other language."""

import re

import pytest

from apps.publishing.operations.publish import publish

LINK = re.compile(r'<link rel="(canonical|alternate)"(?: hreflang="([\w-]+)")? href="([^"]+)">')
ORIGIN = "http://testserver"


@pytest.fixture
def addresses(client):
    def links(path: str) -> dict[str, str]:
        """The canonical address, and by language the others; each once."""
        found = [
            (language or kind, address)
            for kind, language, address in LINK.findall(client.get(path).content.decode())
        ]
        assert len(dict(found)) == len(found), path
        return dict(found)

    return links


@pytest.mark.parametrize(
    "path",
    [
        "/", "/was", "/herning/", "/herning/nyt/", "/herning/vores-plan/", "/herning/vores-plan/flere-job/",
        "/herning/vores-plan/udgaver/", "/herning/vores-plan/kilde/1/", "/herning/udvalg/",
        "/herning/opfoelgning/", "/herning/indikatorer/", "/herning/beslutninger/", "/herning/log/", "/sammenlign/",
        "/sammenlign/planer/",
    ],
)  # fmt: skip
def test_a_page_names_itself_in_both_languages(addresses, published, path):
    danish, english = f"{ORIGIN}{path}", f"{ORIGIN}/en{path}"
    alternates = {"da": danish, "en": english, "x-default": danish}
    assert addresses(path) == {"canonical": danish, **alternates}
    assert addresses(f"/en{path}") == {"canonical": english, **alternates}


def test_a_query_is_no_page_of_its_own(addresses, published):
    assert addresses("/herning/nyt/?side=1")["canonical"] == f"{ORIGIN}/herning/nyt/"


def test_an_older_edition_is_best_read_as_the_plan(addresses, plan, published, editor):
    publish(plan=plan, by=editor, nature="adopted")
    assert addresses("/herning/vores-plan/udgaver/1/")["canonical"] == f"{ORIGIN}/herning/vores-plan/"
