"""Elements of editions say who takes part and when; editions made from now on are sealed in format 4."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_PLAN = attrgetter(
    "title", "level", "start_year", "end_year", "adopted_on", "case_reference", "committee_slug", "committee_name",
    "stage", "hearing_until", "carries_out_slug", "succeeds_slug",
)  # fmt: skip
_ELEMENT = attrgetter(
    "identity_id", "position", "last_position", "depth", "kind", "title", "body", "text", "responsible_slug",
    "responsible_name", "parts_stated", "parts_kind", "is_derived", "deviates", "passages", "slug",
)  # fmt: skip
_RELATION = attrgetter("source_id", "target_id", "kind", "note")
_SOURCE = attrgetter("number", "title", "file_name", "text", "passages")
_json = json.JSONEncoder(sort_keys=True, default=str, ensure_ascii=False).encode


def forget(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Seal in format 3 what was sealed in format 4."""
    for edition in apps.get_model("publishing", "Edition").objects.filter(digest_format=4):
        sealed = "".join(f"{part}\0" for part in _parts(apps, edition))
        edition.digest, edition.digest_format = hashlib.sha256(sealed.encode()).hexdigest(), 3
        edition.save(update_fields=["digest", "digest_format"])
    editor.connection.check_constraints()  # or PostgreSQL refuses to alter the tables afterwards


def _parts(apps: Apps, edition: Any) -> Iterator[str]:
    """What a digest was made of in format 3."""
    elements, relations, sources = (
        apps.get_model("publishing", name).objects.filter(edition=edition.pk)
        for name in ("EditionElement", "EditionRelation", "EditionSource")
    )
    topics: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = apps.get_model("publishing", "EditionTopic").objects.filter(element__edition=edition.pk)
    for element, slug, name in rows.order_by("pk").values_list("element_id", "slug", "name"):
        topics[element].append((slug, name))
    yield _json(_PLAN(edition))
    yield _json([[_ELEMENT(row), topics.get(row.pk, ())] for row in elements.order_by("position")])
    yield from (_json(_RELATION(row)) for row in relations.order_by("pk"))
    yield from (_json(_SOURCE(row)) for row in sources.order_by("number"))


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0008_committee_contact"),
        ("publishing", "0009_kept_pdfs"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, forget),
        migrations.AddField(
            model_name="editionelement",
            name="contact",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="editionelement",
            name="ends_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="editionelement",
            name="is_continuous",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="editionelement",
            name="starts_on",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="edition",
            name="digest_format",
            field=models.PositiveSmallIntegerField(
                default=4, help_text="Which parts the digest is made of: see apps.publishing.digest."
            ),
        ),
        migrations.CreateModel(
            name="EditionPartner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(max_length=80)),
                ("name", models.CharField(max_length=150)),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipalities.committee",
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partners",
                        to="publishing.editionelement",
                    ),
                ),
            ],
            options={
                "verbose_name": "partner of a published element",
                "verbose_name_plural": "partners of published elements",
                "ordering": ["element_id", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("element", "slug"), name="publishing_editionpartner_once")
                ],
            },
        ),
    ]
