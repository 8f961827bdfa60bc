import itertools

from hypothesis import given

from apps.overview.figure.numbered import draw_numbered
from apps.overview.figure.parts import FigureParts, PartSet
from apps.strategies.kinds import FigureForm
from tests.overview.figure.drawings import figures, part
from tests.overview.figure.test_labelled import WORDS


def listed(drawing):
    """Number and words of each row below the figure."""
    return [
        (drawn.mark.lines[0].words, " ".join(line.words for line in drawn.label.lines))
        for drawn in drawing.parts[1:]
    ]


@given(figures("star"))
def test_the_list_below_any_star_can_be_read(parts):
    drawing = draw_numbered(parts, WORDS)
    for drawn in drawing.parts:
        assert drawn.label.box.right <= drawing.width + 0.5
    rows = [drawn.label.box for drawn in drawing.parts[1:]] + [heading.box for heading in drawing.headings]
    rows.sort(key=lambda box: box.top)
    assert all(above.bottom <= below.top for above, below in itertools.pairwise(rows))
    assert all(box.bottom <= drawing.height for box in rows)


def test_numbers_go_on_from_one_set_to_the_next_under_their_headings():
    figure = FigureParts(
        FigureForm.RINGS,
        part("Vi tør"),
        PartSet("Mål", [part("Byen"), part("Job")]),
        PartSet("Principper", [part("Åbenhed")]),
    )
    drawing = draw_numbered(figure, WORDS)
    assert listed(drawing) == [("1", "Byen"), ("2", "Job"), ("3", "Åbenhed")]
    assert [heading.lines[0].words for heading in drawing.headings] == ["MÅL", "PRINCIPPER"]


def test_one_set_needs_no_heading():
    figure = FigureParts(FigureForm.RINGS, part("Vi tør"), PartSet("Mål", [part("Byen")]), PartSet())
    assert draw_numbered(figure, WORDS).headings == []
