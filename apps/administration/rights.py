"""What a user may do in admin: asked many times on a page, by the page and by what it shows, and fetched once."""

from collections import defaultdict
from typing import Any

from django.db import models
from django.http import HttpRequest

from apps.municipalities.models import Membership, Municipality, ScopedQuerySet
from apps.municipalities.permissions import granted
from apps.municipalities.roles import Capability


def enters_admin(request: HttpRequest) -> bool:
    """Whether the user may enter: whoever administers the portal, and whoever edits a municipality."""
    person = request.user
    if not person.is_authenticated or not person.is_active:
        return False
    return person.is_superuser or bool(_where_held(request, Capability.ENTER_ADMIN))


def looks_after_several(request: HttpRequest) -> bool:
    """Whether the user enters admin for more than one municipality."""
    if request.user.is_superuser:
        return len(first_two(request, Capability.ENTER_ADMIN)) > 1
    return len(_where_held(request, Capability.ENTER_ADMIN)) > 1


def first_two(request: HttpRequest, capability: Capability) -> list[Municipality]:
    """Of those where the user has it: whether there is a choice. Asked for each field, and answered once."""
    known = request.__dict__.setdefault("_first_two", {})
    if capability not in known:
        known[capability] = list(Municipality.objects.where(request.user, capability)[:2])
    return known[capability]


def rows_with(capability: Capability, model: type[models.Model], request: HttpRequest) -> models.QuerySet:
    """The rows of ``model`` where the user has ``capability``; all of a model that belongs to no municipality."""
    rows = model._default_manager.all()
    return rows.where(request.user, capability) if hasattr(rows, "where") else rows


def has_somewhere(request: HttpRequest, capability: Capability) -> bool:
    """Whether the user has ``capability`` in some municipality."""
    return enters_admin(request) and (request.user.is_superuser or bool(_where_held(request, capability)))


def held_in(request: HttpRequest, municipality_id: int) -> frozenset[Capability]:
    """What the user may do in the municipality."""
    if not request.user.is_authenticated or request.user.is_superuser:
        return granted(request.user, [])
    return granted(request.user, roles_today(request)[municipality_id])


def roles_today(request: HttpRequest) -> defaultdict[int, list[str]]:
    """The user's roles today by municipality. One query for each page."""
    if "_roles_today" not in request.__dict__:
        found: defaultdict[int, list[str]] = defaultdict(list)
        held = Membership.objects.current().filter(user=request.user.pk)
        for municipality, role in held.order_by().values_list("municipality_id", "role"):
            found[municipality].append(role)
        request.__dict__["_roles_today"] = found
    return request.__dict__["_roles_today"]


def _where_held(request: HttpRequest, capability: Capability) -> set[int]:
    held = roles_today(request).items()
    return {municipality for municipality, roles in held if capability in granted(request.user, roles)}


def owner_of(row: models.Model) -> int | None:
    """The key of the municipality that the row belongs to; None of a row that belongs to none."""
    if isinstance(row, Municipality):
        return row.pk
    rows = type(row)._default_manager.all()
    if not isinstance(rows, ScopedQuerySet):
        return None
    *way, last = rows.scope.split("__")
    at: Any = row
    for name in way:
        at = getattr(at, name)
    found: int | None = getattr(at, f"{last}_id")
    return found
