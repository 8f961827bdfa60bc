"""What the pages of the second factor ask about the user."""

from django import template

from apps.accounts.models import User
from apps.accounts.second_factor import lacks_second_factor

register = template.Library()


@register.simple_tag
def must_set_up_second_factor(user: User) -> bool:
    """Whether nothing else is open to ``user`` before a second factor is set up."""
    return lacks_second_factor(user)
