"""The backend that ``DATABASES`` names: Django's own, with limits to waiting and a cheap look at an idle connection."""

from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base
from psycopg2 import OperationalError
from psycopg2.extensions import set_wait_callback

from apps.core.postgresql.waiting import Unanswered, is_quiet, outage, wait


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection; raises ``OperationalError`` at once while an outage is known."""
        if settings.DATABASE_WAIT_SECONDS:
            set_wait_callback(wait)
        if not outage.may_ask():
            raise Unanswered("The database did not answer a moment ago")
        try:
            connection = super().get_new_connection(conn_params)
        except OperationalError:
            outage.begin()
            raise
        outage.end()
        return connection

    def is_usable(self) -> bool:
        """Whether the server still holds the connection. Asked before the first query of a request, and costs no query.

        Where it does not, Django connects anew, and the request goes on.
        """
        return self.connection is not None and is_quiet(self.connection)
