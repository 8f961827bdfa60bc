"""Finding words in texts and replacing them, with the markup around them kept."""

import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, replace

from apps.core.finding import plain_form, spans
from apps.core.richtext.blocks import Block, Item, List, Quote, Table, Text, serialise
from apps.core.richtext.canonical import canonical, parsed

_AROUND = 60  # characters of context on each side of a hit


@dataclass(frozen=True)
class Occurrence:
    """A hit: the ``number``-th (from 0) in its text, with what stands around it."""

    number: int
    before: str
    words: str
    after: str


def pattern(words: str, *, match_case: bool, whole_words: bool) -> re.Pattern[str]:
    """What finds ``words`` as they stand: no character of them has a special meaning."""
    literal = re.escape(re.sub(r"\s+", " ", plain_form(words)))
    if whole_words:
        literal = rf"(?<!\w){literal}(?!\w)"
    return re.compile(literal, 0 if match_case else re.IGNORECASE)


def occurrences(texts: list[str], wanted: re.Pattern[str]) -> list[Occurrence]:
    """Every hit in ``texts``, paragraph after paragraph; none reaches over the end of a paragraph."""
    found: list[Occurrence] = []
    for text in texts:
        for start, end in spans(wanted, text):
            before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
            before = f"…{before}" if start > _AROUND else before
            after = f"{after}…" if end + _AROUND < len(text) else after
            found.append(Occurrence(len(found), before, text[start:end], after))
    return found


def replace_in_text(text: str, wanted: re.Pattern[str], new: str, chosen: Set[int]) -> str:
    """Plain ``text`` with ``new`` in the place of the hits whose numbers are ``chosen``."""
    parts, done = [], 0
    for number, (start, end) in enumerate(spans(wanted, text)):
        if number in chosen:
            parts += [text[done:start], new]
            done = end
    return "".join([*parts, text[done:]])


def replace_in_html(html: str, wanted: re.Pattern[str], new: str, chosen: Set[int]) -> str:
    """The same in body text: ``new`` is plain text and takes the emphasis and link of the first letter it replaces."""
    counter = iter(range(len(html) + 1))
    changed = [
        _in_block(block, lambda text: _in_paragraph(text, wanted, new, chosen, counter))
        for block in parsed(html)
    ]
    return canonical(serialise(changed))


def _in_block(block: Block, change: Callable[[Text], Text]) -> Block:
    def within(blocks: list[Block]) -> list[Block]:
        return [_in_block(inner, change) for inner in blocks]

    if isinstance(block, Quote):
        return Quote(within(block.blocks))
    if isinstance(block, List):
        return block.with_items([Item(within(item.blocks)) for item in block.items])
    if isinstance(block, Table):
        return Table([[replace(cell, blocks=within(cell.blocks)) for cell in row] for row in block.rows])
    return change(block)


def _in_paragraph(
    text: Text, wanted: re.Pattern[str], new: str, chosen: Set[int], counter: Iterator[int]
) -> Text:
    taken = [place for place in spans(wanted, text.letters) if next(counter) in chosen]
    runs, start = [], 0
    for words, marks in text.runs:
        end = start + len(words)
        kept, at = "", start
        for first, last in taken:
            if start <= first < end:
                kept += words[at - start : first - start] + new
            if last > start and first < end:
                at = max(at, min(last, end))
        runs.append((kept + words[at - start :], marks))
        start = end
    return Text(runs)
