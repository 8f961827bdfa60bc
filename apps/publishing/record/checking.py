"""Whether the database is still what the record says: every entry, every edition, and what citizens can read."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from apps.publishing.digest import digest_of
from apps.publishing.models import Edition, EditionSeal, RecordEntry, Withdrawal
from apps.publishing.record.edition_file import edition_file
from apps.publishing.record.entries import digest_of_words
from apps.publishing.record.lines import NOTHING, Line, moment, sha256
from apps.publishing.record.stored import Stored, stored

#: How many editions are fetched together.
_AT_ONCE = 50


def findings() -> Iterator[str]:
    """A sentence for everything that does not fit together, in the language in force."""
    yield from _portal_chain()
    entries = RecordEntry.objects.order_by("municipality_id", "number").select_related(
        "municipality", "edition", "withdrawal", "retraction"
    )
    told: dict[int, str] = {}
    for _municipality, found in groupby(entries.iterator(), lambda entry: entry.municipality_id):
        of_one = list(found)
        yield from _chain(of_one)
        yield from _entries(of_one)
        told |= _digests(of_one)
    yield from _without_entry()
    yield from _editions(told)
    yield from _what_can_be_read()


def _portal_chain() -> Iterator[str]:
    previous, number = NOTHING, 0
    rows = RecordEntry.objects.order_by("portal_number").values_list("portal_number", "digest", "line")
    for number, (portal_number, digest, line) in enumerate(rows.iterator(), 1):
        sealed = Line.read(line)
        if portal_number != number or sealed is None or sealed.portal_number != number:
            yield _("The portal's record has no entry number %(number)d.") % {"number": number}
            return
        if sealed.portal_previous != previous:
            yield _("Entry %(number)d of the portal does not follow from the one before.") % {
                "number": number
            }
        previous = digest


def _chain(entries: list[RecordEntry]) -> Iterator[str]:
    previous = NOTHING
    for number, entry in enumerate(entries, 1):
        name = {"municipality": entry.municipality, "number": entry.number}
        if entry.number != number:
            yield _("%(municipality)s: there is no entry %(number)d.") % {**name, "number": number}
            return
        if sha256(entry.line) != entry.digest:
            yield _("%(municipality)s, entry %(number)d: it is not what was sealed.") % name
        sealed = Line.read(entry.line)
        if sealed is None or sealed.previous != previous:
            yield _("%(municipality)s, entry %(number)d: it does not follow from the one before.") % name
        previous = entry.digest


def _entries(entries: list[RecordEntry]) -> Iterator[str]:
    """What stands beside the lines: the words, and the columns by which pages find and show an entry."""
    words = {entry.number: (sealed.words if (sealed := Line.read(entry.line)) else "") for entry in entries}
    for entry in entries:
        sealed = Line.read(entry.line)
        words |= {int(number): new for number, new in (sealed.replaces["words"] if sealed else {}).items()}
    for entry in entries:
        name = {"municipality": entry.municipality, "number": entry.number}
        if not digest_of_words(entry) == words[entry.number] == entry.words_digest:
            yield _("%(municipality)s, entry %(number)d: its words are not what was sealed.") % name
        sealed = Line.read(entry.line)
        if sealed and _columns(entry) != (
            sealed.municipality, sealed.number, sealed.kind, sealed.edition, sealed.at, sealed.recorded_at
        ):  # fmt: skip
            yield (
                _("%(municipality)s, entry %(number)d: it is shown as something else than was sealed.") % name
            )


def _columns(entry: RecordEntry) -> tuple[Any, ...]:
    edition = entry.edition or (entry.withdrawal.edition if entry.withdrawal else None)
    return (
        entry.municipality.slug,
        entry.number,
        entry.kind,
        edition.number if edition else None,
        moment(entry.at),
        moment(entry.recorded_at),
    )


def _digests(entries: list[RecordEntry]) -> dict[int, str]:
    """The digest that the record has of each edition's file, by the edition's key."""
    keys: dict[tuple[int, str], int] = {}
    found: dict[int, str] = {}
    for entry in entries:
        sealed = Line.read(entry.line)
        if sealed is None:
            continue
        if entry.edition_id and sealed.content:
            keys[entry.plan_id, str(sealed.edition)] = entry.edition_id
            found[entry.edition_id] = sealed.content
        for number, digest in sealed.replaces["editions"].items():
            if key := keys.get((entry.plan_id, number)):
                found[key] = digest
    return found


def _without_entry() -> Iterator[str]:
    for edition in Edition.objects.filter(record_entry=None).select_related("plan__municipality"):
        yield _named(edition) + _("it has no entry.")
    for row in Withdrawal.objects.filter(record_entry=None).select_related("edition__plan__municipality"):
        yield _named(row.edition) + _("its withdrawal has no entry.")


def _editions(told: dict[int, str]) -> Iterator[str]:
    editions = Edition.objects.select_related("plan__municipality").order_by("pk")
    seals = {seal.edition_id: seal for seal in EditionSeal.objects.all()}
    keys = list(editions.values_list("pk", flat=True))
    for start in range(0, len(keys), _AT_ONCE):
        for found in stored(list(editions.filter(pk__in=keys[start : start + _AT_ONCE]))):
            yield from _edition(found, seals.get(found.edition.pk), told.get(found.edition.pk))


def _edition(found: Stored, seal: EditionSeal | None, told: str | None) -> Iterator[str]:
    name = _named(found.edition)
    if digest_of(found.edition, found.content) != found.edition.digest:
        yield name + _("its content is not what was published.")
    if told is None:
        return
    made = seal and edition_file(
        found.edition, found.content, uids=found.uids, secret=seal.secret, format=seal.format
    )
    if not (made and seal and sha256(made) == told == seal.digest):
        yield name + _("it is not what the record says.")


def _what_can_be_read() -> Iterator[str]:
    """A plan shows the edition of its last publication, or none where it was taken back since."""
    current = dict(Edition.objects.current().values_list("plan_id", "pk"))
    last: dict[int, RecordEntry] = {}
    names: dict[int, str] = defaultdict(str)
    deeds = RecordEntry.objects.exclude(kind=RecordEntry.Kind.RETRACTED).order_by("number")
    for entry in deeds.select_related("municipality"):
        last[entry.plan_id] = entry
        names[entry.plan_id] = f"{entry.municipality}, {entry.plan_title}: "
    for plan, entry in last.items():
        if current.get(plan) != entry.edition_id:
            yield names[plan] + _("citizens read something else than the record says.")


def _named(edition: Edition) -> str:
    where = {"municipality": edition.plan.municipality, "title": edition.title, "number": edition.number}
    return _("%(municipality)s, %(title)s, edition %(number)d") % where + ": "
