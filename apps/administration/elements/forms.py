"""The forms in which an element is written and placed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.administration.element_choice import ElementChoiceField, elements_to_pick
from apps.administration.elements import pasting, positions
from apps.administration.elements.body_field import BodyField
from apps.core import richtext
from apps.core.fields import DayField, LineFormField
from apps.core.sizes import LARGEST_INTEGER, LARGEST_KEY
from apps.municipalities.models import Committee
from apps.strategies.kinds import Kind
from apps.strategies.models import Element, Plan, Relation, Topic
from apps.strategies.models.element import MAX_TITLE
from apps.strategies.operations.edit import CONTENT_FIELDS


def _field(name: str, **options: Any) -> forms.Field:
    """The form's counterpart of an element's field, with its label and help."""
    return Element._meta.get_field(name).formfield(**options)


_TITLE_HELP = format_lazy(_("As it stands in the document, at most {most} characters."), most=MAX_TITLE)
_DAY_HELP = _("Only as the document itself states it.")
_KIND_HELP = _("What the element is in the strategy. Only kinds that may stand here are listed.")


class BoxesField(forms.ModelMultipleChoiceField):
    """Rows as boxes to tick; a number that is none of them is a wrong choice, however large."""

    widget = forms.CheckboxSelectMultiple

    def _check_values(self, value: Iterable[Any]) -> Any:
        known = {str(row.pk): row for row in self.queryset}
        if wrong := [key for key in value if str(key) not in known]:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": wrong[0]}
            )
        return self.queryset.filter(pk__in=[known[str(key)].pk for key in value])


#: What stands together on the page: who carries the element out, and when.
RESPONSIBILITY = ("responsible", "partners", "contact", "starts_on", "ends_on", "is_continuous")


class ContentForm(forms.Form):
    """What an element says."""

    title = _field(
        "title",
        help_text=_TITLE_HELP,
    )
    kind = forms.ChoiceField(
        label=Element._meta.get_field("kind").verbose_name,
        help_text=_KIND_HELP,
    )
    body = BodyField(
        label=Element._meta.get_field("body").verbose_name,
        help_text=_(
            "The adopted words. Paragraphs, lists, tables, bold, italics, quotations and links are kept; you can paste from Word. What cannot be kept is said here."
        ),
    )
    is_derived = _field("is_derived")
    parts_stated = _field("parts_stated", max_value=99, min_value=1)
    parts_kind = forms.ChoiceField(
        label=Element._meta.get_field("parts_kind").verbose_name,
        required=False,
        help_text=_(
            "What the document counts, for example visions. The portal says how many of them are here."
        ),
    )
    responsible = forms.ModelChoiceField(
        Committee.objects.none(),
        label=Element._meta.get_field("responsible").verbose_name,
        required=False,
        help_text=_("The committee or unit that is to carry it out. Citizens see it."),
    )
    partners = BoxesField(
        Committee.objects.none(),
        label=Element._meta.get_field("partners").verbose_name,
        required=False,
        help_text=Element._meta.get_field("partners").help_text,
    )
    contact = _field("contact")
    starts_on = _field("starts_on", form_class=DayField, widget=AdminDateWidget, help_text=_DAY_HELP)
    ends_on = _field("ends_on", form_class=DayField, widget=AdminDateWidget, help_text=_DAY_HELP)
    is_continuous = _field("is_continuous")
    topics = BoxesField(
        Topic.objects.all(),
        label=_("topics"),
        required=False,
        help_text=_("What it is about. The same topics gather what all municipalities write."),
    )

    def __init__(self, *args: Any, plan: Plan, kinds: positions.Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds
        self.fields["body"].widget.attrs["data-paste"] = pasting.address(plan)
        parts = [(kind.value, str(kind.label).capitalize()) for kind in Kind if kind != Kind.DOCUMENT]
        self.fields["parts_kind"].choices = [("", "–"), *parts]
        committees = Committee.objects.filter(municipality_id=plan.municipality_id)
        self.fields["responsible"].queryset = self.fields["partners"].queryset = committees
        if not Topic.objects.exists():
            del self.fields["topics"]

    @property
    def wording_fields(self) -> list[forms.BoundField]:
        """What it says and where it belongs."""
        return [field for field in self.visible_fields() if field.name not in RESPONSIBILITY]

    @property
    def responsibility_fields(self) -> list[forms.BoundField]:
        """Who carries it out, and when; set apart on the page."""
        return [self[name] for name in RESPONSIBILITY]

    def content(self) -> dict[str, Any]:
        """The values of the fields that are the element's content."""
        own = {"version", "place"}
        return {name: value for name, value in self.cleaned_data.items() if name not in own}


