"""What a person keeps about one element: whether they follow it, and their note."""

from dataclasses import dataclass
from typing import Any

from apps.workspace.models import MAX_NOTE, Note
from apps.workspace.notes import StaleNote


@dataclass(frozen=True)
class Attempt:
    """A note that could not be saved: what was written, and why it was not. Nothing of it is lost.

    ``theirs`` is the text that stands now where another window saved meanwhile; None where that is not the reason.
    """

    text: str
    based_on: str
    problem: str = ""
    theirs: str | None = None
    happened: str = ""

    @classmethod
    def after(cls, stale: StaleNote, text: str) -> "Attempt":
        """The attempt that met a newer note; saving once more replaces it."""
        theirs = stale.theirs
        words = theirs.text if theirs else ""
        return cls(text, theirs.stamp if theirs else "", theirs=words, happened=stale.what_happened)


@dataclass(frozen=True)
class FollowAndNote:
    """``attempt`` is what stands in the field: the note as saved, or as it could not be."""

    is_followed: bool
    attempt: Attempt
    most: int = MAX_NOTE


def follow_and_note_of(identity: Any, attempt: Attempt | None = None) -> FollowAndNote:
    """What the person keeps about the element, as ``identity_in`` found it. No query."""
    at, text = identity.note_at, identity.note_text
    saved = Attempt(text, Note(updated_at=at).stamp) if at else Attempt("", "")
    return FollowAndNote(identity.is_followed, attempt or saved)
