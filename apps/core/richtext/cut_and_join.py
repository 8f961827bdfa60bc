"""Taking body text apart at a paragraph and putting it together, with its markup kept."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.core.richtext.blocks import Block, List, paragraphs_of, serialise
from apps.core.richtext.canonical import canonical, parsed


@dataclass(frozen=True)
class Part:
    """Where a text may be cut: before paragraph ``number`` (from 1), which says ``text``."""

    number: int
    text: str


def blocks(html: str) -> list[str]:
    """The paragraphs, lists and quotations of ``html``, each in canonical form; joined they are the whole again."""
    return [serialise([block]) for block in parsed(html)]


def joined(*htmls: str) -> str:
    """The texts one after another."""
    return canonical("\n".join(htmls))


def cuts(html: str) -> list[Part]:
    """Every place where the text may be cut in two: between blocks, and between the items of a list with bullets.

    A numbered list is not cut, because its numbers would begin again; nor is a quotation.
    """
    found, number = [], 1
    for piece in _pieces(parsed(html)):
        words = list(paragraphs_of([piece]))
        if number > 1:
            found.append(Part(number, words[0]))
        number += len(words)
    return found


def cut(html: str, number: int) -> tuple[str, str]:
    """The text before paragraph ``number`` and the text from it on. Raises ``ValueError`` where it may not be cut there."""
    if number not in {part.number for part in cuts(html)}:
        raise ValueError(f"The text cannot be cut before paragraph {number}.")
    before: list[Block] = []
    after: list[Block] = []
    at = 1
    for piece in _pieces(parsed(html)):
        (before if at < number else after).append(piece)
        at += len(list(paragraphs_of([piece])))
    return _together(before), _together(after)


def _pieces(whole: list[Block]) -> Iterator[Block]:
    """The blocks, a list with bullets as one list for each item."""
    for block in whole:
        if isinstance(block, List) and block.tag == "ul":
            yield from (block.with_items([item]) for item in block.items)
        else:
            yield block


def _together(pieces: list[Block]) -> str:
    """The pieces as HTML, neighbouring items as one list again."""
    whole: list[Block] = []
    for piece in pieces:
        last = whole[-1] if whole else None
        if isinstance(piece, List) and isinstance(last, List) and piece.tag == last.tag == "ul":
            whole[-1] = List("ul", [*last.items, *piece.items])
        else:
            whole.append(piece)
    return serialise(whole)
