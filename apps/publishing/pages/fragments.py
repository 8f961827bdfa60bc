"""The rendered text of an edition, with a place beside each element for what is true of it today."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

# Text that people wrote is escaped wherever these could stand.
_OUTLINE_MARK = "<outline-goes-here>"
_BODY_MARK = "<body-goes-here>"
#: Stands in a rendered piece where facts go; neither a database nor a request lets this character in.
SLOT = "\0"
#: Where a heading leads to its element; no text that people wrote has headings.
_HEADING = re.compile(r'(<h[2-6][^>]*><a href="[^"]*)')


@dataclass(frozen=True)
class Fragments:
    """Safe HTML to be set into a page.

    ``slots`` says where in ``body`` the facts about each element go, in reading order: ``identity:offset`` apart by spaces.
    Text, because a page without facts need not read it.
    """

    outline: str
    body: str
    slots: str = ""
    is_stored: bool = field(default=False, compare=False)
    facts: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def joined(cls, outline: Iterable[str], pieces: Iterable[tuple[int, str]]) -> "Fragments":
        """Outline and pieces set together; each piece comes with its element's identity and may hold one ``SLOT``."""
        body, slots, offset = [], [], 0
        for identity, piece in pieces:
            before, slot, after = piece.partition(SLOT)
            if slot:
                slots.append(f"{identity}:{offset + len(before)}")
            body += [before, after]
            offset += len(before) + len(after)
        return cls("".join(outline), "".join(body), " ".join(slots))

    def with_facts(self, facts: Mapping[int, str]) -> "Fragments":
        """The same with safe HTML to be set beside elements, by identity; nothing is rendered again.

        Facts about what is not in the edition are left out.
        """
        return replace(self, facts=facts) if facts else self

    def _pieces(self) -> Iterator[str]:
        """The text with the facts in their places."""
        done = 0
        for slot in self.slots.split() if self.facts else ():
            identity, _colon, offset = slot.partition(":")
            if fact := self.facts.get(int(identity)):
                yield self.body[done : int(offset)]
                yield fact
                done = int(offset)
        yield self.body[done:] if done else self.body

    def leading_to(self, below: str) -> "Fragments":
        """The same with headings that lead to the address ``below`` their element's own; nothing can be set beside them."""
        return Fragments(self.outline, _HEADING.sub(rf"\g<1>{below}", self.body))

    def marks(self) -> "Fragments":
        """Short stand-ins, to be rendered by a template in the fragments' place; empty where a fragment is."""
        return Fragments(self.outline and _OUTLINE_MARK, self.body and _BODY_MARK)

    def set_into(self, page: str) -> bytes:
        """``page`` with the fragments in place of their marks, encoded.

        Templates copy what they are given many times over; of a long plan that takes longer than all the rest. So each fragment
        is encoded by itself and copied once, and a text with facts is never joined before it is encoded.
        """
        before, _mark, rest = page.partition(_OUTLINE_MARK) if self.outline else ("", "", page)
        between, _mark, after = rest.partition(_BODY_MARK)
        texts = (before, self.outline, between, *self._pieces(), after)
        return b"".join([text.encode() for text in texts])
