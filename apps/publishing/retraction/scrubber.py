"""Taking words out of text, HTML, source documents and JSON, leaving a mark; pure functions on plain values."""

import json
import re
from collections import defaultdict
from html import escape, unescape
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote

from django.conf import settings
from django.utils.translation import gettext as _

from apps.core import richtext
from apps.core.richtext import CELLS
from apps.core.text import MAX_SLUG_LENGTH, danish_slug
from apps.strategies.models.element import MAX_TITLE

#: What stands in plain text; like the adopted words around it, in Danish.
GAP = "[udeladt]"
GAP_HTML = f"<em>{GAP}</em>"

_BLOCK_TAGS = re.compile(r"(</?(?:p|ul|ol|li|blockquote|table|thead|tbody|tr|td|th)(?: [^>]*)?>\n?)")
_ANY_TAG = re.compile(r"<[^>]*>")
#: Keys in JSON under which a code stands: “vision” there is a kind of element, whatever else the word means.
_CODES = frozenset({"kind", "parts_kind", "role", "uid"})
_LINK = re.compile(r'href="([^"]*)"')
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# Between two letters of a word: what nobody sees, and the hyphen of a word that was divided at a line's end.
_UNSEEN = r"(?:[\u00ad\u200b-\u200d\u2060\ufeff]|-[^\S\n]*\n\s*)*"
_NO_LETTER_BEFORE, _NO_LETTER_AFTER = r"(?<![^\W_])", r"(?![^\W_])"


# Words copied with such a hyphen: it may be the word's own or not.
_DIVISION = re.compile(r"(?<=\w)-[^\S\n]*\n\s*(?=\w)")
_DIVIDED = "\0"


def _slug_of(part: str) -> str:
    return danish_slug(part.replace(_DIVIDED, ""), fallback="")


def _character(character: str) -> str:
    if character == _DIVIDED:
        return r"-?(?:[^\S\n]*\n\s*)?"
    # After a hyphen of its own, a word may be divided too.
    if character == "-":
        return r"-(?:[^\S\n]*\n\s*)?"
    # What is set high or low in a text may stand on the line in its source.
    plain = normalize("NFKC", character)
    return re.escape(character) if plain == character else f"(?:{re.escape(character)}|{re.escape(plain)})"


def mark_gaps(html: str) -> str:
    """``html`` with every gap said in words that a reader can find."""
    if GAP_HTML not in html:
        return html
    words = _("[Left out: personal data]")
    return html.replace(GAP_HTML, f'<em class="gap">{words}</em>')


