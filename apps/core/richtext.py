"""The small safe HTML that body text is kept in, in one canonical form.

Allowed are ``p, ul, ol, li, strong, em, a[href], blockquote``. Canonical means: every block on one level stands in ``p``,
``li`` or a list; ``li`` holds its text directly; white space, the non-breaking space too, is one space; letters are composed; a line break
ends a paragraph; nothing is empty; no attribute but ``href``. Making a text canonical twice changes nothing, so opening a text in an editor that
writes the same content differently and saving it changes nothing either.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

import nh3

from apps.core import word

BLOCKS = {"p", "ul", "ol", "li", "blockquote"}
INLINE = ("a", "strong", "em")  # outermost first
_SYNONYMS = {"b": "strong", "i": "em"}
_SPLITS = {"br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "td", "tr", "table", "section", "pre"}
_VOID = {"br", "hr"}
_NO_LETTER = "\N{REPLACEMENT CHARACTER}"  # stands for what could not be read; no form may send it
_DEEPEST = 40  # tags inside each other; nobody writes so, and what is deeper is read as plain text
_URL_SCHEMES = {"http", "https", "mailto", "tel"}


class _Node:
    __slots__ = ("children", "href", "tag")

    def __init__(self, tag: str, href: str = "") -> None:
        self.tag = tag
        self.href = href
        self.children: list[_Node | str] = []


class _TreeBuilder(HTMLParser):
    """Builds a tree of the allowed tags; nh3 has already closed and balanced them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("root")
        self.open = [self.root]
        self.too_deep = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID and (self.too_deep or len(self.open) > _DEEPEST):
            self.too_deep += 1
            return
        node = _Node(_SYNONYMS.get(tag, tag), dict(attrs).get("href") or "")
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if self.too_deep:
            self.too_deep -= 1
            return
        tag = _SYNONYMS.get(tag, tag)
        if any(node.tag == tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data.replace(_NO_LETTER, ""))


def _parse(html: str) -> _Node:
    clean = nh3.clean(
        html,
        tags=BLOCKS | set(INLINE) | set(_SYNONYMS) | _SPLITS,
        attributes={"a": {"href"}},
        url_schemes=_URL_SCHEMES,
        link_rel=None,
    )
    builder = _TreeBuilder()
    builder.feed(clean)
    builder.close()
    return builder.root


Marks = tuple[tuple[str, str], ...]  # (tag, href), in the order of INLINE


@dataclass(slots=True)
class Text:
    """A stretch of running text: what becomes one ``p`` or one ``li``."""

    runs: list[tuple[str, Marks]] = field(default_factory=list)
    lists: list["List"] = field(default_factory=list)

    def closed(self) -> "Text":
        """White space collapsed over all runs, equal neighbours joined, empty runs dropped."""
        out: list[tuple[str, Marks]] = []
        for text, marks in self.runs:
            collapsed = " ".join(text.split())
            lead = " " if text[:1].isspace() and out and not out[-1][0].endswith(" ") else ""
            tail = " " if collapsed and text[-1:].isspace() else ""
            piece = lead + collapsed + tail
            if not piece:
                continue
            if out and out[-1][1] == marks:
                out[-1] = (out[-1][0] + piece, marks)
            else:
                out.append((piece, marks))
        while out and not (last := out[-1][0].rstrip()):
            out.pop()
        if out:
            out[-1] = (last, out[-1][1])
        return Text([(unicodedata.normalize("NFC", words), marks) for words, marks in out], self.lists)

    def html(self) -> str:
        parts: list[str] = []
        open_marks: list[tuple[str, str]] = []
        for text, marks in [*self.runs, ("", ())]:
            common = 0
            while common < min(len(open_marks), len(marks)) and open_marks[common] == marks[common]:
                common += 1
            parts.extend(f"</{tag}>" for tag, _ in reversed(open_marks[common:]))
            parts.extend(
                f'<{tag} href="{escape(href)}">' if href else f"<{tag}>" for tag, href in marks[common:]
            )
            parts.append(escape(text, quote=False))
            open_marks = list(marks)
        return "".join(parts)


@dataclass(slots=True)
class List:
    tag: str
    items: list[Text]

    def html(self) -> str:
        inner = "".join(
            f"<li>{item.html()}{''.join(nested.html() for nested in item.lists)}</li>" for item in self.items
        )
        return f"<{self.tag}>{inner}</{self.tag}>"


@dataclass(slots=True)
class Quote:
    blocks: list["Block"]

    def html(self) -> str:
        return f"<blockquote>{serialise(self.blocks)}</blockquote>"


Block = Text | List | Quote
_BREAK = None


