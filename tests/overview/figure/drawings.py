"""Figures of odd trees, and what must hold of every drawing."""

from itertools import combinations

from hypothesis import strategies as st

from apps.overview.figure.parts import FigureParts, Part, PartSet
from apps.strategies.kinds import FigureForm

LONG_WORD = "speciallægepraksisplanlægningsstabiliseringsperiode"
titles = st.one_of(
    st.just(""),
    st.just(LONG_WORD),
    st.text(max_size=120),
    st.lists(st.sampled_from(["og", "mål", "fællesskaber", "omstilling", LONG_WORD]), max_size=9).map(
        " ".join
    ),
)


def part(title, *, position=1, is_here=True):
    return Part(title, "s", "Mål", range(position, position + 1), is_here)


@st.composite
def figures(draw, form):
    """A figure of 1 to 40 parts with any titles, some of them not in the portal."""
    inner = draw(st.integers(min_value=0, max_value=20))
    outer = draw(st.integers(min_value=0 if inner else 1, max_value=20))
    made = [part(draw(titles), position=n + 1, is_here=draw(st.booleans())) for n in range(inner + outer)]
    base = part(draw(titles), position=99) if draw(st.booleans()) else None
    return FigureParts(
        FigureForm(form),
        part(draw(titles), position=0),
        PartSet("Værdier", made[:inner]),
        PartSet("Mål", made[inner:]),
        base if form == "pillars" else None,
    )


def assert_readable(drawing):
    """No two labels overlap, and none leaves the picture."""
    boxes = [label.box for label in drawing.labels if label.lines]
    for box in boxes:
        assert box.left >= -0.5, box
        assert box.right <= drawing.width + 0.5, box
        assert drawing.top - 0.5 <= box.top, box
        assert box.bottom <= drawing.top + drawing.height + 0.5, box
    for one, other in combinations(boxes, 2):
        assert not one.overlaps(other), (one, other)
