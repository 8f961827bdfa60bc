"""No Danish text of the interface stands on an English page: what is Danish there is a municipality's own words, and marked as Danish."""

from html.parser import HTMLParser

import pytest
from django.utils import timezone

from apps.core import catalogues
from apps.decisions.models import Decision
from apps.indicators.models import Indicator
from apps.publishing.operations.publish import publish
from tests.factories import CommitteeFactory
from tests.factories.records import make_records
from tests.portal.test_dates import revise

PATHS = [
    "", "was", "herning/", "herning/nyt/", "herning/log/", "herning/vores-plan/", "herning/vores-plan/vores-vaekst/",
    "herning/vores-plan/udgaver/", "herning/vores-plan/kilde/1/", "herning/vores-plan/pr/", "herning/udvalg/",
    "herning/opfoelgning/", "herning/opfoelgning/1/", "herning/indikatorer/", "herning/beslutninger/", "sammenlign/",
    "sammenlign/planer/", "soeg/", "soeg/?q=vokse",
]  # fmt: skip
#: What is of one language, as HTML has it, even where a name stands within a sentence.
UNDIVIDED = {"title", "meta", "link", "script", "option", "optgroup"}
READ_OUT = ("aria-label", "alt", "placeholder", "title", "data-copied", "data-share")
EMPTY = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}


class EnglishText(HTMLParser):
    """The texts of a page, and what is read out of its attributes, that do not stand in ``lang="da"``."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.texts: set[str] = set()
        self.undivided: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        is_english = told.get("lang", "en" if not self.open or self.open[-1][1] else "da") == "en"
        if is_english and tag not in UNDIVIDED:
            self.texts |= {told[name] for name in READ_OUT if told.get(name)}
        if tag not in EMPTY:
            self.open.append((tag, is_english))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.open and self.open[-1][1]:
            (self.undivided if self.open[-1][0] in UNDIVIDED else self.texts).add(" ".join(data.split()))


@pytest.fixture(scope="module")
def danish():
    """Every Danish text of the interface that is not also English."""
    found, english = set(), set()
    for path in catalogues.catalogue_paths().values():
        for message in catalogues.read(path):
            ids, words = ([each] if isinstance(each, str) else each for each in (message.id, message.string))
            english |= set(ids)
            found |= {text for text in words if len(text) > 3}
    return found - english


def test_english_pages_hold_no_danish_of_the_portals_own(client, plan, published, town, editor, danish):
    growth = plan.elements.get(title="Vores vækst").identity
    make_records(plan, growth, CommitteeFactory(municipality=town), by=editor)
    for path in PATHS:
        response = client.get(f"/en/{path}")
        assert response.status_code == 200, path
        read = EnglishText(response.content.decode())
        assert (read.texts | read.undivided) & danish == set(), path


def test_what_a_municipality_wrote_is_marked_as_danish_wherever_it_stands(
    client, plan, published, town, editor
):
    growth = plan.elements.get(title="Vores vækst")
    committee = CommitteeFactory(municipality=town, name="Udvalget for vækst")
    revise(plan, "Vores vækst", editor, title="Vores egen vækst", responsible=committee)
    publish(plan=plan, by=editor, nature="adopted")
    made = make_records(plan, growth.identity, committee, by=editor, words="Vores")
    Indicator.objects.filter(pk=made[Indicator].pk).update(unit="glade borgere")
    own = {
        "Herning Kommune",
        "Vores plan",
        "vækst",
        "glade borgere",
        "Flere job",
        "Udvalget",
        "Vores beslutning",
    }
    indicator, decision = made[Indicator], made[Decision]
    more = [
        f"herning/indikatorer/{indicator.uid}/", f"herning/beslutninger/{decision.uid}/", "herning/udvalg/udvalget-for-vaekst/",
        "herning/vores-plan/vores-egen-vaekst/", "herning/vores-plan/vores-egen-vaekst/historik/", "log/",
        "herning/vores-plan/udgaver/1/", "herning/vores-plan/udgaver/1/2/", "sammenlign/planer/?a=herning/vores-plan",
        f"herning/vores-plan/vores-egen-vaekst/pr/{timezone.localdate()}/", f"herning/vores-plan/pr/{timezone.localdate()}/",
    ]  # fmt: skip
    for path in [*PATHS, *more]:
        response = client.get(f"/en/{path}", follow=True)
        assert response.status_code == 200, path
        texts = EnglishText(response.content.decode()).texts
        assert [text for text in texts if any(words in text for words in own)] == [], path


def test_the_parser_finds_danish_where_it_stands(danish):
    assert EnglishText('<p lang="en">Hvad er nyt</p>').texts & danish == {"Hvad er nyt"}
    assert EnglishText('<p lang="da"><b>Hvad er nyt</b></p>').texts & danish == set()


def test_a_workspace_marks_it_too(client, plan, town, editor, council_member):
    unit = CommitteeFactory(municipality=town, name="Udvalget for vækst")
    revise(plan, "Vores vækst", editor, responsible=unit, partners=[], contact="Vækst, lokal 410")
    client.force_login(council_member)
    uid = plan.elements.get(title="Vores vækst").identity.uid
    for path in ("", "strategi/", "strategi/?q=trives", f"element/{uid}/", "mine/"):
        response = client.get(f"/en/arbejdsrum/herning/{path}", follow=True)
        assert response.status_code == 200, path
        texts = EnglishText(response.content.decode()).texts
        own = {"Herning Kommune", "vækst", "Vækst", "trives"}
        assert [text for text in texts if any(words in text for words in own)] == [], path
