"""Accounts for every line of every source of a plan: shown exactly once, or set aside with a reason.

Pure: plain values in, a list of complaints out. An empty list means that each paragraph has its source's words, or that
recorded repairs explain the whole difference; that reading order is kept; and that nothing was added or left out.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from apps.imports.plan_values import Place, PlanFile, Repair
from apps.imports.reading_order import reading_order
from apps.imports.shown import Shown, at, shown
from apps.imports.sources import TORN, Sources, words_at

_NUMBER_WORDS = dict(
    zip(["to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti"], range(2, 11), strict=True)
)
_SENTENCE_ENDS = (".", "!", "?", ":")
_QUOTATION_MARKS = ('"', "“", "”", "»", "«")


def account(plan: PlanFile, sources: Sources) -> list[str]:
    """What is wrong with ``plan`` held against its sources, one sentence each; empty where every line is accounted for."""
    return list(complaints(plan, sources))


def complaints(plan: PlanFile, sources: Sources) -> Iterator[str]:
    """The same one by one, for who only needs to know whether there are any."""
    if not plan.sources:
        return
    pieces = list(shown(plan))
    for piece in pieces:
        yield from _words(piece, sources)
    yield from _asides(plan, sources)
    yield from _duplicates(plan, pieces, sources)
    yield from _every_line_once(plan, pieces, sources)
    yield from reading_order(pieces)
    yield from _derived_titles(plan, sources)
    yield from _stated_parts(plan, pieces, sources)
    yield from _unchanged_sources(plan, sources)


def _unchanged_sources(plan: PlanFile, sources: Sources) -> Iterator[str]:
    for source in plan.sources:
        text = sources[source.key]
        if text.sha256 != source.sha256:
            yield _("The source %(file)s has been changed: its SHA-256 is not the recorded one.") % {
                "file": source.file
            }
        if not source.title or source.title not in map(text.words, range(1, len(text.lines) + 1)):
            yield _("The title “%(title)s” is not a line of the source.") % {"title": source.title}


def _words(piece: Shown, sources: Sources) -> Iterator[str]:
    """The words of a title or paragraph are the source's, but for the repairs."""
    text = words_at(piece.place, sources)
    for repair in piece.repairs:
        if repair.kind == "displaced":
            continue
        if text.count(repair.before) != 1:
            yield _("%(at)s: “%(before)s” does not occur exactly once.") % {
                "at": at(piece.place),
                "before": repair.before,
            }
        elif not _is_sound(repair):
            yield _("%(at)s: the repair of “%(before)s” changes more than its kind allows.") % {
                "at": at(piece.place),
                "before": repair.before,
            }
        text = text.replace(repair.before, repair.after)
    if text != piece.text:
        yield _("%(at)s: the plan has “%(plan)s”, the source “%(source)s”.") % {
            "at": at(piece.place),
            "plan": piece.text,
            "source": text,
        }
    if not piece.is_title and piece.item != sources[piece.place.source].is_item(piece.place.lines[0]):
        yield _("%(at)s: “item” does not agree with the source's bullet.") % {"at": at(piece.place)}


def _is_sound(repair: Repair) -> bool:
    """Whether a repair changes what its kind says and nothing else."""
    if repair.kind == "hyphen":
        return repair.after in {
            repair.before[: cut.start()] + repair.before[cut.end() :]
            for cut in re.finditer("-[ ]?", repair.before)
        }
    if repair.kind == "space":
        return repair.before != repair.after and repair.before.replace(" ", "") == repair.after.replace(
            " ", ""
        )
    return repair.before.count(TORN) == 1 and repair.before.replace(TORN, " ") == repair.after


def _asides(plan: PlanFile, sources: Sources) -> Iterator[str]:
    """Furniture and labels are written down in the source's words."""
    for aside in (*plan.furniture, *plan.labels):
        texts = aside.texts if len(aside.texts) > 1 else aside.texts * len(aside.place.lines)
        for line, text in zip(aside.place.lines, texts, strict=True):
            place = Place(aside.place.source, (line,))
            if (words := words_at(place, sources)) != text:
                yield _("%(at)s: the plan file has “%(plan)s”, the source “%(source)s”.") % {
                    "at": at(place),
                    "plan": text,
                    "source": words,
                }


