"""What a person keeps about one element: whether they follow it, and their note."""

from dataclasses import dataclass

from apps.strategies.models import ElementIdentity
from apps.workspace.models import MAX_NOTE, FollowedElement, Note
from apps.workspace.notes import StaleNote
from apps.workspace.workspaces import Workspace


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
    note: Note | None
    attempt: Attempt
    most: int = MAX_NOTE


def follow_and_note_of(
    workspace: Workspace, identity: ElementIdentity, attempt: Attempt | None = None
) -> FollowAndNote:
    """What the person keeps about the element. Two queries."""
    note = Note.objects.visible_to(workspace.user).filter(identity=identity).first()
    saved = Attempt(note.text, note.stamp) if note else Attempt("", "")
    followed = FollowedElement.objects.visible_to(workspace.user).filter(identity=identity).exists()
    return FollowAndNote(followed, note, attempt or saved)
