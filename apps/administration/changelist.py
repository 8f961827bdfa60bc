"""The list of a model in admin, sorted as a Danish reader expects when a column's heading is pressed."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.collation import Danish


def municipality_column(path: str) -> Callable[[Any], Any]:
    """A column that says whose a row is, by way of the attributes ``path``; let the list select them along."""

    @admin.display(description=_("municipality"))
    def municipality(row: Any) -> Any:
        return attrgetter(path)(row)

    return municipality


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
