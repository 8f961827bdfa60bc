"""Taking words out of text, HTML, source documents and JSON, leaving a mark; pure functions on plain values."""

import re
from collections import defaultdict
from html import escape, unescape
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from apps.core import richtext

#: What stands in plain text; like the adopted words around it, in Danish.
GAP = "[udeladt]"
GAP_HTML = f"<em>{GAP}</em>"

_BLOCK_TAGS = re.compile(r"(</?(?:p|ul|ol|li|blockquote)>\n?)")
_ANY_TAG = re.compile(r"<[^>]*>")


def mark_gaps(html: str) -> str:
    """``html`` with every gap said in words that a reader can find."""
    if GAP_HTML not in html:
        return html
    words = _("[Left out: personal data]")
    return html.replace(GAP_HTML, f'<em class="gap">{words}</em>')


class Scrubber:
    """Takes certain words out of values of all sorts, whatever their capitals and white space.

    Raises ``ValueError`` for words so short that they would be found where they mean something else.
    """

    def __init__(self, words: str) -> None:
        parts = words.split()
        if sum(character.isalnum() for character in words) < settings.RETRACT_MIN_LETTERS:
            raise ValueError("too short")
        # In a source, emphasis is written with stars; between words there may be a line's end.
        between = r"[*\s]+".join(re.escape(part) for part in parts)
        self._pattern = re.compile(rf"(?<!\w){between}(?!\w)", re.IGNORECASE)

    def finds(self, text: str) -> bool:
        return bool(self._pattern.search(text))

    def plain(self, text: str) -> str:
        """``text`` with the mark in place of the words; it keeps as many lines as it had."""
        return self._pattern.sub(lambda found: GAP + "\n" * found[0].count("\n"), text)

    def html(self, body: str) -> str:
        """Canonical HTML with the mark in place of the words; the whole paragraph where markup runs through them."""
        pieces = _BLOCK_TAGS.split(body)
        return richtext.canonical("".join(self._inline(piece) for piece in pieces))

    def _inline(self, piece: str) -> str:
        if not self._says(piece):
            return piece
        scrubbed = "".join(
            part if part.startswith("<") else self._text_node(part) for part in re.split(r"(<[^>]*>)", piece)
        )
        return GAP_HTML if self._says(scrubbed) else scrubbed

    def _text_node(self, node: str) -> str:
        before_and_after = self._pattern.split(unescape(node))
        return GAP_HTML.join(escape(text, quote=False) for text in before_and_after)

    def _says(self, piece: str) -> bool:
        """Whether the words stand in a paragraph's text, in its links, or across its markup."""
        return self.finds(unescape(_ANY_TAG.sub("", piece))) or self.finds(unescape(piece))

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

    def json(self, value: Any) -> Any:
        """Any JSON value; what stands under ``body`` is HTML."""
        if isinstance(value, str):
            return self.plain(value)
        if isinstance(value, list):
            return [self.json(item) for item in value]
        if isinstance(value, dict):
            return {
                key: self.html(item) if key == "body" and isinstance(item, str) else self.json(item)
                for key, item in value.items()
            }
        return value
