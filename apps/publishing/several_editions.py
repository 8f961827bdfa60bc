"""What is read of several editions at once, in as few queries as of one."""

from collections.abc import Iterable
from datetime import date

from apps.publishing.models import Edition, EditionElement


def first_adopted_of_each(editions: Iterable[Edition]) -> dict[int, date | None]:
    """The day that each plan's first adopted edition states, by plan. One query."""
    plans = {edition.plan_id for edition in editions}
    adopted = Edition.objects.filter(plan_id__in=plans, nature=Edition.Nature.ADOPTED).order_by("-number")
    return dict.fromkeys(plans) | dict(adopted.values_list("plan_id", "adopted_on"))


def elements_of_each(editions: Iterable[Edition]) -> dict[int, list[EditionElement]]:
    """The elements of each edition in reading order, by edition. One query."""
    rows: dict[int, list[EditionElement]] = {edition.pk: [] for edition in editions}
    found = EditionElement.objects.filter(edition__in=rows).order_by("edition_id", "position")
    for row in found:
        rows[row.edition_id].append(row)
    return rows
