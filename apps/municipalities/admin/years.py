"""A year in a form, refused in one plain sentence whatever is wrong with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

FIRST, LAST = 1970, 2200
_REFUSAL = _("Write a year between 1970 and 2200.")


class YearField(forms.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        refusals = dict.fromkeys(("invalid", "min_value", "max_value"), _REFUSAL)
        super().__init__(
            **{**kwargs, "min_value": FIRST, "max_value": LAST, "error_messages": refusals, "localize": False}
        )
