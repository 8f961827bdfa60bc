"""HTML as a tree of the parts that are kept, with what is left out of it noted: first nh3, which closes and balances, then this."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

from apps.core.richtext import links, styles
from apps.core.richtext.blocks import Marks
from apps.core.richtext.left_out import COMMENT, FIELD, IMAGE, LINK, MEDIA, STRUCK, UNSEEN, LeftOut
from apps.core.text import collapse_space

KEPT = {"ul", "ol", "li", "blockquote", "table", "tr", "td", "th", "caption"}
_SPLITS = {
    *("address", "article", "aside", "center", "dd", "details", "dir", "div", "dl", "dt", "fieldset", "figcaption"),
    *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "legend", "main", "menu"),
    *("nav", "optgroup", "option", "p", "pre", "search", "section", "summary", "tbody", "tfoot", "thead", "br", "hr"),
}  # fmt: skip
_MEDIA = {"video", "audio", "iframe", "object", "embed", "canvas"}
_FIELDS = {"input", "select", "textarea"}
#: nh3 drops what has a name of SVG or MathML, with its words, and says nothing: an image and its writing, and a formula's parts.
_WRITING, _PART = "writing", "part"
_FOREIGN = re.compile(
    r"<(/?)(?:(svg)\b[^<>]*|(text|textpath|tspan|desc)(?=[\s/>])|(?:math|m(?:i|n|o|s|text|row|frac|sup|sub|subsup|sqrt|root|"
    r"over|under|underover|table|tr|td|style|padded|enclose|error)|semantics)(?=[\s/>]))",
    re.IGNORECASE,
)
#: Seen, so that it is told of them that they were not kept.
_SCHEMES_TOLD = {
    *("about", "blob", "callto", "cid", "data", "file", "ftp", "javascript", "msteams", "notes", "onenote", "sip"),
    *("skype", "sms", "urn", "vbscript", "webcal"),
}  # fmt: skip
_INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd"),
    *("label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "u", "var"),
}  # fmt: skip
_DROPPED = {"script", "style", "title", "template", "noscript", "xml", "annotation", "annotation-xml"}
_VOID = {"br", "hr", "img", "input", "embed", "col"}
_ATTRIBUTES = {
    *("alt", "class", "colspan", "href", "role", "rowspan", "start", "style", "title", "type", "value"),
}  # fmt: skip
_LISTED = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6"}
_LONGEST_SAID = 80  # characters of what was left out that are repeated
_NO_LETTER = "\N{REPLACEMENT CHARACTER}"  # stands for what could not be read; no form may send it
_DEEPEST = 90  # lists and tables inside each other; what is deeper stands as paragraphs
_FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*)<!--\s*EndFragment\s*-->", re.DOTALL)
_CONTEXT = re.compile(r"</?(?:table|thead|tbody|tr|ul|ol|blockquote)\b[^<>]*>", re.IGNORECASE)
_BRACKETS = re.compile(r"\[(\w{1,5}|\*)\]")

Run = tuple[str, Marks]
BREAK = None  # where a paragraph ends


@dataclass(slots=True)
class HtmlNode:
    """A part that is kept, with what it holds: words with their marks, other parts, ends of paragraphs."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list["HtmlNode | Run | None"] = field(default_factory=list)
    label: str = ""  # the bullet or number typed in front of a paragraph that a word processor lists
    is_symbol: bool = False  # whether that was written in a font of signs


@dataclass(slots=True, frozen=True)
class _Open:
    """A tag that is open, and what holds for the words in it."""

    marks: Marks = ()
    is_skipped: bool = False
    is_captured: bool = False  # whether its words are wanted to tell what was left out
    is_label: bool = False
    is_note: bool = False
    is_symbol: bool = False
    is_pre: bool = False
    # What is to be done where it closes
    splits: bool = False
    has_node: bool = False
    tells: str = ""
    after: str = ""


