"""Saving a private note: never over one that the same person wrote in another window meanwhile."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.core.conflicts import SavedMeanwhile
from apps.core.text import tidy_lines
from apps.strategies.models import ElementIdentity
from apps.workspace.models import MAX_NOTE, Note


class StaleNote(SavedMeanwhile):
    """The note was saved in another window after this edit began. ``theirs`` stands now, None if deleted."""

    happened = gettext_lazy("You have saved this note in another window meanwhile.")
    then = gettext_lazy("What you wrote here is not lost.")

    def __init__(self, theirs: Note | None) -> None:
        super().__init__()
        self.theirs = theirs


def keep_note(*, by: User, identity: ElementIdentity, text: str, based_on: str) -> Note | None:
    """Save the person's note on an element and return it; without text it is deleted, and None comes back.

    ``based_on`` is the ``stamp`` of the note the edit began with, empty where there was none. Saving what stands already
    changes nothing. Raises ``StaleNote``, and ``ValidationError`` where the text is too long.
    """
    text = _plain(text)
    if len(text) > MAX_NOTE:
        raise ValidationError(
            _("The note has %(length)s characters; there is room for %(most)s. Shorten it and save again."),
            code="too_long",
            params={name: number_format(n, force_grouping=True) for name, n in _sizes(text).items()},
        )
    try:
        with transaction.atomic():
            return _write(by, identity, text, based_on)
    except IntegrityError:  # another window made the first note just now
        raise StaleNote(Note.objects.filter(user=by, identity=identity).first()) from None


def is_unsaved(text: str, *, by: User, identity: ElementIdentity) -> bool:
    """Whether ``text`` says something else than the note that stands."""
    note = Note.objects.filter(user=by, identity=identity).first()
    return _plain(text) != (note.text if note else "")


def _plain(text: str) -> str:
    return tidy_lines(text)


def _sizes(text: str) -> dict[str, int]:
    return {"length": len(text), "most": MAX_NOTE}


def _write(by: User, identity: ElementIdentity, text: str, based_on: str) -> Note | None:
    note = Note.objects.select_for_update().filter(user=by, identity=identity).first()
    if (note.text if note else "") == text:
        return note
    if (note.stamp if note else "") != based_on:
        raise StaleNote(note)
    if not text:
        if note:
            note.delete()
        return None
    note = note or Note(user=by, identity=identity)
    note.text = text
    note.save()
    return note
