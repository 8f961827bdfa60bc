"""What a word processor puts on the clipboard, as plain HTML: before anything else is done with it.

Word writes its lists as paragraphs with a bullet typed in front, and wraps everything in styles, comments and tags of its own;
Google Docs sets a whole text in a ``b`` that is not bold. Here lists become lists; bullets, tracked deletions, comments and
notes' anchors go. What is allowed of the rest ``richtext`` decides.
"""

import re
from html import escape
from html.parser import HTMLParser

_MARKS = re.compile(r"class=[\"']?Mso|mso-|<[owv]:|<xml|StartFragment|docs-internal-guid", re.IGNORECASE)
_FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*)<!--\s*EndFragment\s*-->", re.DOTALL)
_LIST = re.compile(r"mso-list:\s*\S+\s+level(\d)", re.IGNORECASE)
_UNSEEN = re.compile(
    r"mso-(?:element:\s*comment|comment-|footnote-id|endnote-id|hide:\s*all)|(?<![-\w])display:\s*none",
    re.IGNORECASE,
)
_MARKER = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_NOT_BOLD = re.compile(r"(?<![-\w])font-weight:\s*(?:normal|400)", re.IGNORECASE)
_NUMBERED = re.compile(r"\W*(?:\d+|[a-z]|[ivx]+)[.)]", re.IGNORECASE)
_DROPPED = {"head", "style", "script", "title", "xml", "del"}
_VOID = {"br", "hr", "img", "meta", "link", "input", "col"}


def plain(html: str) -> str:
    """``html`` without a word processor's ways; anything else comes back as it is."""
    if not _MARKS.search(html):
        return html
    if fragment := _FRAGMENT.search(html):
        html = fragment[1]
    cleaner = _Cleaner()
    cleaner.feed(html)
    cleaner.close()
    return cleaner.html()


class _Cleaner(HTMLParser):
    """Copies what it reads, except that listed paragraphs become items and what nobody sees is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.lists: list[tuple[int, str]] = []  # level and tag of the lists that are open
        self.item: list[str] | None = None  # what the listed paragraph holds, while inside one
        self.level = 0
        self.marker = ""
        self.skipping: list[str] = []  # open tags from the one that is left out
        self.in_marker = False
        self.unwrapped: list[tuple[str, bool]] = []  # open b and a, and whether their tags are left out

    def html(self) -> str:
        self._end_item()
        self._close_lists()
        return "".join(self.out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        style = values.get("style", "")
        if self.skipping:
            if tag not in _VOID:
                self.skipping.append(tag)
            return
        if tag in _DROPPED or _UNSEEN.search(style) or _MARKER.search(style):
            self.in_marker = bool(_MARKER.search(style))
            if tag not in _VOID:
                self.skipping.append(tag)
            return
        if listed := tag == "p" and _LIST.search(style):
            self._end_item()
            self.item, self.level, self.marker = [], int(listed[1]), ""
            return
        if tag in ("b", "a"):
            left_out = bool(_NOT_BOLD.search(style)) if tag == "b" else _leads_nowhere(values.get("href", ""))
            self.unwrapped.append((tag, left_out))
            if left_out:
                return
        self._write(
            self.get_starttag_text() or "", is_block=tag in ("p", "div", "ul", "ol", "h1", "h2", "h3")
        )

    def handle_endtag(self, tag: str) -> None:
        if self.skipping:
            if tag in self.skipping:
                while self.skipping.pop() != tag:
                    pass
            return
        if tag == "p" and self.item is not None:
            self._end_item()
            return
        if tag in ("b", "a") and self.unwrapped and self.unwrapped[-1][0] == tag and self.unwrapped.pop()[1]:
            return
        self._write(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self._write(escape(data, quote=False))
        elif self.in_marker:
            self.marker += data

    def _write(self, text: str, *, is_block: bool = False) -> None:
        if self.item is not None:
            self.item.append(text)
            return
        if is_block or (text.strip() and not text.startswith("<")):
            self._close_lists()
        self.out.append(text)

    def _end_item(self) -> None:
        if self.item is None:
            return
        content, self.item = "".join(self.item), None
        tag = "ol" if _NUMBERED.match(self.marker) else "ul"
        while self.lists and self.lists[-1][0] > self.level:
            self._close_list()
        if self.lists and self.lists[-1] == (self.level, tag):
            self.out.append("</li>")
        else:
            if self.lists and self.lists[-1][0] == self.level:
                self._close_list()
            self.lists.append((self.level, tag))
            self.out.append(f"<{tag}>")
        self.out.append(f"<li>{content}")

    def _close_list(self) -> None:
        self.out.append(f"</li></{self.lists.pop()[1]}>")

    def _close_lists(self) -> None:
        while self.lists:
            self._close_list()


def _leads_nowhere(href: str) -> bool:
    """Whether a link goes to a place in the document it was copied from."""
    return href.startswith("#") or href.lower().startswith("file:")
