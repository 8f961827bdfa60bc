"""What is said beside a text that is not its source's, and of who is responsible for it."""

import re

import pytest

from apps.publishing.notices import corrections, wording_in_words
from apps.publishing.operations.publish import publish
from apps.publishing.pages.render import render
from apps.strategies.models import Element
from tests.factories import CommitteeFactory, element, make_plan

SOURCE = "Vi styrker lokalområdet og vores byer."


def passage(text=SOURCE, role="paragraph", paragraph=1):
    return {
        "source": 1,
        "first": 1,
        "last": 1,
        "role": role,
        "paragraph": paragraph,
        "text": text,
        "repairs": [],
    }


@pytest.mark.parametrize(
    ("now", "pairs"),
    [
        ("Vi styrker lokalområder og vores byer.", [("lokalområdet", "lokalområder")]),
        (
            "Vi støtter lokalområder og vores byer.",
            [("styrker", "støtter"), ("lokalområdet", "lokalområder")],
        ),
        (SOURCE, []),
        ("Vi styrker vores byer.", []),
        ("Vi styrker lokalområdet og alle vores byer.", []),
        ("A styrkede B og C landsbyer!", []),
        (f"Vi styrker {'x' * 61} og vores byer.", []),
    ],
)
def test_words_in_place_of_others_are_told_where_they_are_few_and_short(now, pairs):
    assert corrections("T", [now], [passage()]) == pairs


def test_a_title_and_several_paragraphs_are_corrected_each_in_its_place():
    passages = [passage("Vores vækst", "title", None), passage(), passage("To ord.", paragraph=2)]
    assert corrections("Vores trivsel", [SOURCE, "To sætninger."], passages) == [
        ("vækst", "trivsel"),
        ("ord", "sætninger"),
    ]
    assert corrections("Vores trivsel", [SOURCE], passages) == []


def test_it_is_said_in_words():
    assert wording_in_words("T", ["Vi styrker lokalområder og vores byer."], [passage()]) == (
        "Rettet efter kilden: lokalområdet → lokalområder"
    )
    assert wording_in_words("T", ["Noget helt andet."], [passage()]) == "En anden ordlyd end kilden"
    assert wording_in_words("T", ["Nyt."], []) == "Står ikke i kildeteksten"


GAP = "Det står ikke i strategien, hvem der er ansvarlig"


def told_at(edition):
    html = render(edition, "da").body
    return [re.search('id="([^"]*)"', section)[1] for section in html.split("<section")[1:] if GAP in section]


def test_where_nobody_is_named_it_is_said_once_and_where_some_are_at_each_goal_without(herning, editor):
    plan = make_plan(
        element("section", "Forord", text="Et."), element("goal", "Havn"), element("goal", "Skov"), element("goal", "By"),
        municipality=herning, slug="plan",
    )  # fmt: skip
    assert told_at(publish(plan=plan, by=editor, nature="adopted")) == ["havn"]
    goal = Element.objects.get(plan=plan, title="Skov")
    goal.responsible = CommitteeFactory(municipality=herning, name="Skovudvalget")
    goal.save(update_fields=["responsible"])
    assert told_at(publish(plan=plan, by=editor, nature="adopted")) == ["havn", "by"]


def test_the_page_of_an_element_names_who_is_responsible_or_says_that_the_strategy_does_not(
    client, herning, editor
):
    plan = make_plan(element("goal", "Havn"), element("goal", "Skov"), municipality=herning, slug="plan")
    goal = Element.objects.get(plan=plan, title="Skov")
    goal.responsible = CommitteeFactory(municipality=herning, name="Skovudvalget")
    goal.save(update_fields=["responsible"])
    publish(plan=plan, by=editor, nature="adopted")
    havn, skov = (client.get(f"/herning/plan/{slug}/").content.decode() for slug in ("havn", "skov"))
    assert (GAP in havn, "Skovudvalget" in havn) == (True, False)
    assert (GAP in skov, "Skovudvalget" in skov) == (False, True)
