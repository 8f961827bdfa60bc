"""The cells of who works on what: each leads to exactly what it counts, an empty one to what nobody has taken up."""

import html
import re
from uuid import UUID

import pytest

from tests.factories import CommitteeFactory
from tests.workspace.rooms import answered_plan, identity

ADDRESS = "/arbejdsrum/herning/"


@pytest.fixture
def strategy(herning, editor):
    return answered_plan(herning, editor)


def test_each_cell_of_the_coverage_leads_to_what_it_counts(client, strategy, council_member):
    client.force_login(council_member)
    page = client.get(ADDRESS + "daekning/")
    links = re.findall(r'<td><a[^>]* href="([^"]+)"', page.content.decode())
    told = []
    for link in links:
        cell = client.get(html.unescape(link)).context["cell"]
        told.append(
            (cell.committee.name, [row.title for row in cell.elements], [row.title for row in cell.free])
        )
    assert told == [("Vand", ["Rent vand"], ["Natur", "Ro"]), ("Veje", ["Gode veje"], ["Natur", "Ro"])]


def test_an_empty_cell_says_so_and_what_nobody_has_taken_up(client, strategy, council_member, herning):
    CommitteeFactory(municipality=herning, name="Øst", slug="oest")
    client.force_login(council_member)
    area = identity("Natur").uid
    text = client.get(f"{ADDRESS}daekning/?omraade={area}&udvalg=oest").content.decode()
    assert "Udvalget har ikke ansvar for noget under dette fokusområde" in text
    assert (">Ro</a>" in text, ">Rent vand</a>" in text) == (True, False)


@pytest.mark.parametrize(
    "query", ["omraade=", "omraade=x", f"omraade={UUID(int=7)}&udvalg=vand", "omraade=%00"]
)
def test_a_cell_that_is_none_is_not_there(client, strategy, council_member, query):
    client.force_login(council_member)
    assert client.get(f"{ADDRESS}daekning/?{query}").status_code in (400, 404)
