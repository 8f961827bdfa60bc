"""What an edition says beside an element's text is told wherever the element is: on its page, on a day, as JSON, Markdown and PDF."""

from datetime import date

import pytest

from apps.publishing.operations.publish import publish
from apps.strategies.models import SourceDocument, SourcePassage
from tests.factories import CommitteeFactory
from tests.overview.pdf.reading import words_of
from tests.portal.test_dates import PLAN, at, revise

DAY = "pr/2026-05-09/"
GROWTH = PLAN + "vores-vaekst/"
BESIDE = [
    "- Ansvarlig: Byen",
    "- Medansvarlige: Fritid",
    "- Kontakt: Lokal 410",
    "- Hvornår: fra 1. marts 2026, løbende",
    "- Kilde: linje 7–9",
]


@pytest.fixture
def sealed(plan, town, editor):
    """Published on 3 May 2026; then everything beside the text becomes another, and is published on 10 May."""
    lead, partner, later = (
        CommitteeFactory(municipality=town, name=name, slug=name.lower())
        for name in ("Byen", "Fritid", "Vand")
    )
    told = {"contact": "Lokal 410", "starts_on": date(2026, 3, 1), "is_continuous": True}
    revise(plan, "Vores vækst", editor, responsible=lead, partners=[partner], **told)
    publish(plan=plan, by=editor, nature="adopted", at=at("2026-05-03 12:00"))
    told = {"contact": "", "starts_on": None, "is_continuous": False}
    revise(plan, "Vores vækst", editor, responsible=later, partners=[], **told)
    SourcePassage.objects.filter(document__plan=plan).delete()
    SourceDocument.objects.filter(plan=plan).delete()
    town.committees.filter(slug="fritid").update(name="Idræt", slug="idraet")
    publish(plan=plan, by=editor, nature="adopted", at=at("2026-05-10 12:00"))
    return plan


def test_the_page_of_a_day_shows_what_was_sealed_that_day(client, read, sealed):
    words = read(GROWTH + DAY)
    assert "Ansvarlig Byen Medansvarlige Fritid Kontakt Lokal 410 Hvornår fra 1. marts 2026, løbende" in words
    assert "Kilde linje 7–9 Rettet ved indlæsning En bindestreg" in words
    assert "2 af 4 dele er indlæst" in words
    assert "Idræt" not in words
    html = client.get(GROWTH + DAY).content.decode()
    source = PLAN + "udgaver/1/kilde/1/"
    assert f'<a href="{source}#linje-7">linje 7–9</a>' in html
    assert client.get(source).status_code == 200
    assert "Kilde" not in read(GROWTH + "pr/2026-05-10/").partition("Om teksten")[2].partition("Udgave")[0]


def test_an_element_taken_from_running_text_says_so_on_a_day_too(client, sealed):
    place = PLAN + "udgaver/1/kilde/1/#linje-8"
    html = client.get(f"{PLAN}et-godt-sted-at-leve/{DAY}").content.decode()
    assert f'<a href="{place}">Taget ordret fra linje 8</a>' in html
    assert "mere om dette end overskriften" not in html


@pytest.mark.parametrize("address", [GROWTH + DAY, PLAN + DAY, PLAN + "udgaver/1/"])
def test_json_tells_it(client, sealed, address):
    found = client.get(address + "index.json").json()
    found = found["elements"][1] if "elements" in found else found
    assert (found["responsible"]["name"], found["contact"]) == ("Byen", "Lokal 410")
    assert found["partners"] == [{"slug": "fritid", "name": "Fritid"}]
    source = PLAN + "udgaver/1/kilde/1/#linje-7"
    assert found["sources"] == [{"number": 1, "first": 7, "last": 9, "url": source}]
    [repair] = found["repairs"]
    assert (repair["before"], repair["after"]) == ("vok-\nse", "vokse")


def test_json_of_today_tells_of_today(client, sealed):
    found = client.get(GROWTH + "index.json").json()
    names = ("partners", "contact", "sources", "repairs")
    assert [found[name] for name in names] == [[], None, [], []]
    assert found["responsible"]["name"] == "Vand"


@pytest.mark.parametrize("address", [GROWTH + DAY, PLAN + DAY, PLAN + "udgaver/1/"])
def test_markdown_tells_it(client, sealed, address):
    text = client.get(address + "index.md").content.decode()
    assert "\n".join(BESIDE) + "\n" in text


def test_markdown_of_today_tells_of_today(client, sealed):
    text = client.get(GROWTH + "index.md").content.decode()
    assert "- Ansvarlig: Vand\n- <http" in text


@pytest.mark.parametrize("address", ["", "vores-plan/", "vores-plan/vores-vaekst/"])
def test_a_pdf_tells_it(client, plan, sealed, editor, address):
    unit = CommitteeFactory(municipality=plan.municipality, name="Skovene", slug="skovene")
    told = {"contact": "Lokal 12", "starts_on": date(2027, 4, 1)}
    revise(plan, "Vores vækst", editor, partners=[unit], **told)
    publish(plan=plan, by=editor, nature="adopted")
    said = words_of(client.get(f"/herning/{address}index.pdf").content)
    for each in ("Medansvarlige: Skovene", "Kontakt: Lokal 12", "Hvornår: fra 1. april 2027"):
        assert each in said


def test_a_day_is_still_read_in_four_queries(client, sealed, django_assert_max_num_queries):
    client.get(PLAN + DAY)
    for form in ("", "index.json", "index.md"):
        for about in ("", "vores-vaekst/", "et-godt-sted-at-leve/"):
            with django_assert_max_num_queries(4):
                assert client.get(f"{PLAN}{about}{DAY}{form}").status_code == 200
