"""What a tag and its style say of the words in it: emphasis, high and low, struck, unseen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from apps.core.richtext.blocks import INLINE, Marks

_STRONG, _EM = {"strong", "b"}, {"em", "i", "cite", "dfn", "var"}
_WEIGHT = re.compile(r"(?<![-\w])font-weight:\s*(\w+)", re.IGNORECASE)
_SLANT = re.compile(r"(?<![-\w])font-style:\s*(\w+)", re.IGNORECASE)
_HEIGHT = re.compile(r"(?<![-\w])vertical-align:\s*(super|sub)\b", re.IGNORECASE)
_STRUCK = re.compile(r"(?<![-\w])text-decoration(?:-line)?:[^;]*line-through", re.IGNORECASE)
_UNSEEN = re.compile(
    r"mso-hide:\s*all|(?<![-\w])display:\s*none|(?<![-\w])visibility:\s*hidden", re.IGNORECASE
)
_COMMENTS = re.compile(r"mso-element:\s*comment", re.IGNORECASE)
_COMMENT_MARK = re.compile(r"mso-special-character:\s*comment", re.IGNORECASE)
_NOTE = re.compile(r"Mso(?:Footnote|Endnote)Reference|sd(?:foot|end)note(?:sym|anc)", re.IGNORECASE)
_LISTED = re.compile(r"mso-list:\s*\S+\s+level(\d)", re.IGNORECASE)
_LABEL = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_SYMBOLS = re.compile(r"font-family:[^;]*(?:symbol|wingdings|webdings|courier)", re.IGNORECASE)
_BLOCK = re.compile(r"(?<![-\w])display:\s*(?:block|list-item|flex|grid|table)", re.IGNORECASE)
_COUNT = re.compile(r"list-style(?:-type)?:\s*(?:\w+\s+)*?(lower|upper)-(alpha|latin|roman)", re.IGNORECASE)
_INLINE_TAGS = {
    "span",
    "font",
    "a",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "ins",
    "small",
    "big",
    "mark",
    "cite",
    "label",
}


@dataclass(frozen=True, slots=True)
class Look:
    """What a tag with its style and classes does to the words in it."""

    is_struck: bool = False  # crossed out, by hand or as a tracked deletion
    is_unseen: bool = False  # nobody saw it where it was copied
    is_comment: bool = False  # what somebody remarked beside the text
    is_comment_mark: bool = False  # the mark of it in the text; not the passage that it is about
    is_note_mark: bool = False  # the number of a footnote, which the browser is told to set high
    is_label: bool = False  # the bullet or number that a word processor typed in front of a paragraph
    is_symbol: bool = False  # letters are drawn as signs, as bullets often are
    begins_block: bool = False  # its words stand on lines of their own
    list_level: int = 0  # how deep in lists a word processor has a paragraph; 0 in none


@lru_cache(maxsize=4096)
def look(tag: str, style: str, names: str) -> Look:
    """A pasted text repeats the same few thousands of times: each is looked at once."""
    is_struck = tag in ("s", "strike", "del")
    classes = names.lower().split()
    is_comment_mark = "msocommentreference" in classes or "msocomanchor" in classes
    is_note_mark = bool(names and _NOTE.search(names))
    if not style:
        return Look(is_struck=is_struck, is_comment_mark=is_comment_mark, is_note_mark=is_note_mark)
    listed = _LISTED.search(style)
    return Look(
        is_struck=is_struck or bool(_STRUCK.search(style)),
        is_unseen=bool(_UNSEEN.search(style)),
        is_comment=bool(_COMMENTS.search(style)),
        is_comment_mark=is_comment_mark or bool(_COMMENT_MARK.search(style)),
        is_note_mark=is_note_mark,
        is_label=bool(_LABEL.search(style)),
        is_symbol=bool(_SYMBOLS.search(style)),
        begins_block=bool(_BLOCK.search(style)),
        list_level=int(listed[1]) if listed else 0,
    )


def counting(attributes: Mapping[str, str]) -> str:
    """The ``type`` of a numbered list, from the attribute or the style; empty where it counts 1, 2, 3."""
    given = attributes.get("type", "").strip()
    if given in ("a", "A", "i", "I"):
        return given
    if found := _COUNT.search(attributes.get("style", "")):
        letter = "i" if found[2].lower() == "roman" else "a"
        return letter.upper() if found[1].lower() == "upper" else letter
    return ""


@lru_cache(maxsize=4096)
def marks_within(marks: Marks, tag: str, style: str, *, is_note_mark: bool) -> Marks:
    """``marks`` and what the tag and its style add to them, or take from them."""
    if tag in _STRONG:
        marks = _with(marks, "strong")
    elif tag in _EM:
        marks = _with(marks, "em")
    elif tag in ("sub", "sup"):
        marks = _with(_without(_without(marks, "sub"), "sup"), tag)
    if is_note_mark:
        marks = _with(_without(marks, "sub"), "sup")
    return _styled(marks, tag, style) if style else marks


def _styled(marks: Marks, tag: str, style: str) -> Marks:
    if weight := _WEIGHT.search(style):
        value = weight[1].lower()
        is_bold = value in ("bold", "bolder") or (value.isdigit() and int(value) >= 600)
        marks = _with(marks, "strong") if is_bold else _without(marks, "strong")
    if slant := _SLANT.search(style):
        is_slanted = slant[1].lower() in ("italic", "oblique")
        marks = _with(marks, "em") if is_slanted else _without(marks, "em")
    if tag in _INLINE_TAGS and (height := _HEIGHT.search(style)):
        raised = "sup" if height[1].lower() == "super" else "sub"
        marks = _with(_without(_without(marks, "sub"), "sup"), raised)
    return marks


def linked(marks: Marks, address: str) -> Marks:
    """``marks`` and a link; a link in a link is none."""
    return marks if not address or any(tag == "a" for tag, _ in marks) else _with(marks, "a", address)


def _with(marks: Marks, tag: str, href: str = "") -> Marks:
    if any(known == tag for known, _ in marks):
        return marks
    return tuple(sorted((*marks, (tag, href)), key=lambda mark: INLINE.index(mark[0])))


def _without(marks: Marks, tag: str) -> Marks:
    return tuple(mark for mark in marks if mark[0] != tag)
