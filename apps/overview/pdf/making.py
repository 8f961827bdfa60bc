"""PDF files are made once of each content: the large ones after the answer, by one thread, and kept."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock, Thread

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from apps.overview.pdf.typesetting import typeset
from apps.overview.pdf.words_as_data import Value
from apps.publishing.models import KeptPdf

logger = logging.getLogger(__name__)
_one_at_a_time = Lock()
#: What is being made, or waits for it, in this process.
_under_way: set[str] = set()


@dataclass(frozen=True, slots=True)
class Order:
    """A file that is asked for: what it shows, of how many elements, and how its data is put together.

    ``key`` stands for the content: other content, another key.
    """

    municipality_id: int
    subject: str
    language: str
    key: str
    size: int
    sheet: Callable[[], Value]


def made(order: Order) -> bytes | None:
    """The file. None where it is large and not made yet: it is then being made, and there to be asked for again."""
    if order.size <= settings.PDF_KEPT_FROM:
        return typeset(order.sheet())
    if kept := _kept(order):
        return kept
    if order.size > settings.PDF_ELEMENTS_AT_ONCE:
        _make_later(order)
        return None
    content = typeset(order.sheet())
    _keep(order, content)
    return content


def _kept(order: Order) -> bytes | None:
    found = KeptPdf.objects.filter(subject=order.subject, language=order.language, key=order.key)
    content = found.values_list("content", flat=True).first()
    return bytes(content) if content is not None else None


def _keep(order: Order, content: bytes) -> None:
    """Keep it in place of what was there. Whoever asked has it all the same where that fails."""
    values = {"municipality_id": order.municipality_id, "key": order.key, "content": content}
    try:
        with transaction.atomic():
            KeptPdf.objects.update_or_create(subject=order.subject, language=order.language, defaults=values)
    except DatabaseError as error:
        logger.warning("The PDF file of %s could not be kept: %s", order.subject, error)


def _make_later(order: Order) -> None:
    if order.key in _under_way:
        return
    _under_way.add(order.key)
    sheet = order.sheet()  # now, in the reader's language and while the editions are those of the key
    Thread(target=_make, args=(order, sheet), name="pdf", daemon=True).start()


def _make(order: Order, sheet: Value) -> None:
    try:
        with _one_at_a_time:
            _keep(order, typeset(sheet))
    except Exception:
        logger.exception("The PDF file of %s could not be made.", order.subject)
    finally:
        _under_way.discard(order.key)
        connection.close()
