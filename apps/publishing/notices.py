"""What a reader should know about the elements of an edition, worked out once when it is published."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, TypedDict

from apps.core.text import folded
from apps.strategies.models import SourcePassage


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


def parts_present(rows: Iterable[NoticeSource]) -> dict[int, int]:
    """How many of the parts that its text counts each element has: its children of that kind, by position."""
    rows = list(rows)
    kinds = {row.position: row.parts_kind for row in rows if row.parts_stated}
    present = dict.fromkeys(kinds, 0)
    for row in rows if kinds else ():
        if row.parent_position in kinds and row.kind == kinds[row.parent_position]:
            present[row.parent_position] += 1
    return present
