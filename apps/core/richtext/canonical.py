"""The small safe HTML that body text is kept in, in one canonical form.

Allowed are ``p, ul, ol[start|type], li, strong, em, sub, sup, a[href], blockquote`` and simple tables. Canonical means: every
block on one level stands in ``p``, ``li``, a list, a quotation or a table; ``li``, ``td`` and ``th`` hold their text directly
where it is one paragraph; white space, the non-breaking space too, is one space; letters are composed and nothing is unseen;
a line break ends a paragraph; nothing but a cell is empty; links have whole addresses. Making a text canonical twice changes
nothing, so opening a text in an editor that writes the same content differently and saving it changes nothing either.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _

from apps.core.richtext import blocks as made
from apps.core.richtext import links as addresses
from apps.core.richtext import styles
from apps.core.richtext.blocks import Block, Item, List, Quote, Table, Text
from apps.core.richtext.html_reader import BREAK, HtmlNode, Run, read
from apps.core.richtext.left_out import LeftOut
from apps.core.richtext.tables import is_layout, rows_of, spread_out
from apps.core.richtext.typed_lists import with_lists
from apps.core.text import UNSEEN, is_composed

_HIGHEST_START = 99_999


def canonical(html: str) -> str:
    """``html`` sanitised and in canonical form; what is not allowed is dropped, its text kept."""
    if not html or _is_plain(html):
        return html
    return made.serialise(parsed(html))


@dataclass(frozen=True)
class Pasted:
    """A text in canonical form, and what was left out of it."""

    html: str
    left_out: Sequence[LeftOut]


def pasted(html: str) -> Pasted:
    """The same, and what ``html`` had that nobody would find again: images, struck passages, comments."""
    if not html or _is_plain(html):
        return Pasted(html, [])
    root, left_out = read(html)
    return Pasted(made.serialise(_blocks(root)), left_out)


def parsed(html: str) -> list[Block]:
    """The blocks of ``html``, sanitised; ``serialise`` writes them in canonical form."""
    return _blocks(read(html)[0])


def paragraphs(html: str) -> list[str]:
    """The plain text of each paragraph, list item and row of a table of ``html``, in reading order."""
    if _is_plain(html):
        return _PLAIN_PARAGRAPH.findall(html)
    return list(made.paragraphs_of(parsed(html)))


def letters(html: str) -> list[str]:
    """The letters of each paragraph, item and cell: what is found and replaced in it."""
    return _PLAIN_PARAGRAPH.findall(html) if _is_plain(html) else made.letters_of(parsed(html))


def links(html: str) -> list[addresses.Link]:
    """Every link of ``html`` with its words and its address, in reading order."""
    return list(addresses.links_of(parsed(html))) if "<a" in html else []


def tables(html: str) -> list[list[list[str]]]:
    """The text of each cell of each table of ``html``, row by row."""
    return [table.words() for table in made.tables_of(parsed(html))] if "<table" in html else []


_Event = Run | List | Quote | Table | None


def _events(node: HtmlNode, *, in_cell: bool) -> Iterator[_Event]:
    """The content of ``node`` in order: text with its marks, finished lists, quotations and tables, paragraph breaks."""
    for child in with_lists(node.children):
        if not isinstance(child, HtmlNode):
            yield child
        elif child.tag in ("ul", "ol"):
            yield from _lists(child, in_cell=in_cell)
        elif child.tag == "blockquote" and not in_cell:
            if blocks := _blocks(child):
                yield Quote(blocks)
        elif child.tag == "table":
            yield BREAK
            yield from _table(child, in_cell=in_cell)
            yield BREAK
        else:
            yield BREAK
            yield from _events(child, in_cell=in_cell)
            yield BREAK


def _table(node: HtmlNode, *, in_cell: bool) -> Iterator[_Event]:
    """What stands around the rows as paragraphs, its caption first; the rows as paragraphs too where it is in a cell."""
    around = HtmlNode(
        "div",
        children=[
            child for child in node.children if not (isinstance(child, HtmlNode) and child.tag == "tr")
        ],
    )
    yield from _events(around, in_cell=in_cell)
    table = None if in_cell or is_layout(node) else spread_out(node, _cell)
    if table is None:
        for row in rows_of(node):
            yield from _events(row, in_cell=in_cell)
        return
    for row in rows_of(node):
        strays = [
            child for child in row.children if not (isinstance(child, HtmlNode) and child.tag in ("td", "th"))
        ]
        yield from _events(HtmlNode("div", children=strays), in_cell=in_cell)
    yield table


def _cell(node: HtmlNode) -> list[Block]:
    return list(_flat(_blocks(node, in_cell=True)))


def _blocks(node: HtmlNode, *, in_cell: bool = False) -> list[Block]:
    blocks: list[Block] = []
    text = Text()
    for event in [*_events(node, in_cell=in_cell), BREAK]:
        if isinstance(event, tuple):
            text.runs.append(event)
            continue
        if (closed := text.closed()).runs:
            blocks.append(closed)
        text = Text()
        if event is not BREAK:
            blocks.append(event)
    return blocks


def _lists(node: HtmlNode, *, in_cell: bool) -> Iterator[List]:
    """The list as one; as several where the numbers of its items do not follow each other."""
    items: list[Item] = []
    start = _start(node.attributes.get("start", "")) if node.tag == "ol" else 1
    counting = styles.counting(_with_style_of_items(node)) if node.tag == "ol" else ""
    for child in node.children:
        value = child.attributes.get("value", "") if isinstance(child, HtmlNode) and node.tag == "ol" else ""
        if value and _start(value) != start + len(items):
            if items:
                yield List(node.tag, items, start, counting)
            items, start = [], _start(value)
        _take(child, items, in_cell=in_cell)
    if items:
        yield List(node.tag, items, start, counting)


def _take(child: HtmlNode | Run | None, items: list[Item], *, in_cell: bool) -> None:
    """Add to ``items`` what ``child`` holds; a list without text before it hangs on the item before, or takes its place."""
    is_item = isinstance(child, HtmlNode) and child.tag not in ("ul", "ol")
    wrapper = child if isinstance(child, HtmlNode) and is_item else HtmlNode("li", children=[child])
    own: list[Block] = []
    for block in _flat(_blocks(wrapper, in_cell=in_cell)):
        if own or not isinstance(block, List):
            own.append(block)
        elif items and not is_item:
            items[-1].blocks.append(block)
        else:
            items.extend(block.items)
    if own:
        items.append(Item(own))


def _with_style_of_items(node: HtmlNode) -> dict[str, str]:
    """The attributes of a list, with the style of its first item, where some editors say how it counts."""
    first = next((child for child in node.children if isinstance(child, HtmlNode)), node)
    style = f"{node.attributes.get('style', '')};{first.attributes.get('style', '')}"
    return {**node.attributes, "style": style}


def _start(said: str) -> int:
    said = said.strip()
    return min(int(said), _HIGHEST_START) if said.isascii() and said.isdigit() and len(said) < 10 else 1


def _flat(blocks: list[Block]) -> Iterator[Block]:
    """The blocks, those of quotations without the quotations."""
    for block in blocks:
        if isinstance(block, Quote):
            yield from _flat(block.blocks)
        else:
            yield block


_WORD = rf"[^<>&\s\x00-\x1f\x7f-\x9f\ufffd{UNSEEN}]++"
_PLAIN_TEXT = rf"{_WORD}(?: {_WORD})*+"
_PLAIN_BLOCK = rf"(?:<p>{_PLAIN_TEXT}</p>|<(ul|ol)>(?:<li>{_PLAIN_TEXT}</li>)++</\%d>)"
_PLAIN = re.compile(rf"{_PLAIN_BLOCK % 1}(?:\n{_PLAIN_BLOCK % 2})*+")
_PLAIN_PARAGRAPH = re.compile(r"<(?:p|li)>([^<]*)")


def _is_plain(html: str) -> bool:
    """Whether this is canonical text of the commonest sort, paragraphs and lists of bare words, which need no parser."""
    return bool(_PLAIN.fullmatch(html)) and is_composed(html)


_NOT_ALLOWED = re.compile(
    r"<(?!/?(?:p|ul|ol|li|strong|em|sub|sup|blockquote|table|thead|tbody|tr|th|td)>|/a>"
    r'|a href="(?:https?://|mailto:|tel:)[^"<>]*">'
    r'|ol(?: start="\d+")?(?: type="[aAiI]")?>)'
)


def safe(html: str) -> str:
    """``html`` as it is where it is written with the allowed tags alone, as canonical text is; otherwise made canonical.

    For rendering: as strict as ``canonical`` about what may come through, and a hundred times faster on what it wrote.
    """
    return canonical(html) if _NOT_ALLOWED.search(html) else html


def drawn(html: str) -> str:
    """``html`` for a page: safe, and a table that is wider than the page moves by itself, by finger and by keyboard."""
    html = safe(html)
    if "<table>" not in html:
        return html
    name = escape(_("Table"))
    frame = f'<div class="table" role="region" tabindex="0" aria-label="{name}"><table>'
    return html.replace("<table>", frame).replace("</table>", "</table></div>")
