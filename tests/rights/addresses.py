"""Every address that the URL configuration knows, filled in with the rows of a small municipality."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern, RoutePattern

#: What an address needs in its query before it is more than a way to choose.
QUERIES = {
    "admin:strategies_element_add": {"plan": "plan"},
    "admin:strategies_element_preview_new": {"plan": "plan"},
    "admin:strategies_element_changelist": {"plan": "plan"},
    "admin:strategies_element_paste": {"plan": "plan"},
    "admin:strategies_relation_add": {"source": "source"},
    "admin:strategies_element_merge": {"other": "other"},
}
#: Whose key stands in an address where it is not that of the model which the address begins with.
OWNERS = dict.fromkeys(("admin:indicators_export", "admin:indicators_import"), "municipalities.municipality")


@dataclass(frozen=True)
class Address:
    """``name`` tells it apart in the table; ``path`` has the placeholders of the URL configuration."""

    name: str
    path: str
    model: str = ""
    query: dict[str, Any] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)

    def filled(self, world: dict[str, Any]) -> str:
        """The address with the keys of the ``world`` in it."""

        def value(match: re.Match[str]) -> str:
            name = match[1]
            if name in ("object_id", "key", "path:object_id"):
                return str(world.get(self.model, "x"))
            return str(world[name])

        return re.sub(r"<(?:\w+:)?(\w+)>", value, self.path)


def _route(pattern: Any) -> str:
    if isinstance(pattern, LocalePrefixPattern):
        return ""
    if isinstance(pattern, RoutePattern):
        return str(pattern)
    assert isinstance(pattern, RegexPattern)
    plain = re.sub(r"\(\?P(<\w+>)(?:\[[^]]*\]|[^()])*\)", r"\1", str(pattern))
    return plain.replace("^", "").replace("$", "").replace("[.]", ".").replace("\\Z", "")


def _patterns(patterns: Any, before: str, space: str) -> Iterator[tuple[str, str]]:
    for entry in patterns:
        route = before + _route(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _patterns(entry.url_patterns, route, inner)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}" if entry.name else f"/{route}", f"/{route}"


def _model_of(path: str) -> str:
    match = re.match(r"/admin/(\w+)/(\w+)/", path)
    return f"{match[1]}.{match[2]}" if match else ""


def every_address() -> list[Address]:
    """Those of the URL configuration, the actions of each list, and the autocomplete of each field."""
    found = []
    for name, path in _patterns(get_resolver().url_patterns, "", ""):
        model = OWNERS.get(name) or _model_of(path)
        if path.endswith("<path:object_id>/") and model:  # Django's older way to a row
            name = f"admin:{model.replace('.', '_')}_older_address"
        found.append(Address(name, path, model, QUERIES.get(name, {})))
        if name.endswith("_changelist"):
            found += _actions(name, path, model)
    return [*found, *_autocompletes()]


def _admin_of(model: str) -> Any:
    return next(one for key, one in admin.site._registry.items() if key._meta.label_lower == model)


def _actions(name: str, path: str, model: str) -> Iterator[Address]:
    model_admin = _admin_of(model)
    if model_admin.actions is None:
        return
    for action in ("delete_selected", *model_admin.actions):
        body = {"action": action, ACTION_CHECKBOX_NAME: model, "post": "yes"}
        yield Address(f"{name} {action}", path, model, body=body)


def _autocompletes() -> Iterator[Address]:
    registered = admin.site._registry
    for model in sorted(registered, key=lambda m: m._meta.label_lower):
        for one in [*model._meta.fields, *model._meta.many_to_many]:
            if one.remote_field and getattr(registered.get(one.remote_field.model), "search_fields", None):
                label = f"{model._meta.label_lower}.{one.name}"
                query = {
                    "app_label": f"={model._meta.app_label}",
                    "model_name": f"={model._meta.model_name}",
                    "field_name": f"={one.name}",
                }
                yield Address(f"admin:autocomplete {label}", "/admin/autocomplete/", query=query)
