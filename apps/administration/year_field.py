"""A year in a form, refused in one plain sentence whatever is wrong with it."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.core.years import FIRST_YEAR, LAST_YEAR

_REFUSAL = format_lazy(_("Write a year between {first} and {last}."), first=FIRST_YEAR, last=LAST_YEAR)


class YearField(forms.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        refusals = dict.fromkeys(("invalid", "min_value", "max_value"), _REFUSAL)
        super().__init__(
            **{
                **kwargs,
                "min_value": FIRST_YEAR,
                "max_value": LAST_YEAR,
                "error_messages": refusals,
                "localize": False,
            }
        )
