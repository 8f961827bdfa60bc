"""A table and what is set high or low, from the working tree to everything that reads an edition."""

import re

import pytest

from apps.core import richtext
from apps.publishing.models import Edition, EditionElement
from apps.publishing.operations.publish import publish
from apps.publishing.operations.retract import retract
from tests.factories import element, make_plan

BODY = (
    "<p>10<sup>6</sup> kr.</p>\n<table><thead><tr><th>År</th><th>Mål</th></tr></thead>"
    "<tbody><tr><td>2027</td><td><p>Seks skoler</p><p>og en hal</p></td></tr></tbody></table>"
)


@pytest.fixture
def plan(herning, editor):
    plan = make_plan(element("goal", "Skoler", body=BODY), municipality=herning, slug="plan", title="Plan")
    publish(plan=plan, by=editor, nature=Edition.Nature.ADOPTED)
    return plan


def row(plan):
    return EditionElement.objects.get(edition__plan=plan, title="Skoler")


def test_it_stands_on_the_public_page_in_a_frame_that_moves_by_itself(client, plan):
    page = client.get("/herning/plan/").content.decode()
    assert re.search(r'<div class="table" role="region" tabindex="0" aria-label="Tabel"><table><thead>', page)
    assert "<sup>6</sup>" in page


def test_it_stands_in_the_api_as_text_and_as_rows(client, plan):
    [goal] = client.get("/api/v1/plans/herning/plan/").json()["elements"]
    assert goal["paragraphs"] == ["10⁶ kr.", "År | Mål", "2027 | Seks skoler og en hal"]
    assert goal["tables"] == [[["År", "Mål"], ["2027", "Seks skoler og en hal"]]]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Seks skoler", ["10⁶ kr.", "År | Mål", "2027 | [udeladt] og en hal"]),
        ("2027 | Seks skoler og en hal", ["10⁶ kr.", "År | Mål", "[udeladt] | [udeladt] [udeladt]"]),
        ("10⁶ kr.", ["[udeladt]", "År | Mål", "2027 | Seks skoler og en hal"]),
    ],
)
def test_words_of_it_can_be_retracted(plan, portal_admin, words, left):
    if words.startswith("10"):
        retract(identity=row(plan).identity, by=portal_admin, reason="Fejl", ordinal=1)
    else:
        retract(identity=row(plan).identity, by=portal_admin, reason="Fejl", words=words)
    assert row(plan).paragraphs == left
    body = row(plan).body
    assert richtext.canonical(body) == body
