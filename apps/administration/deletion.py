"""What a deletion takes with it, or what stands in its way: counted by kind, and named where it has a page of its own."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.utils import NestedObjects
from django.db import models, router
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from apps.core.collation import danish_key

#: How many of the rows of a kind that stand in the way are named; the others are counted.
NAMED = 5


def what_goes(
    rows: Iterable[models.Model], request: HttpRequest, site: AdminSite
) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
    """What Django asks of ``get_deleted_objects``, in two queries for each kind of row, however many hang on these.

    The rows themselves by name, how many of each kind go with them, the kinds that the user may not delete, and what stands in
    the way.
    """
    chosen = list(rows)
    if not chosen:
        return [], {}, set(), []
    collector = NestedObjects(using=router.db_for_write(type(chosen[0])), origin=chosen)
    collector.collect(chosen)
    counts = {_plural(kind): len(found) for kind, found in collector.model_objs.items()}
    forbidden = {
        str(kind._meta.verbose_name)
        for kind, found in collector.model_objs.items()
        if site.is_registered(kind)
        and not all(site.get_model_admin(kind).has_delete_permission(request, row) for row in found)
    }
    return [_name(row, site) for row in chosen], counts, forbidden, _in_the_way(collector.protected, site)


def _in_the_way(rows: Iterable[models.Model], site: AdminSite) -> list[Any]:
    """Each kind with its number and the first of its rows, those kinds first that can be opened."""
    kinds: defaultdict[type[models.Model], list[Any]] = defaultdict(list)
    for row in rows:
        kinds[type(row)].append(row.pk)
    told: list[Any] = []
    for kind in sorted(kinds, key=lambda kind: (not site.is_registered(kind), danish_key(_plural(kind)))):
        keys = sorted(kinds[kind])
        names = [_name(row, site) for row in _with_what_names_them(kind, keys[:NAMED])]
        rest = len(keys) - len(names)
        told.append(f"{capfirst(_plural(kind))}: {len(keys)}")
        told.append([*names, _("and %(number)s more") % {"number": rest}] if rest else names)
    return told


def _with_what_names_them(kind: type[models.Model], keys: list[int]) -> Iterable[models.Model]:
    """The rows with what they point at, by which many of them are called."""
    ways = [field.name for field in kind._meta.fields if field.is_relation]
    return kind._default_manager.filter(pk__in=keys).select_related(*ways).order_by("pk")


def _plural(kind: type[models.Model]) -> str:
    return str(kind._meta.verbose_name_plural)


def _name(row: models.Model, site: AdminSite) -> str:
    options = row._meta
    try:
        address = reverse(f"{site.name}:{options.app_label}_{options.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return str(row)
    return format_html('<a href="{}">{}</a>', address, row)