def _events(node: _Node, marks: Marks) -> Iterator[tuple[str, Marks] | List | Quote | None]:
    """The content of ``node`` in order: text with its marks, finished lists and quotations, paragraph breaks."""
    for child in node.children:
        if isinstance(child, str):
            yield child, marks
        elif child.tag in INLINE:
            yield from _events(child, _with_mark(marks, child))
        elif child.tag in ("ul", "ol"):
            if items := _list_items(child, marks):
                yield List(child.tag, items)
        elif child.tag == "blockquote":
            if blocks := _blocks(child, marks):
                yield Quote(blocks)
        else:
            yield _BREAK
            yield from _events(child, marks)
            yield _BREAK


def _with_mark(marks: Marks, node: _Node) -> Marks:
    if (node.tag == "a" and not node.href) or any(tag == node.tag for tag, _ in marks):
        return marks
    return tuple(sorted((*marks, (node.tag, node.href)), key=lambda mark: INLINE.index(mark[0])))


def _blocks(node: _Node, marks: Marks = ()) -> list[Block]:
    blocks: list[Block] = []
    text = Text()
    for event in [*_events(node, marks), _BREAK]:
        if isinstance(event, tuple):
            text.runs.append(event)
            continue
        if (closed := text.closed()).runs:
            blocks.append(closed)
        text = Text()
        if event is not _BREAK:
            blocks.append(event)
    return blocks


def _list_items(node: _Node, marks: Marks) -> list[Text]:
    """One item a paragraph; a list inside an item hangs on the item before it, or takes its place where it has no text."""
    items: list[Text] = []
    for child in node.children:
        if isinstance(child, str) or child.tag in ("ul", "ol"):
            wrapper = _Node("li")
            wrapper.children.append(child)
        else:
            wrapper = child
        hooked = False
        for block in _flat(_blocks(wrapper, marks)):
            if isinstance(block, Text):
                items.append(block)
                hooked = True
            elif hooked or (items and wrapper is not child):
                items[-1].lists.append(block)
            else:
                items.extend(block.items)
                hooked = bool(items)
    return items


def _flat(blocks: list[Block]) -> Iterator[Text | List]:
    for block in blocks:
        if isinstance(block, Quote):
            yield from _flat(block.blocks)
        else:
            yield block


def serialise(blocks: list[Block]) -> str:
    """Canonical HTML of ``blocks``."""
    return "\n".join(
        f"<p>{block.html()}</p>" if isinstance(block, Text) else block.html() for block in blocks
    )


_WORD = r"[^<>&\s\x00-\x1f\x7f-\x9f\ufffd]++"
_PLAIN_TEXT = rf"{_WORD}(?: {_WORD})*+"
_PLAIN_BLOCK = rf"(?:<p>{_PLAIN_TEXT}</p>|<(ul|ol)>(?:<li>{_PLAIN_TEXT}</li>)++</\%d>)"
_PLAIN = re.compile(rf"{_PLAIN_BLOCK % 1}(?:\n{_PLAIN_BLOCK % 2})*+")
_PLAIN_PARAGRAPH = re.compile(r"<(?:p|li)>([^<]*)")


def _is_plain(html: str) -> bool:
    """Whether this is canonical text of the commonest sort, paragraphs and lists of bare words, which need no parser."""
    return bool(_PLAIN.fullmatch(html)) and unicodedata.is_normalized("NFC", html)


def canonical(html: str) -> str:
    """``html`` sanitised and in canonical form; what is not allowed is dropped, its text kept."""
    if not html or _is_plain(html):
        return html
    return serialise(parsed(html))


def parsed(html: str) -> list[Block]:
    """The blocks of ``html``, sanitised; ``serialise`` writes them in canonical form."""
    return _blocks(_parse(word.plain(html)))


_NOT_ALLOWED = re.compile(
    r"<(?!/?(?:p|ul|ol|li|strong|em|blockquote)>|/a>"
    r'|a href="(?:https?://|mailto:|tel:)[^"<>]*">)'
)


def safe(html: str) -> str:
    """``html`` as it is where it is written with the allowed tags alone, as canonical text is; otherwise made canonical.

    For rendering: as strict as ``canonical`` about what may come through, and a hundred times faster on what it wrote.
    """
    return canonical(html) if _NOT_ALLOWED.search(html) else html


def paragraphs(html: str) -> list[str]:
    """The plain text of each paragraph and list item of ``html``, in reading order."""
    if _is_plain(html):
        return _PLAIN_PARAGRAPH.findall(html)
    return list(paragraphs_of(parsed(html)))


def paragraphs_of(blocks: list[Block]) -> Iterator[str]:
    """The same of parsed blocks."""
    for block in blocks:
        if isinstance(block, Quote):
            yield from paragraphs_of(block.blocks)
        elif isinstance(block, List):
            for item in block.items:
                yield from paragraphs_of([item])
        else:
            yield "".join(text for text, _ in block.runs)
            yield from paragraphs_of(list(block.lists))