class Scrubber:
    """Takes certain words out of values of all sorts, whatever their capitals, white space and composition of letters.

    Raises ``ValueError`` for words so short that they would be found where they mean something else.
    """

    def __init__(self, words: str) -> None:
        known = _INVISIBLE.sub("", normalize("NFC", words)).replace(_DIVIDED, "")
        parts = [part for part in _DIVISION.sub(_DIVIDED, known).split() if part != CELLS.strip()]
        if sum(character.isalnum() for part in parts for character in part) < settings.RETRACT_MIN_LETTERS:
            raise ValueError("too short")
        # In a source, emphasis is written with stars; between words there may be a line's end, or that of a table's cell.
        between = _UNSEEN + r"[*|\s\u00ad\u200b-\u200d\u2060\ufeff]+"
        whole = between.join(_UNSEEN.join(_character(c) for c in part) for part in parts)
        start = _NO_LETTER_BEFORE if parts[0][0].isalnum() else ""
        end = _NO_LETTER_AFTER if parts[-1][-1].isalnum() else ""
        self._pattern = re.compile(f"{start}{whole}{end}", re.IGNORECASE)
        self._slug = [piece for part in parts for piece in _slug_of(part).split("-") if piece]

    def finds(self, text: str) -> bool:
        return bool(self._pattern.search(normalize("NFC", text)))

    def tells(self, slug: str) -> bool:
        """Whether an address says the words, or as many of them as there was room for."""
        if not self._slug:
            return False
        if f"-{'-'.join(self._slug)}-" in f"-{slug}-":
            return True
        cut = re.sub(r"-\d{1,3}$", "", slug)
        return any(
            f"-{cut}".endswith("-" + "-".join(self._slug[:count]))
            and len(cut) + 1 + len(self._slug[count]) > MAX_SLUG_LENGTH
            for count in range(1, len(self._slug))
        )

    def plain(self, text: str) -> str:
        """``text`` with the mark in place of the words; it keeps as many lines as it had."""
        composed = normalize("NFC", text)
        left = self._pattern.sub(lambda found: GAP + "\n" * found[0].count("\n"), composed)
        return text if left == composed else left

    def title(self, text: str) -> str:
        """The same of a title, which has only so much room."""
        return self.plain(text)[:MAX_TITLE].rstrip()

    def html(self, body: str) -> str:
        """Canonical HTML with the mark in place of the words; the whole paragraph where markup runs through them.

        Where they begin in one paragraph or cell and end in another, all of these are left out.
        """
        if not self._stands_in(body):
            return body
        pieces = [self._inline(piece) for piece in _BLOCK_TAGS.split(body)]
        return richtext.canonical("".join(self._across(pieces)))

    def _stands_in(self, body: str) -> bool:
        return self._says(body) or self.finds(unescape(_ANY_TAG.sub("\n", body)))

    def _across(self, pieces: list[str]) -> list[str]:
        """``pieces`` (texts of paragraphs at even places, tags between) without words that run over several of them."""
        texts = [normalize("NFC", unescape(_ANY_TAG.sub("", piece))) for piece in pieces[::2]]
        ends: list[int] = []
        for text in texts:
            ends.append((ends[-1] + 1 if ends else 0) + len(text))
        left = list(pieces)
        for found in self._pattern.finditer("\n".join(texts)):
            for number, end in enumerate(ends):
                if texts[number].strip() and end - len(texts[number]) < found.end() and found.start() < end:
                    left[2 * number] = GAP_HTML
        return left

    def _inline(self, piece: str) -> str:
        if not self._says(piece):
            return piece
        scrubbed = "".join(
            part if part.startswith("<") else self._text_node(part) for part in re.split(r"(<[^>]*>)", piece)
        )
        return GAP_HTML if self._says(scrubbed) else scrubbed

    def _text_node(self, node: str) -> str:
        before_and_after = self._pattern.split(normalize("NFC", unescape(node)))
        return GAP_HTML.join(escape(text, quote=False) for text in before_and_after)

    def _says(self, piece: str) -> bool:
        """Whether the words stand in a paragraph's text, in its links, or across its markup."""
        if self.finds(unescape(_ANY_TAG.sub("", piece))):
            return True
        if "<su" in piece and self.finds("\n".join(richtext.paragraphs(piece))):
            return True
        links = [unquote(unescape(link)) for link in _LINK.findall(piece)]
        return any(self.finds(link) or self.tells(danish_slug(link, fallback="")) for link in links)

    def source(self, text: str, passages: list[dict[str, Any]]) -> str:
        """A source document without the words: line by line, and all lines of passages that were made into them.

        A sentence that was torn apart or hyphenated does not stand in the document as it stands in the plan.
        """
        lines = text.split("\n")
        places: dict[str, list[slice]] = defaultdict(list)
        for passage in passages:
            if self.finds(passage["text"]):
                places[passage["text"]].append(slice(passage["first"] - 1, passage["last"]))
        for pieces in places.values():
            if not any(self.finds("\n".join(lines[piece])) for piece in pieces):
                for piece in pieces:
                    lines[piece] = [GAP] * len(lines[piece])
        return self.plain("\n".join(lines))

    def passages(self, passages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Passages as editions hold them; of a passage that had the words, what was repaired is left out whole."""
        scrubbed = []
        for passage in passages:
            repairs = passage.get("repairs", [])
            if self.finds(passage["text"]):
                repairs = [{**repair, "before": GAP, "after": GAP, "why": GAP} for repair in repairs]
            scrubbed.append(self.json({**passage, "repairs": repairs}))
        return scrubbed

    def json(self, value: Any, *, key: str = "") -> Any:
        """Any JSON value; what stands under ``body`` is HTML, and codes are no words."""
        if isinstance(value, str) and key not in _CODES:
            return {"body": self.html, "title": self.title}.get(key, self.plain)(value)
        if isinstance(value, list):
            return [self.json(item, key=key) for item in value]
        if isinstance(value, dict):
            return {name: self.json(item, key=name) for name, item in value.items()}
        return value

    def file_name(self, name: str) -> str:
        """The name of a file without all that stands before its ending, where the words stand there or are told as in an address."""
        stem, dot, ending = name.rpartition(".")
        if not (self.finds(name) or self.tells(danish_slug(stem or name, fallback=""))):
            return name
        return f"{GAP}{dot}{ending}" if stem and not self.finds(ending) else GAP

    def json_text(self, text: str) -> str:
        """JSON that stands in a text field, its letters perhaps written as codes; or plain words."""
        try:
            value = json.loads(text)
        except ValueError:
            return self.plain(text)
        left = self.json(value)
        return text if left == value else json.dumps(left)
