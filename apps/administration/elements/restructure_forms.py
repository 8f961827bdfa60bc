"""The forms in which an element is copied, split and merged, and words are replaced throughout a plan."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.administration.elements import positions
from apps.administration.scoping import parse_key
from apps.core.fields import LineFormField
from apps.core.richtext.cut_and_join import Part
from apps.core.sizes import LARGEST_INTEGER
from apps.strategies.models import Element, Plan
from apps.strategies.models.element import MAX_TITLE
from apps.strategies.operations.find_and_replace import Choice, Search

_HIT = re.compile(r"(\d{1,19}):(\d{1,9}):(title|body):(\d{1,6})")


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=LARGEST_INTEGER)


class CopyForm(forms.Form):
    """Under which element of the plan chosen before."""

    parent = forms.ChoiceField(
        label=gettext_lazy("under"),
        help_text=gettext_lazy("The copy is put last among what stands there. You can move it afterwards."),
    )

    def __init__(self, *args: Any, parents: positions.Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = parents


class SplitForm(forms.Form):
    """Where the second part begins, and what it is."""

    at = forms.TypedChoiceField(
        label=gettext_lazy("the second part begins with"), coerce=int, widget=forms.RadioSelect
    )
    title = LineFormField(
        label=gettext_lazy("title of the second part"),
        max_length=MAX_TITLE,
        required=False,
        help_text=gettext_lazy("Leave it empty if the paragraph you chose is the title itself."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("kind of the second part"),
        help_text=gettext_lazy("Only kinds that may stand there are listed."),
    )
    children = forms.ChoiceField(
        label=gettext_lazy("what stands under the element"),
        choices=[
            ("follow", gettext_lazy("goes along to the second part (the reading order stays as it is)")),
            ("stay", gettext_lazy("stays under the first part")),
        ],
        widget=forms.RadioSelect,
        initial="follow",
    )
    version = _version()

    def __init__(
        self, *args: Any, parts: list[Part], kinds: positions.Choices, has_children: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].choices = [(part.number, _short(part.text)) for part in parts]
        self.fields["kind"].choices = kinds
        if not has_children:
            del self.fields["children"]


class OtherForm(forms.Form):
    """First step of a merge: with which element."""

    other = forms.ChoiceField(label=gettext_lazy("merge with"))

    def __init__(self, *args: Any, others: positions.Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = others


class MergeForm(forms.Form):
    """Second step: how, based on what was shown of both."""

    keep_title = forms.BooleanField(
        label=gettext_lazy("keep its title as a paragraph"),
        required=False,
        help_text=gettext_lazy("Otherwise the title disappears with the element that goes."),
    )
    version = _version()
    other_version = _version()


class ReplaceForm(forms.Form):
    """What to look for in the plan, and what to put in its place."""

    words = forms.CharField(
        label=gettext_lazy("find"),
        max_length=settings.REPLACE_MAX_LENGTH,
        strip=False,
        help_text=gettext_lazy("Plain words, as they stand in titles and texts."),
    )
    replacement = forms.CharField(
        label=gettext_lazy("replace with"),
        max_length=settings.REPLACE_MAX_LENGTH,
        strip=False,
        required=False,
        help_text=gettext_lazy("Leave it empty to take the words out."),
    )
    match_case = forms.BooleanField(
        label=gettext_lazy("tell capital from small letters"), required=False,
        help_text=gettext_lazy("Then “Mål” does not find “mål”."),
    )  # fmt: skip
    whole_words = forms.BooleanField(
        label=gettext_lazy("whole words only"), required=False,
        help_text=gettext_lazy("Then “by” does not find “byen”."),
    )  # fmt: skip

    def clean_words(self) -> str:
        words = self.cleaned_data["words"]
        if not words.strip():
            raise ValidationError(_("Write what to look for."))
        return words

    def search(self) -> Search:
        names = ("words", "match_case", "whole_words")
        return Search(**{name: self.cleaned_data[name] for name in names})


def choices_of(values: list[str], plan: Plan) -> list[Choice]:
    """The hits that boxes were ticked for. Raises ``Http404`` for what names no element that the plan ever had."""
    found = []
    for value in values:
        if not (match := _HIT.fullmatch(value)):
            raise Http404
        found.append(Choice(parse_key(match[1]), int(match[2]), match[3], int(match[4])))
    wanted = {choice.element_id for choice in found}
    here = set(Element.objects.filter(plan=plan, pk__in=wanted).values_list("pk", flat=True))
    if gone := wanted - here:
        once = Element.history.filter(plan_id=plan.pk, id__in=gone).values_list("id", flat=True)
        if gone - set(once):
            raise Http404
    return found


def hit_value(choice: Choice) -> str:
    return f"{choice.element_id}:{choice.version}:{choice.field}:{choice.number}"


def _short(text: str) -> str:
    return text if len(text) <= 140 else text[:140].rpartition(" ")[0] + " …"
