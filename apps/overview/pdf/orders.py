"""What is asked for with each PDF file, and when two files are the same."""

import hashlib
from collections.abc import Callable, Sequence
from functools import partial

from django.conf import settings
from django.utils.translation import get_language

from apps.core.code_version import code_version
from apps.municipalities.models import Municipality
from apps.overview.municipality import in_order
from apps.overview.pdf.making import Order
from apps.overview.pdf.sheets import element_sheet, municipality_sheet, plan_sheet
from apps.overview.pdf.words_as_data import Value
from apps.publishing import reading
from apps.publishing.models import Edition


def plan_order(edition: Edition, root: str) -> Order:
    """The whole plan as ``edition`` has it; ``root`` is the address of the municipality's page."""
    sheet = partial(plan_sheet, edition, root)
    return _order(
        edition.plan.municipality, f"edition {edition.pk}", [edition], edition.element_count, sheet, root
    )


def element_order(page: reading.ElementPage, root: str) -> Order:
    """One element with what stands under it."""
    row, edition = page.element, page.edition
    subject = f"edition {edition.pk} element {row.identity_id}"
    size = row.last_position - row.position
    sheet = partial(element_sheet, page, root)
    return _order(edition.plan.municipality, subject, [edition], size, sheet, root, page.is_dropped)


def municipality_order(municipality: Municipality, root: str) -> Order:
    """Every plan of the municipality."""
    editions = in_order(reading.current_editions().filter(plan__municipality=municipality))
    size = sum(edition.element_count for edition in editions)
    sheet = partial(municipality_sheet, municipality, editions, root)
    return _order(municipality, f"municipality {municipality.pk}", editions, size, sheet, root)


def _order(
    municipality: Municipality,
    subject: str,
    editions: Sequence[Edition],
    size: int,
    sheet: Callable[[], Value],
    *also: object,
) -> Order:
    looks = (municipality.name, municipality.accent_colour, municipality.is_example)
    content = [
        (edition.pk, edition.digest, edition.is_current, edition.plan.slug, edition.plan.figure_form)
        for edition in editions
    ]
    key = hashlib.sha256(repr((code_version(), content, looks, also)).encode()).hexdigest()
    return Order(municipality.pk, subject, get_language() or settings.LANGUAGE_CODE, key, size, sheet)
