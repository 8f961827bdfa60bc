"""The one table of words for what somebody did: of an element in its own history, and of elements and plans in a feed.

All go on from the name of who did it.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from apps.strategies.models import Element, Event, Move, Plan

Verb = Event.Verb
Text = str | Promise


@dataclass(frozen=True)
class Words:
    """``own`` stands in the history of the element; ``feed`` where its title must be named. A plan has no history of its own."""

    own: Text
    feed: Any  # with %(title)s, %(count)d and %(what)s


WORDS: dict[str, Words] = {
    Verb.PLAN_MADE: Words(
        gettext_lazy("made the element"),
        gettext_lazy("made the plan “%(title)s”"),
    ),
    Verb.PLAN_EDITED: Words(
        gettext_lazy("changed %(what)s"),
        gettext_lazy("changed the plan “%(title)s” (%(what)s)"),
    ),
    Verb.ADDED: Words(
        gettext_lazy("made the element"),
        ngettext_lazy("added “%(title)s”", "added “%(title)s” and more, %(count)d elements in all", "count"),
    ),
    Verb.COPIED: Words(
        gettext_lazy("made the element as a copy of another"),
        ngettext_lazy(
            "copied “%(title)s”",
            "copied “%(title)s” and what stands under it, %(count)d elements in all",
            "count",
        ),
    ),
    Verb.EDITED: Words(
        gettext_lazy("changed %(what)s"),
        gettext_lazy("changed “%(title)s” (%(what)s)"),
    ),
    Verb.VERSION_RESTORED: Words(
        gettext_lazy("restored an earlier version"),
        gettext_lazy("restored an earlier version of “%(title)s”"),
    ),
    Verb.SPLIT: Words(
        gettext_lazy("split the element in two"),
        gettext_lazy("split “%(title)s” in two"),
    ),
    Verb.MERGED: Words(
        gettext_lazy("merged another element into this one"),
        gettext_lazy("merged another element into “%(title)s”"),
    ),
    Verb.REPLACED: Words(
        gettext_lazy("replaced words throughout the plan"),
        ngettext_lazy("replaced words in “%(title)s”", "replaced words in %(count)d elements", "count"),
    ),
    Verb.BULK_EDITED: Words(
        gettext_lazy("changed %(what)s of several elements in one go"),
        ngettext_lazy(
            "changed “%(title)s” (%(what)s)", "changed %(count)d elements in one go (%(what)s)", "count"
        ),
    ),
    Verb.MOVED: Words(
        gettext_lazy("moved the element"),
        ngettext_lazy("moved “%(title)s”", "moved “%(title)s” and more, %(count)d elements in all", "count"),
    ),
    Verb.MOVE_UNDONE: Words(
        gettext_lazy("took a move back"),
        ngettext_lazy(
            "moved “%(title)s” back", "moved “%(title)s” and more back, %(count)d elements in all", "count"
        ),
    ),
    Verb.DELETED: Words(
        gettext_lazy("moved the element to the bin"),
        ngettext_lazy(
            "moved “%(title)s” to the bin",
            "moved “%(title)s” and what stood under it, %(count)d elements in all, to the bin",
            "count",
        ),
    ),
    Verb.BROUGHT_BACK: Words(
        gettext_lazy("brought the element back from the bin"),
        ngettext_lazy(
            "brought “%(title)s” back from the bin",
            "brought “%(title)s” and what stood under it back from the bin, %(count)d elements in all",
            "count",
        ),
    ),
}

_TOPICS_OWN = gettext_lazy("chose other topics")
_TOPICS_FEED = gettext_lazy("changed the topics of “%(title)s”")
#: Of an element that a larger event made, moved or took away, beside the one it was done to.
_BESIDE: dict[tuple[str, str], Text] = {
    (Verb.SPLIT, "+"): gettext_lazy("made the element by splitting “%(title)s” in two"),
    (Verb.MERGED, "-"): gettext_lazy("merged the element into “%(title)s”"),
}


def in_own_history(event: Event, history_type: str) -> str:
    """What was done to an element of which the event wrote a row of history."""
    words = _BESIDE.get((event.verb, history_type)) or WORDS[event.verb].own
    if event.verb == Verb.EDITED and event.changed_fields == ["topics"]:
        words = _TOPICS_OWN
    return _taken_back(event, str(words) % _values(event))


def in_feed(event: Event, *, under: str | None = None) -> str:
    """What was done, for somebody who does not have the element before them; ``under`` is what one element was moved to."""
    words = WORDS[event.verb].feed
    if event.verb == Verb.MOVED and event.element_count == 1 and under:
        words = _("moved “%(title)s” to “%(under)s”")
    if event.verb == Verb.EDITED and event.changed_fields == ["topics"]:
        words = _TOPICS_FEED
    return _taken_back(event, words % {**_values(event), "under": under})


def moved(move: Move, old: str | None, new: str | None) -> str:
    """The move of an element from under ``old`` to ``new``; None for what has no name any more."""
    event = move.event
    if event.verb == Verb.MOVE_UNDONE:
        return str(WORDS[Verb.MOVE_UNDONE].own)
    if move.from_parent_id == move.to_parent_id:
        numbers = {"old": move.from_position + 1, "new": move.to_position + 1, "under": new or "…"}
        words = _("moved the element from number %(old)d to number %(new)d under “%(under)s”") % numbers
    elif old and new:
        words = _("moved the element from “%(old)s” to “%(new)s”") % {"old": old, "new": new}
    elif new:
        words = _("moved the element to “%(new)s”") % {"new": new}
    else:
        words = _("moved the element")
    return _taken_back(event, words)


def _taken_back(event: Event, words: str) -> str:
    if event.undone_at is None:
        return words
    return _("%(words)s (undone by %(who)s)") % {"words": words, "who": event.undone_by or _("somebody")}


def _values(event: Event) -> dict[str, Any]:
    return {"title": event.title, "count": event.element_count, "what": _what(event)}


def _what(event: Event) -> str:
    """The names of the fields that were changed, as a reader knows them."""
    model = Plan if event.verb == Verb.PLAN_EDITED else Element
    *most, last = [_label(model, name) for name in event.changed_fields] or [_("the element")]
    return _("%(most)s and %(last)s") % {"most": ", ".join(most), "last": last} if most else last


def _label(model: type[Plan] | type[Element], name: str) -> str:
    if name == "topics":
        return _("topics")
    return str(getattr(model._meta.get_field(name), "verbose_name", name))
