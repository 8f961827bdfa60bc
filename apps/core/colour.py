"""A municipality's own colour, shifted until it can be read on the portal's paper in both schemes.

Contrast is reckoned as WCAG 2.2 does (relative luminance, success criterion 1.4.3). Pure functions on ``#rrggbb``.
"""

import colorsys

#: The token ``--paper`` of static/css/tokens.css in each scheme; a test holds the two together.
LIGHT_PAPER = "#fcfbf8"
DARK_PAPER = "#161613"
MINIMUM = 4.5
#: Thin coloured letters on black need more than the minimum to be read with ease.
ON_DARK = 6.0
#: What a picture needs (WCAG 2.2, success criterion 1.4.11).
PICTURES = 3.0
_STEPS = 200


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, paper: str) -> str:
    """``colour`` itself where its contrast on ``paper`` is enough; else made darker or lighter until it is."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    goal, enough = (0.0, MINIMUM) if luminance(paper) > 0.5 else (1.0, ON_DARK)
    for step in range(_STEPS + 1):
        shifted = lightness + (goal - lightness) * step / _STEPS
        rgb = colorsys.hls_to_rgb(hue, shifted, saturation) if step else _channels(colour)
        candidate = "#" + "".join(f"{round(channel * 255):02x}" for channel in rgb)
        if contrast(candidate, paper) >= enough:
            break
    return candidate


def readable_on_both(colour: str) -> str:
    """``colour`` as an icon may have it that stands on light and dark alike: darker or lighter, as little as it takes."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    for step in range(_STEPS + 1):
        for shifted in (lightness + step / _STEPS, lightness - step / _STEPS):
            rgb = (
                colorsys.hls_to_rgb(hue, min(max(shifted, 0.0), 1.0), saturation)
                if step
                else _channels(colour)
            )
            candidate = "#" + "".join(f"{round(channel * 255):02x}" for channel in rgb)
            if min(contrast(candidate, paper) for paper in (LIGHT_PAPER, DARK_PAPER)) >= PICTURES:
                return candidate
    return colour


def stylesheet(colour: str) -> str:
    """The style that gives a page the accent ``colour``, light and dark."""
    light, dark = readable(colour, LIGHT_PAPER), readable(colour, DARK_PAPER)
    return (
        f":root{{--accent:{light}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{--accent:{dark}}}}}\n"
    )
