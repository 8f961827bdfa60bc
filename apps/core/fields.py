"""Fields for what a person types, which bring it into the portal's one form on every way in: form, operation, command, bulk.

In the database and in migrations they are Django's own. What is looked up exactly is brought into the same form.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from apps.core.text import collapse_space, tidy_lines


class LineFormField(forms.CharField):
    """A line of text. Where it is required, something that one can see is."""

    def to_python(self, value: Any) -> Any:
        return collapse_space(super().to_python(value) or "") or self.empty_value


class LinesFormField(forms.CharField):
    """Text of several lines."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        return tidy_lines(super().to_python(value) or "") or self.empty_value


class DayField(forms.DateField):
    """A day, read as the language of the page writes it; what is none is refused with an example of one."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError as refused:
            example = date(2026, 12, 31).strftime(get_format("DATE_INPUT_FORMATS")[0])
            told = _("Enter a valid date, for example %(example)s.")
            raise ValidationError(told, code="invalid", params={"example": example}) from refused

    def strptime(self, value: str, format: str) -> Any:
        if not value.isascii():
            raise ValueError("the digits of another script")
        return super().strptime(value, format)


class _Tidied(models.Field):
    tidied: Callable[[str], str]
    django_path: str

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, self.django_path, args, kwargs

    def to_python(self, value: Any) -> Any:
        return self._in_form(super().to_python(value))

    def get_prep_value(self, value: Any) -> Any:
        return self._in_form(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The text in its form, which the instance has from then on; ``ValidationError`` where nothing of it can be seen."""
        given = super().pre_save(model_instance, add)
        value = self._in_form(given)
        if given and not value and isinstance(given, str) and not self.blank:
            raise ValidationError({self.name: _("Write something that can be seen.")}, code="unseen")
        if value != given:
            setattr(model_instance, self.attname, value)
        return value

    def _in_form(self, value: Any) -> Any:
        return type(self).tidied(value) if isinstance(value, str) else value


class LineField(_Tidied, models.CharField):
    """A title, a name, a note of one line."""

    tidied = staticmethod(collapse_space)
    django_path = "django.db.models.CharField"

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": LineFormField, **kwargs})


class LinesField(_Tidied, models.TextField):
    """A note or an address of several lines. ``max_length`` holds for the model too; Django's own field asks it of forms only."""

    tidied = staticmethod(tidy_lines)
    django_path = "django.db.models.TextField"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": LinesFormField, **kwargs})
