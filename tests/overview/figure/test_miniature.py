import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.overview.figure.miniature import draw_miniature, part_of
from apps.overview.figure.parts import figure_parts
from tests.overview.figure.drawings import figures
from tests.overview.figure.test_parts import STAR


@pytest.fixture
def star():
    return figure_parts(STAR, level="council_strategy")


def test_the_part_is_marked_that_the_element_is_or_stands_under(star):
    for position, title in ((1, "Et godt sted"), (3, "Økonomi"), (6, "Vækst"), (7, "Vækst"), (8, "Børn")):
        marked = [drawn.part.title for drawn in draw_miniature(star, position).parts if drawn.is_marked]
        assert marked == [title]


def test_what_stands_in_no_part_marks_none(star):
    assert part_of(star, 5) is None
    assert not any(drawn.is_marked for drawn in draw_miniature(star, 5).parts)


@given(st.sampled_from(["star", "rings", "pillars"]).flatmap(figures))
def test_every_part_has_a_shape(parts):
    assert {id(drawn.part) for drawn in draw_miniature(parts, 0).parts} == {id(part) for part in parts.all}
