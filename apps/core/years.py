"""Between which years everything lies that a council can have written down."""

FIRST_YEAR = 1970
LAST_YEAR = 2200
