"""Entries of the record as bytes: what is sealed of each, and how one leads to the next. Pure functions on plain values.

A line names its plan by the identity of the plan's root, and holds no words that anybody wrote, only their digest: words may
be retracted, and a line never changes. The verifier that citizens download (``verifier.py``) reads these lines.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

FORMAT = 1
#: What the first entry names as the digest of the one before.
NOTHING = ""
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def canonical(value: Any) -> str:
    """The one way to write a value as JSON: keys in order, no space, letters as themselves."""
    return _encode(value)


def sha256(text: str | bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def moment(at: datetime) -> str:
    """A moment as lines and files write it: UTC, with microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@dataclass(frozen=True, kw_only=True)
class Line:
    """What is sealed of an entry.

    ``replaces`` is what a retraction left: the new digests of editions by number, and of the words of earlier entries by number.
    """

    municipality: str
    number: int
    previous: str
    portal_number: int
    portal_previous: str
    at: str
    recorded_at: str
    kind: str
    plan: str
    words: str
    edition: int | None = None
    nature: str | None = None
    republished_from: int | None = None
    content: str | None = None
    replaces: dict[str, dict[str, str]] = field(default_factory=lambda: {"editions": {}, "words": {}})
    format: int = FORMAT

    def text(self) -> str:
        return canonical(asdict(self))

    @classmethod
    def read(cls, text: str) -> "Line | None":
        """The inverse; None for what is no line."""
        try:
            return cls(**json.loads(text))
        except (TypeError, ValueError):
            return None


def public_line(*, line: str, digest: str, words: dict[str, Any]) -> str:
    """An entry as the public log has it: one line of canonical JSON."""
    return canonical({"digest": digest, "entry": json.loads(line), "words": words})
