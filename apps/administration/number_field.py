"""A number in a form, written and read as Danes do, and as the grid and the spreadsheets read it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.indicators.numbers import NotANumber, as_written, parse_number


class NumberField(forms.DecimalField):
    """A browser’s own field for numbers would take a comma for a mistake, or show a point, as it pleases."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal"}

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        if not (text := str(value).strip()):
            return None
        try:
            return parse_number(text)
        except NotANumber as error:
            told = _("“%(text)s” is not a number such as 1234,5. Write thousands without a point.")
            raise ValidationError(told, code="invalid", params={"text": text[:40]}) from error

    def prepare_value(self, value: Any) -> Any:
        return as_written(value) if isinstance(value, Decimal) else value
