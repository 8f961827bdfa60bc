"""The word of an address in forms: made of the name, by the portal's own rules, where nobody chose one."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from apps.core.text import danish_slug


class AddressedForm(forms.ModelForm):
    """A form with a ``slug`` that may be left empty for a new thing; ``named_by`` stands before it in the form.

    Admin's own script would write “ø” as “o” and “å” as “a”, unlike every other address of the portal.
    """

    named_by = "name"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slug = self.fields.get("slug")
        if slug and not self.instance.pk:
            slug.required = False
            hint = _("Leave it empty, and it is made for you.")
            slug.help_text = f"{slug.help_text} {hint}".strip()

    def clean_slug(self) -> str:
        """The word that was written, else one made of the name; “Kommune” says nothing in an address."""
        name = self.cleaned_data.get(self.named_by, "")
        return self.cleaned_data["slug"] or (name and danish_slug(name.removesuffix(" Kommune")))
