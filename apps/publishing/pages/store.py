"""Rendered text of editions, kept in the database: what the page of a whole plan is joined from.

All of it is a cache: a row that is missing is made again, and a row that cannot be written (because the database is
busy) is served all the same. Rows are keyed to the code and to the edition's digest, so none outlives what it shows.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from apps.core.code_version import code_version
from apps.publishing.models import Edition, Rendering
from apps.publishing.pages.fragments import Fragments
from apps.publishing.pages.render import render

logger = logging.getLogger(__name__)


# Written out, because every reader of a whole plan asks this, and the ORM takes as long to say it as the database to answer.
_KEPT = "SELECT outline, body, slots FROM publishing_rendering WHERE edition_id = %s AND language = %s AND code_version = %s"
# Written only while the digest is still the one that was rendered: a passage retracted meanwhile must not come back.
_KEEP = """
    INSERT INTO publishing_rendering (language, code_version, outline, body, slots, edition_id)
    SELECT %s, %s, %s, %s, %s, id FROM publishing_edition WHERE id = %s AND digest = %s {lock}
    ON CONFLICT (edition_id, language, code_version) DO UPDATE SET
        outline = excluded.outline, body = excluded.body, slots = excluded.slots
"""
_LOCK = {"postgresql": "FOR NO KEY UPDATE SKIP LOCKED"}
_PATIENCE = 50  # milliseconds that a reader waits for another writer on SQLite


def fragments(edition: Edition, language: str) -> Fragments:
    """Outline and text of the edition; one query where they are kept, three where they are rendered.

    Writes nothing: a reader need not wait for that. ``is_stored`` says whether there is something to ``keep``.
    """
    with connection.cursor() as cursor:
        cursor.execute(_KEPT, [edition.pk, language, _revision(edition)])
        row = cursor.fetchone()
    if row is None:
        return render(edition, language)
    outline, body, slots = row
    return Fragments(outline, body, slots, is_stored=True)


def warm(edition: Edition) -> None:
    """Render the edition's fragments in every language, so that the first reader need not wait."""
    for language, _name in settings.LANGUAGES:
        keep(edition, language, render(edition, language))


def keep(edition: Edition, language: str, found: Fragments) -> None:
    """Keep what was rendered, if that can be done at once; failing to is no more than a line in the log."""
    values: list[str | int] = [
        language,
        _revision(edition),
        found.outline,
        found.body,
        found.slots,
        edition.pk,
        edition.digest,
    ]
    try:
        with _without_waiting(), transaction.atomic():
            stale = Rendering.objects.filter(edition=edition, language=language)
            stale.exclude(code_version=_revision(edition)).delete()
            with connection.cursor() as cursor:
                cursor.execute(_KEEP.format(lock=_LOCK.get(connection.vendor, "")), values)
    except DatabaseError as error:
        logger.warning("A rendering of edition %s could not be kept: %s", edition.pk, error)


def _revision(edition: Edition) -> str:
    # An edition that is no longer the newest leads to its own sources.
    age = "" if edition.is_current else "-old"
    return f"{code_version()}-{edition.digest[:16]}{age}"


@contextmanager
def _without_waiting() -> Iterator[None]:
    """On SQLite a write waits for other writers; here it must give up instead. PostgreSQL skips a locked row."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    [(usual,)] = connection.connection.execute("PRAGMA busy_timeout")
    connection.connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
    try:
        yield
    finally:
        connection.connection.execute(f"PRAGMA busy_timeout = {usual}")
