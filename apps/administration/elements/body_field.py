"""The field in which an element's text is written: a prose editor that knows only what the portal keeps."""

import json
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.templatetags.static import static
from django.utils.translation import gettext as _
from js_asset import ImportMap, Media, Stylesheet

from apps.core.static_files import asset, digest_of
from apps.strategies.models.element import MAX_BODY

MODULES = {
    "django-prose-editor/editor": "django_prose_editor/editor.js",
    "js/administration/pasting": "js/administration/pasting.js",
}
STYLES = ("django_prose_editor/material-icons.css", "django_prose_editor/editor.css")


def editor_words() -> dict[str, str]:
    """The editor's own English words, translated; the ones it can show with our extensions."""
    return {
        "bold": _("Bold"),
        "italic": _("Italic"),
        "bullet list": _("Bulleted list"),
        "unordered list": _("Bulleted list"),
        "ordered list": _("Numbered list"),
        "blockquote": _("Quotation"),
        "paragraph": _("Paragraph"),
        "insert link": _("Insert link"),
        "link": _("Link"),
        "remove link": _("Remove link"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "list properties": _("List settings"),
        "Edit Link": _("Edit link"),
        "URL": _("Address"),
        "Title": _("Title"),
        "Update": _("Save the link"),
        "Cancel": _("Cancel"),
        "subscript": _("Subscript"),
        "superscript": _("Superscript"),
        "List properties": _("List settings"),
        "Start at": _("First number"),
        "List type": _("How it counts"),
        "Decimal numbers": _("Numbers"),
        "Lowercase letters": _("Small letters"),
        "Uppercase letters": _("Capital letters"),
        "Lowercase Roman numerals": _("Small Roman numerals"),
        "Uppercase Roman numerals": _("Capital Roman numerals"),
    }


def table_words() -> dict[str, str]:
    """The editor's words about tables."""
    return {
        "Insert table": _("Insert table"),
        "Insert Table": _("Insert the table"),
        "Table Properties": _("A new table"),
        "Rows": _("Rows"),
        "Columns": _("Columns"),
        "Include header row": _("Headings in the first row"),
        "Yes": _("Yes"),
        "No": _("No"),
        "Add column": _("Add a column"),
        "Delete column": _("Delete the column"),
        "Add row": _("Add a row"),
        "Delete row": _("Delete the row"),
        "Toggle header cell": _("Heading or not"),
        "Delete table": _("Delete the table"),
    }


def pasting_words() -> dict[str, str]:
    """What is said where the portal could not look at what was pasted; the text itself stands in the editor."""
    return {
        "signedOut": _(
            "You are no longer signed in. What you pasted stands here as plain text. Sign in in another window before you save."
        ),
        "offline": _("There is no connection. What you pasted stands here as plain text."),
        "trouble": _("The portal did not answer. What you pasted stands here as plain text."),
        "tooLong": too_long(),
    }


def too_long() -> str:
    """Why nothing was pasted."""
    return _("Nothing was pasted: it is more than one element can hold. Paste it in parts.")


class BodyWidget(forms.Textarea):
    """A text area that the prose editor takes over; without JavaScript it shows the text as HTML."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 14, "data-body-editor": "", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        words = editor_words() | table_words() | pasting_words()
        return super().get_context(name, value, {**(attrs or {}), "data-words": json.dumps(words)})

    @property
    def media(self) -> Media:
        digests = {static(path): digest for path in MODULES.values() if (digest := digest_of(path))}
        return Media(
            importmap=ImportMap(MODULES, integrity=digests),
            css={"all": [asset(Stylesheet, path) for path in STYLES]},
            js=[
                asset(Script, "js/administration/body-words.js"),
                asset(Script, "js/administration/body.js", type="module"),
            ],
        )


class BodyField(forms.CharField):
    """Body text as HTML; what is kept of it the element decides when it is saved."""

    widget = BodyWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MAX_BODY, required=False, strip=False, **kwargs)
