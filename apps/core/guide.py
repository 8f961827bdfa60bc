"""The guides under ``docs/vejledning/`` as HTML: the little Markdown they are written in, and nothing else.

Headings (``#`` to ``###``), paragraphs, lists with ``-`` or ``1.`` (an item may go on, indented, on the next line), ``**strong**``,
``*em*``, ``` `code` ``` and ``[links](address)``. Whatever else stands there is text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from apps.core.text import danish_slug

_HEADING = re.compile(r"(#{1,3}) +(.+)")
_ITEM = re.compile(r"(-|\d+\.) +(.+)", re.DOTALL)
_INLINE = (
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\*([^*]+)\*"), r"<em>\1</em>"),
    (re.compile(r"\[([^\]]+)\]\(((?:https?:/)?/[^()\s\"]*|#[\w-]+)\)"), r'<a href="\2">\1</a>'),
)


@dataclass(frozen=True)
class Guide:
    """A guide: its title, its chapters as (anchor, title), and its text as safe HTML without the title."""

    title: str
    chapters: list[tuple[str, str]]
    html: str


def read_guide(markdown: str) -> Guide:
    """The guide that ``markdown`` is; its first heading is the title."""
    title, chapters, html = "", [], []
    for block in re.split(r"\n\s*\n", markdown.strip()):
        if heading := _HEADING.fullmatch(block.strip()):
            level, words = len(heading[1]), heading[2]
            if level == 1:
                title = words
                continue
            anchor = danish_slug(words)
            chapters += [(anchor, words)] if level == 2 else []
            html.append(f'<h{level} id="{anchor}">{_inline(words)}</h{level}>')
        else:
            html.extend(_block(block))
    return Guide(title, chapters, "\n".join(html))


def _block(block: str) -> Iterator[str]:
    """The paragraphs and lists of a block between empty lines."""
    pieces = re.sub(r"\n(?!(?:-|\d+\.) )\s*", " ", block).split("\n")
    for kind, group in groupby(pieces, key=_kind_of):
        if kind == "p":
            yield from (f"<p>{_inline(piece)}</p>" for piece in group)
        else:
            items = (_ITEM.fullmatch(piece.strip()) for piece in group)
            inner = "".join(f"<li>{_inline(item[2])}</li>" for item in items if item)
            yield f"<{kind}>{inner}</{kind}>"


def _kind_of(piece: str) -> str:
    item = _ITEM.fullmatch(piece.strip())
    if item is None:
        return "p"
    return "ul" if item[1] == "-" else "ol"


def _inline(text: str) -> str:
    html = escape(text, quote=False)
    for pattern, replacement in _INLINE:
        html = pattern.sub(replacement, html)
    return html
