"""What a word processor puts on the clipboard: paragraphs with a bullet or number typed in front, brought into lists."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from apps.core.richtext.html_reader import BREAK, HtmlNode, Run

_NUMBER = re.compile(r"\(?(\d{1,5}|[A-Za-z]|[ivxlc]{2,7}|[IVXLC]{2,7})[.)]*")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class _Label(NamedTuple):
    """What stands in front of a paragraph: a bullet, a number that a list can count, or words of the author's."""

    tag: str  # ul, ol; empty for words
    number: int = 1
    type: str = ""


@dataclass(slots=True)
class _OpenList:
    level: int
    node: HtmlNode
    next: _Label


def with_lists(children: list[HtmlNode | Run | None]) -> list[HtmlNode | Run | None]:
    """``children`` with neighbouring listed paragraphs as lists, and labels that no list can count as words."""
    if not any(isinstance(child, HtmlNode) and child.tag == "listed" for child in children):
        return children
    gatherer = _Gatherer()
    for child in children:
        gatherer.take(child)
    return gatherer.out


class _Gatherer:
    def __init__(self) -> None:
        self.out: list[HtmlNode | Run | None] = []
        self.open: list[_OpenList] = []

    def take(self, child: HtmlNode | Run | None) -> None:
        if isinstance(child, HtmlNode) and child.tag == "listed":
            self._listed(child)
            return
        is_blank = child is BREAK or (isinstance(child, tuple) and not child[0].strip())
        if self.open and is_blank:
            return
        self.open.clear()
        self.out.append(child)

    def _listed(self, child: HtmlNode) -> None:
        level = int(child.attributes["level"])
        while self.open and self.open[-1].level > level:
            self.open.pop()
        label = _label(child, self.open[-1].next if self.open and self.open[-1].level == level else None)
        if not label.tag:
            self._as_words(child, level)
            return
        item = HtmlNode("li", children=child.children)
        if self.open and self.open[-1].level == level:
            if self.open[-1].next == label:
                self._append(item, label)
                return
            self.open.pop()
        self._open_list(level, label)
        self._append(item, label)

    def _as_words(self, child: HtmlNode, level: int) -> None:
        """The paragraph with its label in front, in the item it stands under, or by itself."""
        if self.open and self.open[-1].level == level:
            self.open.pop()
        words = [BREAK, (f"{child.label.strip()} ", ()), *child.children, BREAK]
        if self.open:
            self._last_item().children.extend(words)
        else:
            self.out.extend(words)

    def _last_item(self) -> HtmlNode:
        item = self.open[-1].node.children[-1]
        assert isinstance(item, HtmlNode)  # noqa: S101 - lists are opened with their first item
        return item

    def _open_list(self, level: int, label: _Label) -> None:
        start = {"start": str(label.number)} if label.tag == "ol" else {}
        node = HtmlNode(label.tag, {**start, "type": label.type})
        if self.open:
            self._last_item().children.append(node)
        else:
            self.out.append(node)
        self.open.append(_OpenList(level, node, label))

    def _append(self, item: HtmlNode, label: _Label) -> None:
        self.open[-1].node.children.append(item)
        self.open[-1].next = label._replace(number=label.number + 1) if label.tag == "ol" else label


def _label(child: HtmlNode, expected: _Label | None) -> _Label:
    words = child.label.strip()
    is_sign = child.is_symbol and len(words) == 1 and not words.isdigit()
    if is_sign or words == "o" or not any(letter.isalnum() for letter in words):
        return _Label("ul")
    if not (found := _NUMBER.fullmatch(words)):
        return _Label("")
    readings = _readings(found[1])
    return expected if expected and expected in readings else readings[0]


def _readings(number: str) -> list[_Label]:
    """How a number can be read, the likelier reading first: “i” is the first Roman one rather than the ninth letter."""
    if number.isdigit():
        return [_Label("ol", int(number))]
    capital = number.isupper()
    lowered = number.lower()
    roman = [_Label("ol", _roman(lowered), "I" if capital else "i")] if set(lowered) <= _ROMAN.keys() else []
    if len(number) > 1:
        return roman
    letter = [_Label("ol", ord(lowered) - ord("a") + 1, "A" if capital else "a")]
    return roman + letter if lowered == "i" else letter + roman


def _roman(number: str) -> int:
    values = [_ROMAN[letter] for letter in number]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
