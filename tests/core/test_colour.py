import re
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from apps.core.colour import (
    DARK_PAPER,
    LIGHT_PAPER,
    MINIMUM,
    ON_DARK,
    PICTURES,
    contrast,
    readable,
    readable_on_both,
    stylesheet,
)

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colours, st.sampled_from([LIGHT_PAPER, DARK_PAPER]))
def test_every_colour_becomes_readable_on_either_paper(colour, paper):
    assert contrast(readable(colour, paper), paper) >= (MINIMUM if paper == LIGHT_PAPER else ON_DARK)


@given(colours, st.sampled_from([LIGHT_PAPER, DARK_PAPER]))
def test_a_readable_colour_stays_as_it_is(colour, paper):
    once = readable(colour, paper)
    assert readable(once, paper) == once


@given(colours, colours)
def test_contrast_does_not_mind_the_order(one, other):
    assert contrast(one, other) == contrast(other, one)


def test_contrast_of_black_on_white_is_twenty_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_a_yellow_is_darkened_on_light_paper_and_kept_on_dark():
    assert readable("#ffdd00", DARK_PAPER) == "#ffdd00"
    assert readable("#ffdd00", LIGHT_PAPER) == "#857300"


def _schemes(tokens, name):
    return re.search(rf"--{name}: light-dark\((#\w{{6}}), (#\w{{6}})\);", tokens).groups()


@pytest.mark.parametrize("ground", ["paper", "mark", "added", "removed"])
@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_ink_is_readable_on_every_ground(ground, scheme):
    tokens = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
    assert contrast(_schemes(tokens, "ink")[scheme], _schemes(tokens, ground)[scheme]) >= MINIMUM


def test_the_papers_are_those_of_the_style_sheet():
    tokens = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
    assert _schemes(tokens, "paper") == (LIGHT_PAPER, DARK_PAPER)


def test_the_portals_own_accent_is_readable():
    tokens = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
    light, dark = _schemes(tokens, "accent")
    assert contrast(light, LIGHT_PAPER) >= MINIMUM
    assert contrast(dark, DARK_PAPER) >= ON_DARK


def test_the_stylesheet_names_both_schemes():
    css = stylesheet("#1f4e79")
    assert css.startswith(
        ":root{--accent:#1f4e79}@media screen and (prefers-color-scheme:dark){:root{--accent:#"
    )


@given(colours)
def test_an_icon_is_seen_on_light_and_dark(colour):
    shown = readable_on_both(colour)
    assert min(contrast(shown, paper) for paper in (LIGHT_PAPER, DARK_PAPER)) >= PICTURES
