"""The next entry of the record, and what each sort of deed tells in it.

Entries are numbered without gaps in each municipality and in the portal, so one lock guards the numbers of all until the
transaction ends. Locks are taken in this order: the global one of the trees, plans by key, the record's, the public version's.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from apps.publishing.record.edition_file import FIRST_FORMAT, FORMAT, edition_file
from apps.publishing.record.lines import NOTHING, Line, canonical, moment, sha256
from apps.publishing.record.stored import GetModel, Stored, present_models

_LOCK_SPACE = 7352  # beside that of the plans (apps.strategies.tree.structure)
_THE_RECORD = 0
_SALT_BYTES = 32


@dataclass(kw_only=True)
class Deed:
    """What an entry tells. ``row`` is the edition, withdrawal or retraction, which the entry names under ``about``."""

    kind: str
    about: str
    row: Any
    plan: Any
    root: str
    title: str
    note: str
    at: datetime
    told: dict[str, Any]


def lock_record() -> None:
    """Wait until nobody else writes entries; on SQLite the transaction is itself the lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_SPACE, _THE_RECORD])


def new_secret() -> str:
    return secrets.token_hex(_SALT_BYTES)


def seal(found: Stored, get_model: GetModel = present_models) -> Any:
    """The seal of an edition that has none, with a new secret; saved."""
    secret = new_secret()
    # A migration has editions as they were, without what they learnt to hold later.
    format = FORMAT if get_model is present_models else FIRST_FORMAT
    digest = sha256(edition_file(found.edition, found.content, uids=found.uids, secret=secret, format=format))
    made = get_model("EditionSeal")(edition=found.edition, format=format, secret=secret, digest=digest)
    made.save(force_insert=True)
    return made


def publication(found: Stored, digest: str) -> Deed:
    """The deed that made an edition, the file of which has this digest."""
    edition = found.edition
    return Deed(
        kind="republished" if edition.republished_from_id else "published",
        about="edition",
        row=edition,
        plan=edition.plan,
        root=found.root,
        title=edition.title,
        note=edition.public_note,
        at=edition.published_at,
        told={
            "edition": edition.number,
            "nature": edition.nature,
            "republished_from": edition.republished_from.number if edition.republished_from_id else None,
            "content": digest,
        },
    )


def withdrawal_of(row: Any, root: str) -> Deed:
    """The deed that took a plan back; ``root`` as in ``Stored``."""
    edition = row.edition
    return Deed(
        kind="withdrawn",
        about="withdrawal",
        row=row,
        plan=row.plan,
        root=root,
        title=edition.title,
        note=row.public_note,
        at=row.withdrawn_at,
        told={"edition": edition.number},
    )


def retraction_of(row: Any, root: str, title: str, replaces: dict[str, dict[str, str]]) -> Deed:
    """The deed that left a passage out, with the digests of what it left (``lines.Line``)."""
    return Deed(
        kind="retracted",
        about="retraction",
        row=row,
        plan=row.identity.plan,
        root=root,
        title=title,
        note=row.reason,
        at=row.retracted_at,
        told={"replaces": replaces},
    )


def append(deed: Deed, *, recorded_at: datetime | None = None, get_model: GetModel = present_models) -> Any:
    """Write the next entry of its municipality and of the portal; hold the record's lock. Three queries."""
    model: Any = get_model("RecordEntry")
    ours = model._default_manager.filter(municipality=deed.plan.municipality_id).order_by("-number")
    last = ours.values_list("number", "digest").first() or (0, NOTHING)
    everybody = model._default_manager.order_by("-portal_number")
    last_of_all = everybody.values_list("portal_number", "digest").first() or (0, NOTHING)
    now = recorded_at or timezone.now()
    entry = model(
        municipality_id=deed.plan.municipality_id,
        number=last[0] + 1,
        portal_number=last_of_all[0] + 1,
        kind=deed.kind,
        plan=deed.plan,
        at=deed.at,
        recorded_at=now,
        plan_slug=deed.plan.slug,
        plan_title=deed.title,
        note=deed.note,
        **{deed.about: deed.row},
    )
    salt_words(entry)
    entry.line = Line(
        municipality=deed.plan.municipality.slug,
        number=entry.number,
        previous=last[1],
        portal_number=entry.portal_number,
        portal_previous=last_of_all[1],
        at=moment(deed.at),
        recorded_at=moment(now),
        kind=deed.kind,
        plan=deed.root,
        words=entry.words_digest,
        **deed.told,
    ).text()
    entry.digest = sha256(entry.line)
    entry.save(force_insert=True)
    return entry


def salt_words(entry: Any) -> str:
    """Give the entry's words a new salt, and their digest, which is returned; nothing is saved."""
    entry.salt = new_secret()
    entry.words_digest = digest_of_words(entry)
    return str(entry.words_digest)


def words_of(entry: Any) -> dict[str, str]:
    """What people wrote, as it is sealed: the same for the model of a migration."""
    return {"note": entry.note, "salt": entry.salt, "slug": entry.plan_slug, "title": entry.plan_title}


def digest_of_words(entry: Any) -> str:
    return sha256(canonical(words_of(entry)))
