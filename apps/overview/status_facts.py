"""The statuses of a plan's elements as they are set beside its text."""

from datetime import date
from functools import cache

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.followup.reading import statuses_in_short
from apps.overview.followup import status_label


def status_facts(plan_id: int) -> dict[int, SafeString]:
    """A line for each element that has a public status, by identity, in the language in force. One query."""

    @cache
    def line(status: str, on: date) -> SafeString:
        return format_html(
            '<span class="note"><span class="status {}">{}</span>, {}</span>',
            status,
            status_label(status),
            date_format(on),
        )

    return {identity: line(status, on) for identity, status, on in statuses_in_short(plan_id)}
