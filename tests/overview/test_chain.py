"""The picture of a chain: nothing on top of anything, everything within it; and what is said of the gaps."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from apps.overview.chain import draw_chain
from apps.publishing.chain import Chain, Link

TITLES = st.text("abc æøå", min_size=1, max_size=120)


@st.composite
def chains(draw):
    steps = [0, *draw(st.lists(st.integers(-3, 3).filter(bool), max_size=12))]
    links = [
        Link(number, step, "goal", draw(TITLES), "x", "", "Plan", "plan") for number, step in enumerate(steps)
    ]
    pairs = [
        (source.identity, target.identity, "supports")
        for source in links
        for target in links
        if source.step == target.step + 1
    ]
    return Chain(links, pairs, 0)


@given(chains())
def test_no_box_covers_another_and_all_stand_within_the_picture(chain):
    picture = draw_chain(chain)
    assert len(picture.boxes) == len(chain.links)
    for box in picture.boxes:
        assert 0 <= box.x <= picture.width - box.width
        assert 0 <= box.y <= picture.height - box.height
        assert all(box.y < line.y < box.y + box.height for line in box.lines)
    for a, b in combinations(picture.boxes, 2):
        assert a.x != b.x or a.y + a.height < b.y or b.y + b.height < a.y


@given(chains())
def test_every_contribution_is_drawn_from_the_right_to_the_left_and_told(chain):
    picture = draw_chain(chain)
    places = {box.link.identity: box for box in picture.boxes}
    told = [(one.contributor.link.identity, one.target.link.identity) for one in picture.contributions]
    assert sorted(told) == sorted(pair[:2] for pair in chain.contributions)
    for one in picture.contributions:
        left, right = places[one.target.link.identity], places[one.contributor.link.identity]
        assert left.x < right.x
        assert one.path.startswith(f"M{right.x} {right.middle} ")
        assert one.path.endswith(f" {left.x + left.width} {left.middle}")


@given(chains())
def test_what_contributes_to_a_thing_is_told_right_under_it(chain):
    above = []
    contributing = {source for source, *_rest in chain.contributions}
    for one in draw_chain(chain).contributions:
        assert one.depth <= len(above)
        target = one.target.link.identity
        assert target == above[one.depth - 1] if one.depth else target not in contributing
        above = [*above[: one.depth], one.contributor.link.identity]
