"""What search engines and messages show of a public page: its own published words, short, whole and escaped."""

import re
from html import escape, unescape

import pytest

from apps.publishing.operations.publish import publish
from apps.strategies.operations.edit import edit_element
from tests.factories import element, make_plan

PLAN = "/herning/vores-plan/"
PAGES = [
    "/",
    "/was",
    "/herning/",
    PLAN,
    f"{PLAN}vores-vaekst/",
    f"{PLAN}udgaver/",
    f"{PLAN}kilde/1/",
]


def said(client, path):
    """What the head of the page says of it, unescaped."""
    html = client.get(path).content.decode()
    found = re.findall(r'<meta (?:name|property)="([a-z:_]+)" content="([^"]*)">', html)
    return {name: unescape(words) for name, words in found}


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_public_page_says_what_it_is(client, published, prefix, path):
    told = said(client, prefix + path)
    assert 10 < len(told["description"]) <= 160
    assert told["og:description"] == told["description"]
    assert told["og:title"]
    assert told["og:url"] == f"http://testserver{prefix}{path}"
    assert told["og:locale"] == ("en_GB" if prefix else "da_DK")
    assert told["og:type"] == "article"


def test_an_element_is_described_by_how_it_begins_cut_between_words(client, herning, editor):
    text = "Vi vil <skabe> rammer & vækst, " * 10
    plan = make_plan(
        element("goal", 'Mål med "gåseøjne"', body=f"<p>{escape(text.strip(), quote=False)}</p>"),
        element("section", "Uden tekst", element("section", "Det ene"), element("section", "Det andet")),
        municipality=herning,
        title="Plan & mere",
        slug="plan",
    )
    publish(plan=plan, by=editor, nature="adopted")
    told = said(client, "/herning/plan/maal-med-gaaseoejne/")
    assert told["og:title"] == 'Mål med "gåseøjne"'
    cut = told["description"].removesuffix(" …")
    assert (text.startswith(cut), text[len(cut)] in ", ") == (True, True)
    assert said(client, "/herning/plan/uden-tekst/")["description"] == "Det ene, Det andet"
    assert said(client, "/herning/plan/")["og:title"] == "Plan & mere"
    assert "Plan & mere" in said(client, "/herning/plan/")["description"]


def test_what_is_not_published_is_described_nowhere(client, herning, editor):
    plan = make_plan(element("goal", "Mål", text="De vedtagne ord."), municipality=herning, slug="plan")
    publish(plan=plan, by=editor, nature="adopted")
    goal = plan.elements.get(title="Mål")
    edit_element(
        plan_id=plan.pk, element_id=goal.pk, based_on=goal.version, by=editor, body="<p>Kladdeord.</p>"
    )
    assert said(client, "/herning/plan/maal/")["description"] == "De vedtagne ord."
    assert "Kladdeord" not in client.get("/herning/plan/maal/").content.decode()


def test_from_every_public_page_there_is_a_way_to_sign_in(client, published):
    for path in PAGES:
        assert '<a href="/konto/login/">Log ind</a>' in client.get(path).content.decode()
