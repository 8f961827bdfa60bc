"""Every answer about a municipality says whether it is an example: nobody takes what was made up for what was decided."""

from datetime import date

import pytest

from apps.followup.operations.report import Report, report
from apps.followup.operations.rounds import open_round
from apps.publishing.operations.publish import publish
from tests.factories import CommitteeFactory, element, make_plan
from tests.factories.decisions import decide, final
from tests.factories.indicators import IndicatorFactory

API = "/api/v1/"
OF = f"{API}municipalities/herning/"


@pytest.fixture
def recorded(herning, editor):
    """Something of each sort, as little known of it as can be."""
    board = CommitteeFactory(municipality=herning, name="Udvalget", slug="udvalget")
    plan = make_plan(
        element("foundation", "Fundament", element("value", "Mod")),
        element("focus_area", "Skolen", element("goal", "Bedre skole", responsible_id=board.pk)),
        municipality=herning,
        slug="planen",
    )
    publish(plan=plan, by=editor, nature="adopted")
    goal, value = (plan.elements.get(title=title).identity for title in ("Bedre skole", "Mod"))
    opened = open_round(
        municipality=herning, title="Runden", deadline=date(2030, 1, 1), plans=[plan], by=editor
    )
    report(reports=[Report(goal.pk, "on_track")], by=editor, round=opened)
    final(decide(board, "Sag", goal), (value, None))
    return IndicatorFactory(municipality=herning, is_public=True)


def answers(client, indicator):
    listed = {
        name: client.get(f"{OF}{name}/").json()["results"]
        for name in ("rounds", "indicators", "decisions", "committees")
    }
    assert {name: len(rows) for name, rows in listed.items()} == dict.fromkeys(listed, 1)
    return [
        *(row for rows in listed.values() for row in rows),
        *client.get(f"{API}search/?q=skole").json()["results"],
        *(
            client.get(path).json()
            for path in (
                OF,
                f"{OF}rounds/1/",
                f"{API}indicators/{indicator.uid}/",
                f"{API}plans/herning/planen/",
                "/herning/planen/index.json",
                "/herning/planen/bedre-skole/index.json",
            )
        ),
    ]


@pytest.mark.parametrize("is_example", [True, False])
def test_each_answer_says_whether_the_municipality_is_an_example(is_example, client, herning, recorded):
    herning.is_example = is_example
    herning.save()
    told = [answer["is_example"] for answer in answers(client, recorded)]
    assert told == [is_example] * len(told)
    assert len(told) >= 11


def empty_words(value, where=""):
    """Where an answer has nothing between its quotation marks."""
    if isinstance(value, dict):
        return [found for key, each in value.items() for found in empty_words(each, f"{where}.{key}")]
    if isinstance(value, list):
        return [found for each in value for found in empty_words(each, where)]
    return [where] if value == "" else []


def test_what_is_not_known_is_null_and_never_empty_words(client, recorded):
    found = [where for answer in answers(client, recorded) for where in empty_words(answer)]
    assert set(found) <= {".snippet"}  # what a search quotes: of a text without words, none
