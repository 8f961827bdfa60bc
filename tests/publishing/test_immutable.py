import pytest

from apps.publishing.digest import is_intact
from apps.publishing.models import Edition, EditionElement, EditionRelation, EditionSource, EditionTopic
from apps.publishing.models.immutable import EditionIsImmutable
from apps.publishing.operations.publish import publish
from apps.strategies.models import Relation, SourceDocument, Topic
from tests.factories import element, make_plan


@pytest.fixture
def edition(herning, editor):
    plan = make_plan(element("goal", "Mål", text="Ordlyd."), element("goal", "Andet"), municipality=herning)
    first, second = plan.elements.without_root().order_by("lft")
    Relation.objects.create(source=first.identity, target=second.identity)
    first.identity.topics.add(Topic.objects.create(name="Klima", slug="klima"))
    SourceDocument.objects.create(plan=plan, number=1, title="Kilde", text="Ordlyd.", sha256="x")
    return publish(plan=plan, by=editor, nature="adopted")


@pytest.mark.parametrize("model", [Edition, EditionElement, EditionRelation, EditionSource, EditionTopic])
@pytest.mark.parametrize(
    "change",
    [
        lambda model: model.objects.first().save(),
        lambda model: model.objects.first().save(update_fields=["id"]),
        lambda model: model.objects.first().delete(),
        lambda model: model.objects.all().delete(),
        lambda model: model.objects.update(pk=1),
        lambda model: model.objects.bulk_create([model()]),
        lambda model: model.objects.bulk_update(list(model.objects.all()), ["id"]),
        lambda model: model.objects.create(),
    ],
    ids=[
        "save",
        "save some fields",
        "delete",
        "delete all",
        "update",
        "bulk_create",
        "bulk_update",
        "create",
    ],
)
def test_an_edition_refuses_every_change(edition, model, change):
    before = list(model.objects.values())
    with pytest.raises(EditionIsImmutable):
        change(model)
    assert list(model.objects.values()) == before


def test_a_change_behind_the_portals_back_shows_in_the_digest(edition):
    from django.db import connection

    assert is_intact(edition)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE publishing_editionelement SET text = 'Anden ordlyd.' WHERE slug = 'maal'")
    assert not is_intact(edition)


def test_a_change_of_the_topics_shows_in_the_digest(edition):
    from django.db import connection

    assert is_intact(edition)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE publishing_editiontopic SET name = 'Vand' WHERE element_id IN"
            " (SELECT id FROM publishing_editionelement WHERE edition_id = %s)",
            [edition.pk],
        )
    assert not is_intact(edition)
