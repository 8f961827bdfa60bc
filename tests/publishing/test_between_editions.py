"""Reading only what differs finds exactly what reading everything finds."""

import random
from datetime import date

import pytest

from apps.publishing.comparison import between_editions, facts
from apps.publishing.comparison.between_editions import compare_in_public
from apps.publishing.comparison.compare import compare
from apps.publishing.comparison.snapshot import snapshot
from apps.publishing.content import Content
from apps.publishing.models import (
    EditionElement,
    EditionPartner,
    EditionRelation,
    EditionSource,
    EditionTopic,
)
from apps.publishing.models.immutable import editions_may_change
from apps.publishing.operations.publish import publish
from apps.strategies.models import Relation, SourceDocument, Topic
from tests.factories import CommitteeFactory, element, make_plan

PASSAGE = {
    "source": 1,
    "first": 3,
    "last": 4,
    "role": "paragraph",
    "paragraph": 1,
    "text": "Et.",
    "repairs": [],
}
OTHER = {
    "kind": "vision", "title": "Andet", "body": "<p>Andet.</p>", "text": "Andet.", "slug": "andet", "is_derived": True,
    "deviates": False, "parts_stated": 3, "parts_kind": "goal", "responsible_slug": "klima",
    "responsible_name": "Klimaudvalget", "contact": "Rådhuset", "starts_on": date(2026, 1, 1),
    "ends_on": date(2026, 12, 31), "is_continuous": True, "passages": [PASSAGE],
}  # fmt: skip


def everything_read(old, new):
    return compare(*(snapshot(edition, Content.of(edition)) for edition in (old, new)))


@pytest.fixture
def two(editor):
    """Two editions with the same in them."""
    goals = [
        element("goal", f"Mål {n}", element("action", f"Handling {n}"), text=f"Vi gør {n}.") for n in range(6)
    ]
    plan = make_plan(*goals, by=editor)
    first, last = (plan.elements.get(title=title).identity for title in ("Mål 0", "Mål 5"))
    first.topics.add(Topic.objects.create(slug="klima", name="Klima"))
    unit = CommitteeFactory(municipality=plan.municipality, name="Kultur", slug="kultur")
    first.element.partners.add(unit)
    Relation.objects.create(source=first, target=last, kind="supports", note="Fordi")
    SourceDocument.objects.create(plan=plan, number=1, title="Kilden", text="Mål 0", sha256="x")
    return [publish(plan=plan, by=editor, nature="adopted") for _edition in range(2)]


def rows(edition):
    return EditionElement.objects.filter(edition=edition, depth=1).order_by("position")


def test_two_editions_with_the_same_in_them_are_the_same(two, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        found, _titles = compare_in_public(*two)
    assert found == everything_read(*two)
    assert found.is_empty


@pytest.mark.parametrize(
    "name", [*facts.WORDING, *(name for fact in facts.ELEMENT_FACTS for name in fact.fields)]
)
def test_each_thing_said_of_an_element_is_compared(two, name, django_assert_max_num_queries):
    with editions_may_change():
        EditionElement.objects.filter(pk=rows(two[1])[2].pk).update(**{name: OTHER[name]})
    with django_assert_max_num_queries(8):
        found, _titles = compare_in_public(*two)
    assert found == everything_read(*two)
    assert [change.new.position for change in found.changed] == [rows(two[1])[2].position]
    back, _titles = compare_in_public(*reversed(two))
    assert back == everything_read(*reversed(two))
    assert not back.is_empty


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (EditionTopic, {"name": "Klimaet"}),
        (EditionPartner, {"name": "Fritid"}),
        (EditionRelation, {"note": "Derfor"}),
        (EditionSource, {"text": "Mål 1"}),
        (EditionSource, {"passages": [PASSAGE]}),
        (EditionSource, {"number": 2}),
    ],
)
def test_topics_partners_relations_and_sources_are_compared(two, model, values):
    way = "element__edition" if model in (EditionTopic, EditionPartner) else "edition"
    with editions_may_change():
        model.objects.filter(**{way: two[1]}).update(**values)
    found, _titles = compare_in_public(*two)
    assert found == everything_read(*two)
    assert not found.is_empty


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("many", [800, 2])
def test_elements_that_came_went_and_changed_places(two, seed, many, monkeypatch):
    """Also where so many differ that all are read."""
    monkeypatch.setattr(between_editions, "_MANY", many)
    chance = random.Random(seed)
    with editions_may_change():
        for edition in two:
            kept = list(EditionElement.objects.filter(edition=edition, depth=1).order_by("position"))
            for row in chance.sample(kept, 2):
                under = EditionElement.objects.filter(edition=edition, parent_position=row.position)
                under.delete()
                row.delete()
            _put_in_order(edition, chance)
    found, _titles = compare_in_public(*two)
    assert found == everything_read(*two)


def _put_in_order(edition, chance):
    """What is left of the edition, its goals in another order and the actions under others."""
    left = list(EditionElement.objects.filter(edition=edition))
    root = next(row for row in left if row.depth == 0)
    goals = chance.sample([row for row in left if row.depth == 1], 4)
    actions = chance.sample([row for row in left if row.depth == 2], 4)
    shape = [(root, None)]
    for goal in goals:
        shape.append((goal, root))
        shape += [(action, goal) for action in actions if chance.random() < 0.4 and action not in dict(shape)]
    placed = {row.pk for row, _parent in shape}
    EditionElement.objects.filter(edition=edition).exclude(pk__in=placed).delete()
    position_of = {row.pk: position for position, (row, _parent) in enumerate(shape)}
    for offset in (1000, 0):
        for row, parent in shape:
            EditionElement.objects.filter(pk=row.pk).update(
                position=position_of[row.pk] + offset,
                parent_position=None if parent is None else position_of[parent.pk],
            )
