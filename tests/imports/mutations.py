"""Every way to change one word, and every way to misplace one paragraph, of a plan file that has been parsed."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from apps.imports.fixtures.plan_values import ElementEntry, PlanFile

#: Fields that hold a source's words, or words held against a source.
WORDS = {"title", "text", "texts", "quote", "words", "before", "after", "differences"}

Change = Callable[[str], str]


def changed(word: str) -> str:
    return word + "x"


def dropped(_word: str) -> str:
    return ""


def in_text(text: str, change: Change) -> Iterator[str]:
    """``text`` with one word changed, for every word of it."""
    words = text.split(" ")
    for index, word in enumerate(words):
        if word:
            yield " ".join(w for w in (*words[:index], change(word), *words[index + 1 :]) if w)


def in_plan(plan: PlanFile, change: Change) -> Iterator[PlanFile]:
    """``plan`` with one word changed, for every word that comes from a source."""
    for name in ("sources", "root", "furniture", "labels", "duplicates"):
        for value in _in_value(getattr(plan, name), change, words=False):
            yield replace(plan, **{name: value})


def _in_value(value: Any, change: Change, *, words: bool) -> Iterator[Any]:
    if isinstance(value, str):
        if words:
            yield from in_text(value, change)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            for variant in _in_value(item, change, words=words):
                yield (*value[:index], variant, *value[index + 1 :])
    elif is_dataclass(value):
        for field in fields(value):
            inside = getattr(value, field.name)
            for variant in _in_value(inside, change, words=field.name in WORDS):
                yield replace(value, **{field.name: variant})


def misplaced(node: ElementEntry) -> Iterator[ElementEntry]:
    """The tree with one paragraph left out, shown twice, or exchanged with the next; or two neighbours exchanged."""
    for index in range(len(node.paragraphs)):
        before, after = node.paragraphs[:index], node.paragraphs[index + 1 :]
        this = node.paragraphs[index]
        yield replace(node, paragraphs=before + after)
        yield replace(node, paragraphs=(*before, this, this, *after))
        if after:
            yield replace(node, paragraphs=(*before, after[0], this, *after[1:]))
    for index, child in enumerate(node.children):
        before, after = node.children[:index], node.children[index + 1 :]
        if child.place:
            yield replace(node, children=before + after)
        if after and child.place and after[0].place and child.place.source == after[0].place.source:
            yield replace(node, children=(*before, after[0], child, *after[1:]))
        for variant in misplaced(child):
            yield replace(node, children=(*before, variant, *after))
