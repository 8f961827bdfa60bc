"""What a reader should know about the elements of an edition, worked out once when it is published."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, TypedDict

from django.utils.translation import gettext as _

from apps.core.danish_words import DanishWords, sentence
from apps.core.richtext import Words, compare_words
from apps.core.text import folded
from apps.strategies.models import SourcePassage

#: What can be told in a line beside a text: so many words in place of others, each of so many characters.
MOST_CORRECTIONS, LONGEST_CORRECTION = 3, 60


class Notice(TypedDict):
    """An element whose parts are not all here, or whose words are not the source's or were repaired."""

    title: str
    slug: str
    stated: int | None
    present: int
    deviates: bool
    repaired: bool


class NoticeSource(Protocol):
    """What is asked of an element's row."""

    @property
    def position(self) -> int: ...
    @property
    def parent_position(self) -> int | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def slug(self) -> str: ...
    @property
    def parts_stated(self) -> int | None: ...
    @property
    def parts_kind(self) -> str: ...
    @property
    def deviates(self) -> bool: ...
    @property
    def passages(self) -> list[dict[str, Any]]: ...


def notices_on(rows: Sequence[NoticeSource]) -> list[Notice]:
    """The elements about which there is something to say, in reading order."""
    present = parts_present(rows)
    found: list[Notice] = []
    for row in rows:
        repaired = any(passage.get("repairs") for passage in row.passages)
        if row.parts_stated or row.deviates or repaired:
            found.append(
                Notice(
                    title=row.title,
                    slug=row.slug,
                    stated=row.parts_stated,
                    present=present.get(row.position, 0),
                    deviates=row.deviates,
                    repaired=repaired,
                )
            )
    return found


def quoted(passages: Iterable[dict[str, Any]]) -> str:
    """The words in the source that a derived title was taken from; empty where no passage says."""
    return next((p["text"] for p in passages if p["role"] == SourcePassage.Role.DERIVED), "")


def is_verbatim(title: str, passages: Iterable[dict[str, Any]]) -> bool:
    """Whether a derived title stands in its passage word for word, whatever its capitals and the sign it ends with."""
    return folded(title).rstrip(" .:!?") in folded(quoted(passages))


def wording_in_words(title: str, paragraphs: Sequence[str], passages: Sequence[dict[str, Any]]) -> str:
    """What to say of an element whose words are not those of its source: which few were corrected, or that they differ."""
    if not passages:
        return _("Not in the source text")
    pairs = corrections(title, paragraphs, passages)
    if not pairs:
        return _("Other words than the source")
    changes = DanishWords("; ".join(f"{old} → {new}" for old, new in pairs))
    return sentence(_("Corrected from the source: %(changes)s"), {"changes": changes})


def corrections(
    title: str, paragraphs: Sequence[str], passages: Iterable[dict[str, Any]]
) -> list[tuple[str, str]]:
    """Words of the source, each with what stands in its place; empty where more differs than a few words."""
    found: list[tuple[str, str]] = []
    for passage in passages:
        now = _stands_for(passage, title, paragraphs)
        if now is None:
            return []
        pairs = _replaced(compare_words(passage["text"], now)) if passage["text"] != now else []
        if pairs is None:
            return []
        found += pairs
    return found if len(found) <= MOST_CORRECTIONS else []


def _stands_for(passage: dict[str, Any], title: str, paragraphs: Sequence[str]) -> str | None:
    """The words of the element that were taken from the passage; None where they are no longer there."""
    if passage["role"] != SourcePassage.Role.PARAGRAPH:
        return title if passage["role"] == SourcePassage.Role.TITLE else str(passage["text"])
    number = passage["paragraph"] or 0
    return paragraphs[number - 1] if 0 < number <= len(paragraphs) else None


def _replaced(words: Words) -> list[tuple[str, str]] | None:
    """Each word that took another's place; None where words came or went, or where they are too many to be told."""
    changed = [(op, text.strip()) for op, text in words if op != "equal"]
    pairs = list(zip(changed[::2], changed[1::2], strict=False))
    if len(changed) % 2 or any((a[0], b[0]) != ("delete", "insert") for a, b in pairs):
        return None
    told = [(old, new) for (_was, old), (_is, new) in pairs]
    kept = sum(len(text) for op, text in words if op == "equal")
    if kept < sum(len(old) for old, _new in told):
        return None
    fits = all(old and new and max(len(old), len(new)) <= LONGEST_CORRECTION for old, new in told)
    return told if fits else None


def parts_present(rows: Iterable[NoticeSource]) -> dict[int, int]:
    """How many of the parts that its text counts each element has: its children of that kind, by position."""
    rows = list(rows)
    kinds = {row.position: row.parts_kind for row in rows if row.parts_stated}
    present = dict.fromkeys(kinds, 0)
    for row in rows if kinds else ():
        if row.parent_position in kinds and row.kind == kinds[row.parent_position]:
            present[row.parent_position] += 1
    return present
