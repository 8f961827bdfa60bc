"""Finding words in the titles and texts of a plan, and replacing those hits that were chosen."""

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core import richtext
from apps.core.conflicts import SavedMeanwhile
from apps.core.richtext import find_and_replace
from apps.core.richtext.find_and_replace import Occurrence
from apps.core.text import collapse_space
from apps.strategies.models import Element, Event, Plan
from apps.strategies.models.event import recorded
from apps.strategies.operations import edit
from apps.strategies.tree import locked


@dataclass(frozen=True)
class Search:
    """What to look for: plain words, with or without regard to capitals and to what they are part of."""

    words: str
    match_case: bool = False
    whole_words: bool = False

    def __post_init__(self) -> None:
        if not collapse_space(self.words) or len(self.words) > settings.REPLACE_MAX_LENGTH:
            raise ValidationError(
                _("Write what to look for, at most %(most)s characters.")
                % {"most": settings.REPLACE_MAX_LENGTH},
                code="words",
            )

    @property
    def pattern(self) -> re.Pattern[str]:
        return find_and_replace.pattern(self.words, match_case=self.match_case, whole_words=self.whole_words)


@dataclass(frozen=True)
class Choice:
    """A hit as it is named between being shown and being chosen; ``version`` is what the element was when it was shown."""

    element_id: int
    version: int
    field: str  # title or body
    number: int  # from 0, in its field


@dataclass(frozen=True)
class Hit:
    """A hit with what stands around it."""

    choice: Choice
    kind: str
    title: str
    occurrence: Occurrence


def find(*, plan: Plan, search: Search) -> list[Hit]:
    """Every hit in the plan's titles and texts, in reading order. One query. The plan's own title is not searched."""
    rows = Element.objects.filter(plan=plan).in_reading_order()
    hits: list[Hit] = []
    for element in rows.only("pk", "version", "kind", "title", "body", "parent_id", "plan_id"):
        texts = {
            "title": [] if element.parent_id is None else [element.title],
            "body": richtext.letters(element.body),
        }
        hits += [
            Hit(Choice(element.pk, element.version, field, found.number), element.kind, element.title, found)
            for field, paragraphs in texts.items()
            for found in find_and_replace.occurrences(paragraphs, search.pattern)
        ]
    return hits


def replace(
    *, plan_id: int, search: Search, replacement: str, chosen: Collection[Choice], by: User | None
) -> list[Element]:
    """Put ``replacement`` (plain text) in the place of the chosen hits; returns the elements that were changed.

    All or nothing, each element one version with a line of history. Raises ``SavedMeanwhile`` where an element was saved or
    deleted since its hits were shown, ``ValidationError`` where a title or text would not be allowed afterwards.
    """
    if len(replacement) > settings.REPLACE_MAX_LENGTH:
        raise ValidationError(
            _("Write at most %(most)s characters.") % {"most": settings.REPLACE_MAX_LENGTH},
            code="replacement",
        )
    by_element: dict[int, list[Choice]] = defaultdict(list)
    for choice in chosen:
        by_element[choice.element_id].append(choice)
    with locked(plan_id, by=by), recorded(Event.Verb.REPLACED, by=by):
        rows = Element.objects.filter(plan_id=plan_id, pk__in=by_element)
        elements = {row.pk: row for row in rows.select_related("identity", "parent", "plan", "responsible")}
        _refuse_changed(elements, by_element)
        before = {pk: element.version for pk, element in elements.items()}
        written = [
            _replace_in(elements[pk], search, collapse(replacement), choices)
            for pk, choices in by_element.items()
        ]
        return [element for element in written if element.version != before[element.pk]]


def collapse(replacement: str) -> str:
    """``replacement`` on one line, with the spaces at its ends kept, because words may be all there is between them."""
    inner = collapse_space(replacement)
    if not inner:
        return " " if replacement else ""
    return (" " if replacement[0].isspace() else "") + inner + (" " if replacement[-1].isspace() else "")


def _refuse_changed(elements: dict[int, Element], by_element: dict[int, list[Choice]]) -> None:
    changed = [
        elements[pk].title if pk in elements else _("(deleted element)")
        for pk, choices in by_element.items()
        if pk not in elements or any(choice.version != elements[pk].version for choice in choices)
    ]
    if changed:
        raise SavedMeanwhile(*changed)


def _replace_in(element: Element, search: Search, new: str, choices: list[Choice]) -> Element:
    numbers = {
        field: {choice.number for choice in choices if choice.field == field} for field in ("title", "body")
    }
    changes: dict[str, str] = {}
    title = element.title
    if numbers["title"] and element.parent_id is not None:
        changes["title"] = find_and_replace.replace_in_text(
            element.title, search.pattern, new, numbers["title"]
        )
    if numbers["body"]:
        changes["body"] = find_and_replace.replace_in_html(element.body, search.pattern, new, numbers["body"])
    try:
        return edit.write(element, based_on=element.version, changes=changes)
    except ValidationError as error:
        told = _("“%(title)s”: %(reason)s")
        raise ValidationError(
            told, params={"title": title, "reason": " ".join(error.messages)}, code="not_allowed"
        ) from error