class ElementForm(ContentForm):
    """An element as it stands, with the version that the edit is based on."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=LARGEST_INTEGER)

    def __init__(self, *args: Any, element: Element, **kwargs: Any) -> None:
        super().__init__(*args, plan=element.plan, initial=_initial(element), **kwargs)
        if element.parent_id is None:
            for name in ("title", "kind", "is_derived"):
                del self.fields[name]

    def with_version(self, version: int) -> None:
        """Base the next attempt to save on ``version``."""
        self.data = self.data.copy()
        self.data["version"] = str(version)


def _initial(element: Element) -> dict[str, Any]:
    topics = list(element.identity.topics.all())
    # Whoever wrote past the portal into the table wrote for no editor: it gets the text as the portal keeps it.
    body = richtext.canonical(element.body)
    return {name: getattr(element, name) for name in (*CONTENT_FIELDS, "version")} | {
        "topics": topics,
        "partners": list(element.partners.all()),
        "body": body,
    }


class NewElementForm(ContentForm):
    """An element to be, and its place among those that stand there already."""

    place = forms.ChoiceField(label=_("place"), help_text=_("Where among those that stand there already."))
    field_order = ["kind", "title", "place"]

    def __init__(self, *args: Any, siblings: list[positions.Option], after: str = "", **kwargs: Any) -> None:
        """Begun with the place ``after`` the key of one of the siblings, else the last, and with that sibling's kind."""
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = positions.places(siblings)
        before = next(
            (node for node in siblings if str(node.pk) == after), siblings[-1] if siblings else None
        )
        self.fields["place"].initial = str(before.pk) if before else self.fields["place"].choices[0][0]
        if before:
            self.fields["kind"].initial = before.kind


class NewRowForm(forms.Form):
    """An element to be, in the tree: its text is written later."""

    title = _field("title", help_text=_TITLE_HELP, error_messages={"required": _("Write a title.")})
    kind = forms.ChoiceField(help_text=_KIND_HELP)

    def __init__(self, *args: Any, kinds: positions.Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds


class ParentForm(forms.Form):
    """First step of a move: under which element."""

    parent = forms.ChoiceField(
        label=_("under"), help_text=_("Only elements that it may stand under are listed.")
    )

    def __init__(self, *args: Any, parents: positions.Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = parents


class PlaceForm(forms.Form):
    """Second step of a move: after which of the elements there."""

    place = forms.ChoiceField(
        label=_("place"),
        widget=forms.RadioSelect,
        help_text=_("Where among those that stand there already."),
    )
    newest_move = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_KEY)

    def __init__(self, *args: Any, siblings: list[positions.Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = positions.places(siblings)


class RestoreForm(ParentForm):
    """Under which element something comes back from the bin."""


class TargetForm(forms.Form):
    """How the element bears on another one of a plan."""

    kind = forms.ChoiceField(
        label=_("kind"),
        choices=[(kind.value, kind.label) for kind in Relation.Kind if kind not in Relation.SUCCESSION],
        help_text=_("How the first element bears on the second."),
    )
    target = ElementChoiceField(
        label=_("element"),
        help_text=_("The element it bears on. Those of plans above stand first; type to find one."),
    )
    note = LineFormField(
        label=_("note"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why, in a few words. Citizens read it."),
    )

    def __init__(self, *args: Any, source: Element, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = elements_to_pick(source.plan.municipality_id).exclude(pk=source.pk)
        target: Any = self.fields["target"]
        target.queryset = rows
        target.first_plan = source.plan.carries_out_id
