"""One JSON fixture for each municipality, made from what ``load_strategies`` loads, for plain ``loaddata``.

Every key and time stamp is fixed, so the same plan files give the same bytes on every machine and database. The keys of a
municipality lie in a range of its own (``code`` × 1000 and on), so that the files can be loaded alone or together.
"""

import json
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from apps.accounts.models import User
from apps.imports.load import SYSTEM_USER
from apps.municipalities.models import Committee, Municipality
from apps.publishing.digest import digest_of
from apps.publishing.models import (
    Edition,
    EditionElement,
    EditionRelation,
    EditionSource,
    EditionTopic,
    PublishedAddress,
)
from apps.publishing.working import Content
from apps.strategies.models import (
    Element,
    ElementIdentity,
    Plan,
    Relation,
    SourceDocument,
    SourcePassage,
    SourceRepair,
)

#: When the first editions of the JSON fixtures were published.
MADE_AT = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)

#: How many keys of a table a municipality has.
KEYS = 1000

#: Each table with the way to its municipality and the order in which rows were loaded; referred tables first.
_TABLES: tuple[tuple[type[models.Model], str, tuple[str, ...]], ...] = (
    (Municipality, "pk", ("pk",)),
    (Committee, "municipality", ("pk",)),
    (Plan, "municipality", ("pk",)),
    (ElementIdentity, "municipality", ("plan_id", "element__lft")),
    (Element, "plan__municipality", ("plan_id", "lft")),
    (Plan.history.model, "municipality", ("history_id",)),
    (Element.history.model, "plan__municipality", ("plan_id", "identity__element__lft", "history_id")),
    (Relation, "source__municipality", ("pk",)),
    (SourceDocument, "plan__municipality", ("pk",)),
    (SourcePassage, "document__plan__municipality", ("pk",)),
    (SourceRepair, "passage__document__plan__municipality", ("pk",)),
    (Edition, "plan__municipality", ("pk",)),
    (EditionElement, "edition__plan__municipality", ("edition_id", "position")),
    (EditionTopic, "element__edition__plan__municipality", ("pk",)),
    (EditionRelation, "edition__plan__municipality", ("pk",)),
    (EditionSource, "edition__plan__municipality", ("edition_id", "number")),
    (PublishedAddress, "plan__municipality", ("plan_id", "identity__element__lft", "pk")),
)
_HISTORY_OF: dict[type[models.Model], type[models.Model]] = {
    Plan.history.model: Plan,
    Element.history.model: Element,
}


def fixture_json(municipality: Municipality) -> str:
    """The municipality with everything that was loaded for it, as the text of a JSON fixture."""
    rows = {
        model: list(model._default_manager.filter(**{way: municipality.pk}).order_by(*order))
        for model, way, order in _TABLES
    }
    first = int(municipality.code) * KEYS
    keys = {
        model: {row.pk: first + number for number, row in enumerate(found, start=1)}
        for model, found in rows.items()
    }
    if any(len(found) >= KEYS for found in rows.values()):
        raise ValueError(f"{municipality} has more rows than there are keys in its range.")
    for found in rows.values():
        for row in found:
            _rekey(row, keys)
    _seal(rows)
    written = [_system_user(), *(_as_json(row) for found in rows.values() for row in found)]
    return json.dumps(written, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1) + "\n"


def _rekey(row: models.Model, keys: dict[type[models.Model], dict[Any, int]]) -> None:
    """Give ``row`` the keys of the fixture, and its time stamps the fixture's."""
    model = type(row)
    for field in model._meta.concrete_fields:
        value = getattr(row, field.attname)
        if value is None:
            continue
        if field.primary_key:
            setattr(row, field.attname, keys[model][value])
        elif field.is_relation and field.related_model in keys:
            setattr(row, field.attname, keys[field.related_model][value])
        elif field.name == "id" and model in _HISTORY_OF:
            setattr(row, field.attname, keys[_HISTORY_OF[model]][value])
        elif isinstance(field, models.DateTimeField):
            setattr(row, field.attname, MADE_AT)
    if isinstance(row, Element):
        row.tree_id = row.plan_id


def _seal(rows: dict[type[models.Model], list[Any]]) -> None:
    """An edition's digest is over its keys too."""
    identities = {row.pk: row.identity_id for row in rows[EditionElement]}
    for edition in rows[Edition]:
        elements, relations, sources = (
            [row for row in rows[model] if row.edition_id == edition.pk]
            for model in (EditionElement, EditionRelation, EditionSource)
        )
        topics: dict[int, list[EditionTopic]] = {}
        for topic in rows[EditionTopic]:
            topics.setdefault(identities[topic.element_id], []).append(topic)
        edition.digest = digest_of(edition, Content(elements, relations, sources, topics))


def _as_json(row: models.Model) -> dict[str, Any]:
    fields = {field.name: _value(row, field) for field in row._meta.concrete_fields if not field.primary_key}
    return {"model": row._meta.label_lower, "pk": row.pk, "fields": fields}


def _value(row: models.Model, field: models.Field) -> Any:
    value = getattr(row, field.attname)
    if isinstance(field, models.FileField):
        return field.value_to_string(row)
    if isinstance(field, models.JSONField):
        return json.loads(json.dumps(value, sort_keys=True))  # PostgreSQL has an order of keys of its own
    return [SYSTEM_USER] if field.related_model is User and value is not None else value


def _system_user() -> dict[str, Any]:
    """Without a key: ``loaddata`` finds the user by e-mail address or makes it."""
    fields = {
        "password": "!",
        "is_superuser": False,
        "email": SYSTEM_USER,
        "full_name": "Strategiportalen",
        "is_active": False,
        "date_joined": MADE_AT,
    }
    return {"model": User._meta.label_lower, "fields": fields}
