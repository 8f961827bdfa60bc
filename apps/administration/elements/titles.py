"""What an element is called where only its identity is known."""

from django.utils.translation import gettext as _

from apps.strategies.models import ElementIdentity


def title_of(identity: ElementIdentity) -> str:
    """The title of the element in the working tree, in words where it was deleted."""
    element = getattr(identity, "element", None)
    return element.title if element else _("(deleted element)")
