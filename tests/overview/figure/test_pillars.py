import pytest
from hypothesis import given

from apps.overview.figure.pillars import draw_pillars
from tests.overview.figure.drawings import assert_readable, figures
from tests.overview.figure.test_labelled import WORDS


@pytest.mark.parametrize("narrow", [False, True])
@given(parts=figures("pillars"))
def test_any_pillars_can_be_read(narrow, parts):
    assert_readable(draw_pillars(parts, WORDS, narrow=narrow))


@given(figures("pillars"))
def test_the_vision_lies_over_the_pillars_and_the_foundation_under_them(parts):
    drawing = draw_pillars(parts, WORDS)
    tops = [drawn.label.box.top for drawn in drawing.parts]
    assert tops[0] < min(tops[1:])
    if parts.base:
        assert tops[-1] > max(tops[:-1])
