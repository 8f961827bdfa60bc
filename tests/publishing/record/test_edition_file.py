"""What the newest format of an edition's file holds: every column that readers are told of."""

import json
from datetime import date, timedelta

import pytest

from apps.publishing.models import (
    Edition,
    EditionElement,
    EditionPartner,
    EditionRelation,
    EditionSource,
    EditionTopic,
)
from apps.publishing.operations.publish import publish
from apps.publishing.operations.retract import retract
from apps.publishing.record.edition_file import FORMAT, edition_file
from apps.publishing.record.stored import stored
from apps.strategies.models import Relation
from tests.factories import element, make_plan

#: Columns that are not in the file, and why.
LEFT_OUT = {
    Edition: {
        "id": "a row's key",
        "plan": "its addresses are in",
        "is_current": "follows from the log",
        "published_by": "never public",
        "republished_from": "stands in the entry",
        "committee": "its name and address are in",
        "carries_out": "among the relations, by its address",
        "carries_out_slug": "among the relations",
        "succeeds": "among the relations, by its address",
        "succeeds_slug": "among the relations",
        "element_count": "can be counted",
        "has_sources": "can be seen",
        "digest": "the portal's own",
        "digest_format": "the portal's own",
    },
    EditionElement: {
        "id": "a row's key",
        "edition": "it is this one",
        "last_position": "follows from the parents",
        "responsible": "its name and address are in",
    },
    EditionSource: {"id": "a row's key", "edition": "it is this one"},
    EditionRelation: {"id": "a row's key", "edition": "it is this one"},
    EditionTopic: {"id": "a row's key", "element": "it stands there", "topic": "its name and address are in"},
    EditionPartner: {
        "id": "a row's key",
        "element": "it stands there",
        "committee": "its name and address are in",
    },
}


def _columns():
    found = []
    for model, left_out in LEFT_OUT.items():
        names = {field.name for field in model._meta.concrete_fields}
        assert left_out.keys() <= names
        for name in sorted(names - left_out.keys()):
            found.append(pytest.param(model, name, id=f"{model.__name__}.{name}"))
    return found


@pytest.fixture
def found(herning, editor):
    """A published edition with a row of everything."""
    plan = make_plan(element("goal", "Mål"), element("goal", "Andet"), municipality=herning, by=editor)
    _root, first, second = plan.identities.order_by("pk")
    Relation.objects.create(source=first, target=second, kind="supports", note="Følger op")
    publish(plan=plan, by=editor, nature="adopted")
    [made] = stored(list(Edition.objects.filter(plan=plan).select_related("plan__municipality")))
    row = made.content.elements[1]
    made.content.topics[row.identity_id] = [EditionTopic(element=row, slug="klima", name="Klima")]
    made.content.partners[row.identity_id] = [EditionPartner(element=row, slug="kultur", name="Kultur")]
    made.content.sources.append(EditionSource(number=1, title="Kilde", text="Mål"))
    return made


def _row(found, model):
    content = found.content
    beside = {EditionTopic: content.topics, EditionPartner: content.partners}
    if model is Edition:
        return found.edition
    if model in beside:
        return next(iter(beside[model].values()))[0]
    rows = {
        EditionElement: content.elements,
        EditionSource: content.sources,
        EditionRelation: content.relations,
    }
    return rows[model][-1]


def _other(model, name, row, found):
    """Another value of the column."""
    field, value = model._meta.get_field(name), getattr(row, name)
    kind = field.get_internal_type()
    if kind == "ForeignKey":
        return next(pk for pk in found.uids if pk != getattr(row, field.attname))
    if kind in ("CharField", "TextField"):
        return f"{value}x"
    if kind == "BooleanField":
        return not value
    if kind == "JSONField":
        return [*value, {"note": "x"}]
    if kind in ("DateField", "DateTimeField"):
        return value + timedelta(days=1) if value else date(2026, 1, 1)
    return (value or 0) + 1


def _file(found):
    return edition_file(found.edition, found.content, uids=found.uids, secret="s", format=FORMAT)


@pytest.mark.parametrize(("model", "name"), _columns())
def test_another_value_of_a_column_gives_another_file(found, model, name):
    before, row = _file(found), _row(found, model)
    setattr(row, model._meta.get_field(name).attname, _other(model, name, row, found))
    assert _file(found) != before


def test_a_retraction_of_words_that_stand_in_a_contact_seals_the_edition_anew(herning, editor):
    plan = make_plan(element("goal", "Mål"), municipality=herning, by=editor)
    plan.elements.filter(identity=plan.identities.last()).update(contact="Ring til Hans Jensen")
    publish(plan=plan, by=editor, nature="adopted")
    retract(identity=plan.identities.last(), by=editor, reason="Personoplysning", words="Hans Jensen")
    assert list(json.loads(plan.record_entries.latest("number").line)["replaces"]["editions"]) == ["1"]
