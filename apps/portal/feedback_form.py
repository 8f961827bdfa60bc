"""What somebody may write who could not use a page."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.core.fields import LinesFormField


class CommentForm(forms.Form):
    """A text of some lines; empty where there was nothing to say."""

    comment = LinesFormField(
        label=_("What could you not use?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["comment"]
        field.widget.attrs["maxlength"] = str(settings.COMMENT_MAX_LENGTH)
        told = _(
            "At most %(most)d characters. Do not write names, telephone numbers or other personal data, "
            "neither your own nor anybody else’s."
        )
        field.help_text = told % {"most": settings.COMMENT_MAX_LENGTH}

    def clean_comment(self) -> str:
        text: str = self.cleaned_data["comment"]
        if len(text) > settings.COMMENT_MAX_LENGTH:
            told = _("Write at most %(most)d characters. What you wrote has %(length)d.")
            values = {"most": settings.COMMENT_MAX_LENGTH, "length": len(text)}
            raise forms.ValidationError(told % values, code="too_long")
        return text
