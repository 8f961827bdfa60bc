"""Short texts of many rows as the lines of one value, so that they come along with the row they belong to."""

from typing import Any

from django.db.models import Aggregate, TextField


class JoinedLines(Aggregate):
    """The values of a group, one a line, in no order. They must not hold line breaks themselves."""

    output_field = TextField()
    template = "%(function)s(%(expressions)s, %(line_break)s)"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", line_break="char(10)")

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="STRING_AGG", line_break="chr(10)")
