"""The list of a model in admin, sorted as a Danish reader expects when a column's heading is pressed."""

from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.db import models

from apps.core.collation import Danish


class DanishChangeList(ChangeList):
    """Columns of names and titles are in Danish order; codes, addresses and choices are not words."""

    def get_ordering_field(self, field_name: Any) -> Any:
        name = super().get_ordering_field(field_name)
        if not isinstance(name, str) or name not in {field.name for field in self.lookup_opts.fields}:
            return name
        field = self.lookup_opts.get_field(name)
        is_words = type(field) not in (models.SlugField, models.EmailField) and isinstance(
            field, models.CharField
        )
        return Danish(name) if is_words and not field.choices else name
