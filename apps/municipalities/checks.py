"""What the settings say of roles must be roles."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from apps.municipalities.roles import Role


@register
def roles_with_a_second_factor(**kwargs: Any) -> list[CheckMessage]:
    unknown = sorted(set(settings.SECOND_FACTOR_ROLES) - set(Role.values))
    if not unknown:
        return []
    hint = f"The roles are {', '.join(Role.values)}."
    return [
        Error(
            f"SECOND_FACTOR_ROLES names no role: {', '.join(unknown)}.", hint=hint, id="municipalities.E001"
        )
    ]
