"""Words in lines of a given width. A word that is wider than a line is divided as Danish divides words, or anywhere at last."""

from collections.abc import Iterator

from apps.core.text import shortened
from apps.overview.figure.widths import width_of

#: What a label holds at most; the text beside the figure holds all of it.
LONGEST = 120
_VOWELS = "aeiouyæøåAEIOUYÆØÅéÉ"
#: What a Danish syllable begins with beside a single consonant; a word is not divided within one of them.
_ONSETS = frozenset(
    [
        "bj",
        "bl",
        "br",
        "dr",
        "dv",
        "fj",
        "fl",
        "fr",
        "gl",
        "gn",
        "gr",
        "hj",
        "hv",
        "kl",
        "kn",
        "kr",
        "kv",
        "pj",
        "pl",
        "pr",
        "sj",
        "sk",
        "sl",
        "sm",
        "sn",
        "sp",
        "st",
        "sv",
        "tj",
        "tr",
        "tv",
        "vr",
    ]
)
_LEAST = 3  # letters on either side of a hyphen


def lines_of(text: str, *, width: float, size: float) -> list[str]:
    """``text`` in lines, none of which is wider than ``width`` in letters of ``size``."""
    lines: list[str] = []
    line = ""
    for word in shortened(text, LONGEST).split():
        for piece in _pieces(word, width=width, size=size):
            joined = f"{line} {piece}" if line else piece
            if line and width_of(joined, size) > width:
                lines.append(line)
                line = piece
            else:
                line = joined
    return [*lines, line] if line else lines


def _pieces(word: str, *, width: float, size: float) -> Iterator[str]:
    """The word, in as many pieces as it needs to be no wider than a line."""
    while width_of(word, size) > width and len(word) > 1:
        at = _division(word, width=width, size=size)
        hyphen = "" if word[at - 1] in "-/–" else "-"
        yield word[:at] + hyphen
        word = word[at:]
    yield word


def _division(word: str, *, width: float, size: float) -> int:
    """How many letters stay on this line: as many as fit, before a consonant that begins a syllable where there is one."""
    fitting = [at for at in range(1, len(word)) if width_of(f"{word[:at]}-", size) <= width] or [1]
    good = [
        at
        for at in fitting
        if _LEAST <= at <= len(word) - _LEAST and (_begins_syllable(word, at) or word[at - 1] in "-/–")
    ]
    return max(good or fitting)


def _begins_syllable(word: str, at: int) -> bool:
    """Whether what stands from ``at`` on begins with consonants that a syllable can begin with, and a vowel after them."""
    if _is_onset(word, at):
        return word[at + 2 : at + 3] != "" and word[at + 2] in _VOWELS
    single = word[at].isalpha() and word[at] not in _VOWELS and word[at + 1] in _VOWELS
    return single and not _is_onset(word, at - 1)


def _is_onset(word: str, at: int) -> bool:
    """Two consonants that belong together. An s after another consonant mostly ends the first part of a compound."""
    pair = word[at : at + 2].lower()
    return pair in _ONSETS and (pair[0] != "s" or word[at - 1] in _VOWELS)
