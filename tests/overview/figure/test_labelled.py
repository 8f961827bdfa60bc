import pytest
from hypothesis import given

from apps.overview.figure.labelled import draw_labelled
from apps.overview.figure.parts import FigureParts, PartSet
from apps.strategies.kinds import FigureForm
from tests.overview.figure.drawings import assert_readable, figures, part

WORDS = {"missing": "Endnu ikke i portalen", "untitled": "Uden titel"}


def words_of(drawing):
    return [" ".join(line.words for line in drawn.label.lines) for drawn in drawing.parts]


def figure(form, inner, outer):
    return FigureParts(
        FigureForm(form), part("Et godt sted"), PartSet("Værdier", inner), PartSet("Fokusområder", outer)
    )


@given(figures("star"))
def test_any_star_can_be_read(parts):
    assert_readable(draw_labelled(parts, WORDS))


@given(figures("rings"))
def test_any_ring_can_be_read(parts):
    assert_readable(draw_labelled(parts, WORDS))


@pytest.mark.parametrize("number", [1, 2, 3, 4, 6, 8, 12])
@pytest.mark.parametrize("form", ["star", "rings"])
def test_as_many_parts_as_there_are_stand_in_reading_order(form, number):
    inner = [part(f"Værdi {n}", position=n) for n in range(1, number + 1)]
    outer = [part(f"Mål {n}", position=20 + n) for n in range(1, number + 1)]
    said = words_of(draw_labelled(figure(form, inner, outer), WORDS))
    assert said == ["Et godt sted", *(each.title for each in [*inner, *outer])]


def test_what_is_not_there_and_what_has_no_title_says_so():
    drawing = draw_labelled(figure("rings", [part(""), part("", is_here=False)], []), WORDS)
    assert words_of(drawing)[1:] == ["Uden titel", "Endnu ikke i portalen"]


def test_values_and_focus_areas_of_a_star_point_between_each_other():
    inner = [part(f"V{n}") for n in range(4)]
    outer = [part(f"F{n}") for n in range(4)]
    boxes = {
        drawn.part.title: drawn.label.box
        for drawn in draw_labelled(figure("star", inner, outer), WORDS).parts
    }
    assert boxes["V0"].bottom < boxes["F0"].top < boxes["V1"].top < boxes["F1"].top < boxes["V2"].top
    assert boxes["F0"].left > boxes["V0"].right > boxes["F3"].right
