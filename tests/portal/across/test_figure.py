import re
from html import unescape

import pytest

from apps.publishing.operations.publish import publish
from apps.strategies.operations.edit_plan import edit_plan
from tests.factories import element, make_plan
from tests.overview.pdf.reading import words_of

LINK = re.compile(r'<a class="figure-part [a-z]+" href="([^"]+)">')


@pytest.fixture
def strategy(herning, editor):
    values = [element("value", title) for title in ("Økonomi", "Borgere & <foreninger>")]
    areas = [element("focus_area", "Vækst", element("goal", "Job")), element("focus_area", "Børn")]
    goal = element("overarching_goal", "Et godt sted")
    plan = make_plan(goal, *values, *areas, municipality=herning, title="Strategien", by=editor)
    publish(plan=plan, by=editor, nature="adopted")
    return plan


def drawings(client, path="/herning/"):
    return re.findall(r'<svg class="figure-drawing".*?</svg>', client.get(path).content.decode(), re.DOTALL)


def test_the_figure_stands_before_the_plans_and_every_part_is_a_link(client, strategy):
    html = client.get("/herning/").content.decode()
    assert html.index('class="figure star"') < html.index('class="plan-entry"')
    wide, narrow = drawings(client)
    links = [
        f"/herning/strategien/{slug}/"
        for slug in ("et-godt-sted", "oekonomi", "borgere-foreninger", "vaekst", "boern")
    ]
    assert LINK.findall(wide) == LINK.findall(narrow) == links
    assert all(client.get(link).status_code == 200 for link in links)


def test_it_is_told_in_words_and_nothing_in_it_is_markup(client, strategy, read):
    assert (
        "Figuren i ord Overliggende mål Et godt sted Værdier Økonomi Borgere &amp; &lt;foreninger&gt; "
        "Fokusområder Vækst Børn"
    ) in read("/herning/")
    assert "<foreninger>" not in client.get("/herning/").content.decode()


def test_no_number_in_it_is_written_with_a_comma(client, strategy):
    for drawing in drawings(client):
        for value in re.findall(r' (?:d|x|y|viewBox)="([^"]*)"', drawing):
            assert "," not in value


def test_an_element_page_says_where_in_the_figure_one_is(client, strategy, read):
    assert "Her er du: Fokusområde: Vækst (1 af 2)" in read("/herning/strategien/job/")
    html = client.get("/herning/strategien/job/").content.decode()
    assert html.count("figure-shape outer marked") == 1
    assert html.count("figure-shape") == 5


def test_a_choice_of_the_editor_is_seen_at_once_and_is_no_new_edition(client, strategy, editor, herning):
    before = client.get("/herning/")["ETag"]
    edit_plan(plan=strategy, by=editor, figure_form="pillars")
    assert 'class="figure pillars"' in client.get("/herning/").content.decode()
    assert client.get("/herning/")["ETag"] != before
    assert strategy.editions.count() == 1
    edit_plan(plan=strategy, by=editor, figure_form="none")
    assert drawings(client) == []
    assert "Her er du" not in client.get("/herning/strategien/job/").content.decode()


def test_each_strategy_has_its_own(client, strategy, herning, editor):
    more = make_plan(element("theme", "Klima"), municipality=herning, title="Arbejdsgrundlag", by=editor)
    publish(plan=more, by=editor, nature="adopted")
    lower = make_plan(
        element("objective", "Træer"),
        municipality=herning,
        title="Udviklingsplan",
        level="development_plan",
        by=editor,
    )
    publish(plan=lower, by=editor, nature="adopted")
    assert len(drawings(client)) == 4
    entries = client.get("/herning/").content.decode().split('class="plan-entry"')
    assert ["figure-drawing" in entry for entry in entries] == [True, True, False, False]


def test_the_words_around_it_are_english_on_english_pages(client, strategy):
    html = unescape(client.get("/en/herning/").content.decode())
    assert '“<span lang="da">Strategien</span>” as a picture: every part leads to its text' in html
    assert LINK.findall(drawings(client, "/en/herning/")[0])[0] == "/en/herning/strategien/et-godt-sted/"


def test_it_stands_at_the_head_of_the_file(client, strategy):
    said = words_of(client.get("/herning/strategien/index.pdf").content)
    assert said.index("Vækst") < said.index("OVERLIGGENDE MÅL")