def _duplicates(plan: PlanFile, pieces: list[Shown], sources: Sources) -> Iterator[str]:
    """A duplicate is the source's words, repeats a line that is shown, and differs from it as recorded."""
    shown_lines = {(piece.place.source, line) for piece in pieces for line in piece.place.lines}
    for duplicate in plan.duplicates:
        where, source = at(duplicate.place), duplicate.place.source
        words = " ".join(sources[source].words(line) for line in duplicate.place.lines)
        if words != duplicate.text:
            yield _("%(at)s: the plan file has “%(plan)s”, the source “%(source)s”.") % {
                "at": where,
                "plan": duplicate.text,
                "source": words,
            }
        if (source, duplicate.of) not in shown_lines:
            yield _("%(at)s: repeats line %(of)s, which the plan does not show.") % {
                "at": where,
                "of": duplicate.of,
            }
        text = sources[source].words(duplicate.of)
        for original, repeated in duplicate.differences:
            if text.count(original) != 1 or original == repeated:
                yield _("%(at)s: “%(original)s” is not a difference.") % {"at": where, "original": original}
            text = text.replace(original, repeated)
        if text != duplicate.text:
            yield _("%(at)s: differs from line %(of)s by more than is recorded.") % {
                "at": where,
                "of": duplicate.of,
            }


def _every_line_once(plan: PlanFile, pieces: list[Shown], sources: Sources) -> Iterator[str]:
    """Every line with words in it is claimed exactly once, and no other."""
    claims: dict[tuple[str, int], int] = {}
    places = [piece.place for piece in pieces]
    places += [aside.place for aside in (*plan.furniture, *plan.labels)]
    places += [duplicate.place for duplicate in plan.duplicates]
    for place in places:
        for line in place.lines:
            claims[place.source, line] = claims.get((place.source, line), 0) + 1
    for key, text in sources.items():
        for line in range(1, len(text.lines) + 1):
            times, place = claims.pop((key, line), 0), Place(key, (line,))
            if not text.words(line):
                if times:
                    yield _("%(at)s is blank, but is used.") % {"at": at(place)}
            elif not times:
                yield _("%(at)s (“%(words)s”) is neither shown nor set aside.") % {
                    "at": at(place),
                    "words": text.words(line),
                }
            elif times > 1:
                yield _("%(at)s is used %(times)s times.") % {"at": at(place), "times": times}
    for key, line in claims:
        yield _("%(at)s does not exist.") % {"at": at(Place(key, (line,)))}


def _derived_titles(plan: PlanFile, sources: Sources) -> Iterator[str]:
    """A derived title is a sentence or quotation of its own in whole sentences of its source."""
    for node in plan.root.walk():
        if node.derived is None:
            continue
        place, quote = node.derived.place, node.derived.quote
        if not _stands_whole(quote, words_at(place, sources)):
            yield _("%(at)s: “%(quote)s” is not a sentence of the source.") % {
                "at": at(place),
                "quote": quote,
            }
        if not _stands_whole(node.title, quote):
            yield _("%(at)s: the title “%(title)s” is not in the quotation.") % {
                "at": at(place),
                "title": node.title,
            }


def _stands_whole(part: str, text: str) -> bool:
    """Whether ``part`` stands in ``text`` with nothing of its sentence or quotation left out."""
    before, found, after = text.partition(part)
    begins = not before or before.rstrip().endswith((*_SENTENCE_ENDS, *_QUOTATION_MARKS))
    ends = not after or part.endswith(_SENTENCE_ENDS) or after.startswith(_QUOTATION_MARKS)
    return bool(found) and begins and ends


def _stated_parts(plan: PlanFile, pieces: list[Shown], sources: Sources) -> Iterator[str]:
    """A count of parts is the text's own, and no more parts are loaded than it says."""
    shown_lines = {(piece.place.source, line) for piece in pieces for line in piece.place.lines}
    for node in plan.root.walk():
        if node.parts is None or node.parts.place is None:
            continue
        place, words = node.parts.place, node.parts.words
        numbers = [_NUMBER_WORDS[word] for word in words.lower().split() if word in _NUMBER_WORDS]
        if words not in words_at(place, sources) or (place.source, place.lines[0]) not in shown_lines:
            yield _("%(at)s: “%(words)s” does not stand there.") % {"at": at(place), "words": words}
        if numbers != [node.parts.stated]:
            yield _("%(at)s: “%(words)s” does not say %(stated)s.") % {
                "at": at(place),
                "words": words,
                "stated": node.parts.stated,
            }
        if sum(child.kind == node.parts.kind for child in node.children) > node.parts.stated:
            yield _("“%(title)s” has more parts than its text says.") % {"title": node.title}