class _Reader(HTMLParser):
    """Builds the tree; nh3 has already closed and balanced the tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = HtmlNode("root")
        self.nodes = [self.root]
        self.open = [_Open()]
        self.left_out: list[LeftOut] = []
        self.captured: list[str] = []
        self.struck_before = False  # whether the words last left out were struck, and none were kept since

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        here = self.open[-1]
        if here.is_skipped:
            if tag not in _VOID:
                self.open.append(_Open(is_skipped=True, is_captured=here.is_captured))
            return
        values = {name: value or "" for name, value in attrs}
        if tag in _VOID:
            self._void(tag, values)
            return
        look = styles.look(tag, values.get("style", ""), values.get("class", ""))
        left_out = _left_out(tag, look)
        if left_out is not None:
            self.captured.clear()
            self.open.append(_Open(is_skipped=True, is_captured=True, tells=left_out))
            return
        self.open.append(self._opened(tag, values, look, here))

    def _opened(self, tag: str, values: Mapping[str, str], look: styles.Look, here: _Open) -> _Open:
        marks = styles.marks_within(here.marks, tag, values.get("style", ""), is_note_mark=look.is_note_mark)
        splits = tag in _SPLITS or tag in KEPT or look.begins_block
        if splits:
            self._add(BREAK)
        tells = ""
        if tag == "a" and (href := values.get("href", "")):
            address = links.whole_address(href)
            marks = styles.linked(marks, address)
            if not address and not links.is_inner(href):
                tells = LINK
                self.captured.clear()
        if tag == "q":
            self._add(("”", marks))
        return _Open(
            marks=marks,
            is_captured=here.is_captured or bool(tells),
            is_label=here.is_label or look.is_label,
            is_note=here.is_note or look.is_note_mark,
            is_symbol=here.is_symbol or look.is_symbol,
            is_pre=here.is_pre or tag == "pre",
            splits=splits,
            has_node=self._add_node(tag, values, look.list_level if tag in _LISTED else 0),
            tells=tells,
            after="”" if tag == "q" else "",
        )

    def _add_node(self, tag: str, values: Mapping[str, str], level: int) -> bool:
        if not level and (tag not in KEPT or len(self.nodes) > _DEEPEST):
            return False
        node = HtmlNode("listed" if level else tag, {**values, "level": str(level)} if level else values)
        self.nodes[-1].children.append(node)
        self.nodes.append(node)
        return True

    def _void(self, tag: str, values: Mapping[str, str]) -> None:
        if tag in ("br", "hr"):
            self._add(BREAK)
        elif tag == "img":
            self._tell(IMAGE, values.get("alt") or values.get("title", ""))
        elif tag == "embed":
            self._tell(MEDIA)
        elif tag == "input" and values.get("type", "") not in ("hidden", "button", "submit"):
            self._tell(FIELD)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or len(self.open) == 1:
            return
        closed = self.open.pop()
        if closed.tells:
            self._tell(closed.tells, "".join(self.captured))
        if closed.after:
            self._add((closed.after, closed.marks))
        if closed.has_node:
            self.nodes.pop()
        if closed.splits:
            self._add(BREAK)

    def handle_data(self, data: str) -> None:
        here = self.open[-1]
        data = data.replace(_NO_LETTER, "")
        if here.is_captured:
            self.captured.append(data)
        if here.is_skipped:
            return
        if here.is_label:
            self._label(data, here)
            return
        if here.is_note:
            data = _BRACKETS.sub(r"\1", data)
        if data.strip():
            self.struck_before = False
        first, *others = data.split("\n") if here.is_pre else [data]
        self._add((first, here.marks))
        for line in others:
            self._add(BREAK)
            self._add((line, here.marks))

    def _label(self, data: str, here: _Open) -> None:
        """A label is kept with the paragraph it labels; without one it stays words, unless it is a bullet."""
        if self.nodes[-1].tag == "listed":
            self.nodes[-1].label += data
            self.nodes[-1].is_symbol |= here.is_symbol
        elif not here.is_symbol and (data.isspace() or any(letter.isalnum() for letter in data)):
            self._add((data, here.marks))

    def _add(self, child: Run | None) -> None:
        self.nodes[-1].children.append(child)

    def _tell(self, kind: str, words: str = "") -> None:
        words = collapse_space(words)
        if kind == STRUCK:
            if words and not self.struck_before:
                self.left_out.append(LeftOut(STRUCK))
            self.struck_before = self.struck_before or bool(words)
        elif kind in (IMAGE, LINK):
            self.left_out.append(LeftOut(kind, _short(words)))
        elif kind != UNSEEN:
            self.left_out.append(LeftOut(kind))


def _left_out(tag: str, look: styles.Look) -> str | None:
    """Why what stands in the tag is left out; None where it is not."""
    if look.is_comment:
        return UNSEEN
    if look.is_comment_mark:
        return COMMENT
    if look.is_unseen:
        return UNSEEN
    if look.is_struck:
        return STRUCK
    if tag == _WRITING:
        return UNSEEN
    return MEDIA if tag in _MEDIA else FIELD if tag in _FIELDS else None


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_SAID else words[:_LONGEST_SAID].rsplit(" ", 1)[0] + " …"


def read(html: str) -> tuple[HtmlNode, list[LeftOut]]:
    """The tree of ``html``, and what is left out of it."""
    clean = nh3.clean(
        _FOREIGN.sub(_in_names_of_ours, _selected(html)),
        tags=KEPT | _SPLITS | _INLINE | _MEDIA | _FIELDS | {"img", _WRITING, _PART},
        clean_content_tags=_DROPPED,
        attributes={"*": _ATTRIBUTES},
        url_schemes=links.SCHEMES | _SCHEMES_TOLD,
        link_rel=None,
    )
    reader = _Reader()
    reader.feed(clean)
    reader.close()
    return reader.root, reader.left_out


def _in_names_of_ours(tag: re.Match[str]) -> str:
    if tag[2]:
        return "<wbr" if tag[1] else "<img"
    return f"<{tag[1]}{_WRITING if tag[3] else _PART}"


def _selected(html: str) -> str:
    """What was selected where it was copied, in the lists and tables around it; all of it where that is not told."""
    fragment = _FRAGMENT.search(html)
    return "".join(_CONTEXT.findall(html[: fragment.start()])) + fragment[1] if fragment else html
