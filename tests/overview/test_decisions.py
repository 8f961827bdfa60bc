"""Decisions in words and pictures: bars from the middle, and piles that fit into the picture."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.decisions.reading import Assessed, ValuePicture
from apps.decisions.weighing import EFFECTS, pull
from apps.overview import decisions
from apps.overview.decisions import decision_pages, effect_in_words, effect_sign, picture_of
from apps.publishing.operations.publish import publish
from tests.factories import CommitteeFactory, CouncilPeriodFactory, element, make_plan
from tests.factories.decisions import decide, final

SPRING = date(2026, 3, 2)


@pytest.fixture
def council(herning):
    return CommitteeFactory(municipality=herning, name="Byrådet")


@pytest.fixture
def values(herning, editor):
    CouncilPeriodFactory(start_year=2026)
    plan = make_plan(
        element("foundation", "Fundament", element("value", "Mod"), element("value", "Tillid")),
        municipality=herning,
    )
    publish(plan=plan, by=editor, nature="adopted")
    return [plan.elements.get(title=title).identity for title in ("Mod", "Tillid")]


@pytest.mark.parametrize(
    ("effect", "sign", "words"),
    [
        (-2, "−2", "trækker stærkt imod"),
        (-1, "−1", "trækker lidt imod"),
        (0, "0", "trækker hverken for eller imod"),
        (1, "+1", "trækker lidt for"),
        (2, "+2", "trækker stærkt for"),
        (None, "–", "ikke vurderet"),
    ],
)
def test_an_effect_has_a_sign_and_words(effect, sign, words):
    assert (effect_sign(effect), effect_in_words(effect)) == (sign, words)


@pytest.mark.parametrize(
    ("effect", "place"),
    [(-2, (8, 56)), (-1, (36, 28)), (0, (64, 0)), (None, (64, 0)), (1, (64, 28)), (2, (64, 56))],
)
def test_a_bar_begins_in_the_middle_and_stays_within_the_picture(effect, place, council, values):
    decision = decide(council)
    final(decision, (values[0], effect))
    [page] = decision_pages([decision])
    [bar] = page.bars
    assert isinstance(bar.value, Assessed)
    assert (bar.x, bar.width) == place
    assert (page.decision, page.is_weighed) == (decision, True)


def test_a_decision_that_nobody_weighed_says_so(council, values):
    [page] = decision_pages([decide(council)])
    assert (page.bars, page.is_weighed) == ([], False)


def test_the_picture_tells_and_draws_what_was_recorded(herning, council, values):
    mod, trust = values
    for effects in ((2, None), (2, -1), (0, -2), (-1, -2)):
        final(decide(council), (mod, effects[0]), (trust, effects[1]))
    picture = picture_of(herning, on=SPRING)
    assert (picture.start, picture.end) == (date(2026, 1, 1), date(2029, 12, 31))
    assert (picture.middle, picture.width) == (3 * 24 + 2, 3 * 24 + 2 + 3 * 24 + 2)
    assert [row.words for row in picture.rows] == [
        "2 trækker for, 1 imod, 1 hverken for eller imod, 0 er ikke vurderet",
        "0 trækker for, 3 imod, 0 hverken for eller imod, 1 er ikke vurderet",
    ]
    piles = [[(p.sign, p.number, p.x, p.width) for p in row.piles] for row in picture.rows]
    assert piles == [
        [("−1", 1, 50, 24), ("0", 1, 74, 24), ("+2", 2, 98, 48)],
        [("−2", 2, 2, 48), ("−1", 1, 50, 24)],
    ]


def test_there_is_no_picture_of_nothing(herning, council, values):
    assert picture_of(herning, on=SPRING) is None
    final(decide(council), (values[0], None))
    assert picture_of(herning, on=SPRING) is None
    final(decide(council), (values[0], 0))
    assert picture_of(herning, on=SPRING) is not None
    assert picture_of(herning, on=date(1901, 1, 1)) is None


NUMBERS = st.fixed_dictionaries({effect: st.integers(0, 400) for effect in EFFECTS})


@given(st.lists(NUMBERS, min_size=1, max_size=6))
def test_every_pile_lies_on_its_side_beside_the_others_and_within_the_picture(rows):
    pictured = [_value(numbers) for numbers in rows]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decisions, "period_of", lambda day, periods: (day, day))
        patch.setattr(decisions, "running_picture", lambda *_: pictured)
        picture = picture_of(None, on=SPRING)
    if not any(sum(numbers.values()) for numbers in rows):
        assert picture is None
        return
    for numbers, row in zip(rows, picture.rows, strict=True):
        assert {pile.effect: pile.number for pile in row.piles} == {e: n for e, n in numbers.items() if n}
        edge = 0.0
        for pile in row.piles:
            assert pile.x >= edge - 0.001
            edge = pile.x + pile.width
            assert edge <= picture.width + 0.001
            assert pile.effect >= 0 or edge <= picture.middle + 0.001
            assert pile.effect < 0 or pile.x >= picture.middle - 0.001
    assert picture.width <= 484.001


def _value(numbers):
    return ValuePicture(1, UUID(int=1), "Mod", "mod", "plan", pull(numbers.items()))
