"""Who is named in the histories of rows, where that is not whoever sends the request."""

from typing import Any


def sign(*rows: Any, by: Any) -> None:
    """Let the next histories of ``rows`` name ``by``; nobody where it is None. django-simple-history reads it when a row is saved."""
    for row in rows:
        row._history_user = by
