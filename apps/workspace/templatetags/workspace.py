"""What the templates of the workspace say of forms."""

from uuid import UUID

from django import template
from django.forms import Form
from django.http import QueryDict

register = template.Library()


@register.filter
def cell_name(uid: UUID, day: str) -> str:
    """The name of a cell in the grid of figures."""
    return f"{uid}.{day}"


@register.simple_tag
def written(sent: QueryDict, name: str, saved: str) -> str:
    """What was sent for a field, also where it was emptied; what is saved where nothing was sent."""
    return sent.get(name, saved)


@register.filter
def form_for(forms: dict[UUID, Form], uid: UUID) -> Form | None:
    """The form that could not be saved for an element; None where there is none."""
    return forms.get(uid)
