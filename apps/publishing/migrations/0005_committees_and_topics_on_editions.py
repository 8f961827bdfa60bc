"""Editions refer to the committees they name, and hold their elements' topics as rows."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.deletion import PROTECT

_BATCH = 1000


def refer(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Fill in the committee of each name that exactly one committee of the municipality has, and the topics' rows."""
    committees: dict[tuple[int, str], Any] = {}
    for committee in apps.get_model("municipalities", "Committee").objects.all():
        key = (committee.municipality_id, committee.name)
        committees[key] = None if key in committees else committee
    editions = apps.get_model("publishing", "Edition").objects
    elements = apps.get_model("publishing", "EditionElement").objects
    named = editions.values_list("plan__municipality", "committee_name").order_by().distinct()
    for key in named:
        if only := committees.get(key):
            editions.filter(plan__municipality=key[0], committee_name=key[1]).update(
                committee=only, committee_slug=only.slug
            )
    named = elements.values_list("edition__plan__municipality", "responsible_name").order_by().distinct()
    for key in named:
        if only := committees.get(key):
            elements.filter(edition__plan__municipality=key[0], responsible_name=key[1]).update(
                responsible=only, responsible_slug=only.slug
            )
    rows = apps.get_model("publishing", "EditionTopic").objects
    rows.bulk_create(_topic_rows(apps), batch_size=_BATCH)
    editor.connection.check_constraints()  # or PostgreSQL refuses to alter the tables afterwards


def _topic_rows(apps: Apps) -> Iterator[Any]:
    known = {topic.slug: topic for topic in apps.get_model("strategies", "Topic").objects.all()}
    row = apps.get_model("publishing", "EditionTopic")
    elements = apps.get_model("publishing", "EditionElement").objects.exclude(topics=[]).order_by("pk")
    for pk, slugs in elements.values_list("pk", "topics").iterator(_BATCH):
        for slug in slugs:
            topic = known.get(slug)
            yield row(element_id=pk, topic=topic, slug=slug, name=topic.name if topic else "")


def forget(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the slugs of the topics back on the elements in their order, and seal each edition as it was done before."""
    slugs: dict[int, list[str]] = defaultdict(list)
    rows = apps.get_model("publishing", "EditionTopic").objects.order_by("pk")
    for element, slug in rows.values_list("element_id", "slug").iterator(_BATCH):
        slugs[element].append(slug)
    elements = apps.get_model("publishing", "EditionElement").objects
    for element, topics in slugs.items():
        elements.filter(pk=element).update(topics=topics)
    for edition in apps.get_model("publishing", "Edition").objects.filter(digest_format=2):
        edition.digest = hashlib.sha256(
            "".join(f"{part}\0" for part in _parts(apps, edition)).encode()
        ).hexdigest()
        edition.save(update_fields=["digest"])
    editor.connection.check_constraints()


def _parts(apps: Apps, edition: Any) -> Iterator[str]:
    """What a digest was made of before there were formats."""
    elements, relations, sources = (
        apps.get_model("publishing", name).objects.filter(edition=edition.pk)
        for name in ("EditionElement", "EditionRelation", "EditionSource")
    )
    yield f"{edition.title}|{edition.level}|{edition.start_year}|{edition.end_year}"
    yield f"{edition.adopted_on}|{edition.case_reference}|{edition.committee_name}"
    for row in elements.order_by("position"):
        yield f"{row.identity_id}|{row.position}|{row.last_position}|{row.depth}|{row.kind}|{row.slug}|{row.is_derived}"
        yield f"{row.parts_stated}|{row.parts_kind}|{row.deviates}|{row.responsible_name}"
        yield from (row.title, row.body, row.text)
        if row.topics or row.passages:
            yield json.dumps([row.topics, row.passages], sort_keys=True)
    for relation in relations.order_by("pk"):
        yield f"{relation.source_id}|{relation.target_id}|{relation.kind}|{relation.note}"
    for source in sources.order_by("number"):
        yield json.dumps(
            [source.number, source.title, source.file_name, source.text, source.passages], sort_keys=True
        )


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0004_membership_history"),
        ("publishing", "0004_preview_links"),
        ("strategies", "0007_cancelled_moves"),
    ]

    operations = [
        migrations.AlterModelOptions(
            "editionelement",
            {
                "verbose_name": "published element",
                "verbose_name_plural": "published elements",
                "ordering": ["edition", "position"],
            },
        ),
        migrations.AddField(
            "edition",
            "committee",
            models.ForeignKey("municipalities.committee", PROTECT, blank=True, null=True, related_name="+"),
        ),
        migrations.AddField(
            "edition",
            "committee_slug",
            models.CharField(blank=True, default="", max_length=80),
            preserve_default=False,
        ),
        # Editions that were made before this are sealed in the first format, later ones in the second.
        migrations.AddField(
            "edition",
            "digest_format",
            models.PositiveSmallIntegerField(
                default=1, help_text="Which parts the digest is made of: see apps.publishing.digest."
            ),
        ),
        migrations.AlterField(
            "edition",
            "digest_format",
            models.PositiveSmallIntegerField(
                default=2, help_text="Which parts the digest is made of: see apps.publishing.digest."
            ),
        ),
        migrations.AddField(
            "editionelement",
            "responsible",
            models.ForeignKey(
                "municipalities.committee", PROTECT, blank=True, db_index=False, null=True, related_name="+"
            ),
        ),
        migrations.AddField(
            "editionelement",
            "responsible_slug",
            models.CharField(blank=True, default="", max_length=80),
            preserve_default=False,
        ),
        # Their name on the element is the old column's until that is gone.
        migrations.CreateModel(
            name="EditionTopic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        "publishing.editionelement", models.CASCADE, db_index=False, related_name="+"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        "strategies.topic",
                        PROTECT,
                        help_text="Empty where it was gone already.",
                        null=True,
                        related_name="+",
                    ),
                ),
                ("slug", models.CharField(max_length=80)),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Empty where the edition did not keep it and the topic is gone.",
                        max_length=100,
                    ),
                ),
            ],
            options={
                "verbose_name": "topic of a published element",
                "verbose_name_plural": "topics of published elements",
                "ordering": ["element", "pk"],
            },
        ),
        migrations.AddConstraint(
            "editiontopic",
            models.UniqueConstraint(fields=["element", "slug"], name="publishing_editiontopic_once"),
        ),
        migrations.RunPython(refer, forget),
        migrations.RemoveField("editionelement", "topics"),
        migrations.AlterField(
            "editiontopic",
            "element",
            models.ForeignKey(
                "publishing.editionelement", models.CASCADE, db_index=False, related_name="topics"
            ),
        ),
        migrations.AddIndex(
            "editionelement",
            models.Index(
                fields=["responsible"],
                condition=models.Q(responsible__isnull=False),
                name="publishing_element_responsible",
            ),
        ),
    ]
