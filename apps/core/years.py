"""Between which years everything lies that a council can have written down."""

from typing import Any

from django.utils.text import format_lazy

FIRST_YEAR = 1970
LAST_YEAR = 2200


def saying_years(message: Any) -> Any:
    """The lazily translated ``message`` with both years in it, as ``{first}`` and ``{last}``."""
    return format_lazy(message, first=FIRST_YEAR, last=LAST_YEAR)
