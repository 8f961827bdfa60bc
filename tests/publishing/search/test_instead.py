"""A compound that stands nowhere is answered with the part of it that does, and nonsense with nothing."""

import pytest

from apps.publishing.operations.publish import publish
from apps.publishing.search.instead import looked_for_instead
from apps.publishing.search.queries import read_query
from apps.publishing.search.results import Search
from apps.publishing.search.spelling import spelling
from tests.factories import element, make_plan

pytestmark = pytest.mark.without_bystander(reason="what stands anywhere is asked for")


@pytest.fixture
def plan(herning, editor):
    plan = make_plan(
        element("goal", "Flere skoler", text="Børn går i skole i hver landsby."),
        element("goal", "Sundhedshuset"),
        municipality=herning,
        title="Planen",
        by=editor,
    )
    publish(plan=plan, by=editor, nature="adopted")
    spelling.refresh()
    return plan


def instead(typed):
    found = looked_for_instead(read_query(typed), spelling)
    return (found.query.text, found.missing) if found else None


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("fodboldskole", ("skole", ("fodboldskole",))),
        ("Fodboldskolerne", ("skole", ("Fodboldskolerne",))),
        ("landsbypolitik", ("landsby", ("landsbypolitik",))),
        ("sundhedspolitik", ("sundhed", ("sundhedspolitik",))),
        ("fodboldskole landsby", ("skole landsby", ("fodboldskole",))),
        ("fodboldskole tennisskole", ("skole skole", ("fodboldskole", "tennisskole"))),
        ("skole", None),
        ("skolerne", None),
        ("sundhedshus", None),
        ("fodboldbane", None),
        ("“fodboldskole”", None),
        ("blørpskole", None),
        ("qwertyuiop", None),
        ("", None),
    ],
)
def test_the_longest_part_that_stands_in_a_plan_is_looked_for(plan, typed, found):
    assert instead(typed) == found


def test_each_part_is_looked_for_once(plan):
    query = looked_for_instead(read_query("fodboldskole tennisskole"), spelling).query
    assert [term.text for term in query.terms] == ["skole"]


def test_a_word_that_is_found_is_not_exchanged(plan, herning, editor):
    assert Search.of("fodboldskole").instead.query.text == "skole"
    more = make_plan(element("goal", "Fodboldskole"), municipality=herning, slug="mere", by=editor)
    publish(plan=more, by=editor, nature="adopted")
    assert Search.of("fodboldskolen").instead is None


def test_what_a_word_says_elsewhere_is_found_before_its_parts(plan, herning, editor):
    """“skole for sundhed” has all that a sundhedsskole is made of."""
    more = make_plan(element("goal", "En skole for sundhed"), municipality=herning, slug="mere", by=editor)
    publish(plan=more, by=editor, nature="adopted")
    found = Search.of("sundhedsskole")
    assert (found.instead, found.total) == (None, 1)
