"""Editions say how far their plan has come and which plans are around it; those made from now on are sealed in format 3."""

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
    "title",
    "level",
    "start_year",
    "end_year",
    "adopted_on",
    "case_reference",
    "committee_slug",
    "committee_name",
)
_ELEMENT = attrgetter(
    "identity_id", "position", "last_position", "depth", "kind", "title", "body", "text", "responsible_slug",
    "responsible_name", "parts_stated", "parts_kind", "is_derived", "deviates", "passages", "slug",
)  # fmt: skip
_RELATION = attrgetter("source_id", "target_id", "kind", "note")
_SOURCE = attrgetter("number", "title", "file_name", "text", "passages")
_json = json.JSONEncoder(sort_keys=True, default=str, ensure_ascii=False).encode


def forget(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Seal in format 2 what was sealed in format 3."""
    for edition in apps.get_model("publishing", "Edition").objects.filter(digest_format=3):
        sealed = "".join(f"{part}\0" for part in _parts(apps, edition))
        edition.digest, edition.digest_format = hashlib.sha256(sealed.encode()).hexdigest(), 2
        edition.save(update_fields=["digest", "digest_format"])
    editor.connection.check_constraints()  # or PostgreSQL refuses to alter the tables afterwards


def _parts(apps: Apps, edition: Any) -> Iterator[str]:
    """What a digest was made of in format 2."""
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
        ("publishing", "0007_danish_order"),
        ("strategies", "0014_plan_stages"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, forget),
        migrations.AddField(
            model_name="edition",
            name="carries_out",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="strategies.plan",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="carries_out_slug",
            field=models.CharField(blank=True, max_length=80, verbose_name="carries out"),
        ),
        migrations.AddField(
            model_name="edition",
            name="hearing_until",
            field=models.DateField(blank=True, null=True, verbose_name="hearing until"),
        ),
        migrations.AddField(
            model_name="edition",
            name="stage",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("hearing", "proposal in public hearing"),
                    ("adopted", "adopted"),
                    ("repealed", "repealed"),
                ],
                default="adopted",
                max_length=10,
                verbose_name="stage",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="succeeds",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="strategies.plan",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="succeeds_slug",
            field=models.CharField(blank=True, max_length=80, verbose_name="takes the place of"),
        ),
        migrations.AlterField(
            model_name="edition",
            name="digest_format",
            field=models.PositiveSmallIntegerField(
                default=3, help_text="Which parts the digest is made of: see apps.publishing.digest."
            ),
        ),
        migrations.AlterField(
            model_name="editionrelation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("contributes_to", "contributes to"),
                    ("supports", "supports"),
                    ("conflicts_with", "conflicts with"),
                    ("depends_on", "depends on"),
                    ("related", "is related to"),
                    ("carries_on", "carries on"),
                    ("rewrites", "words anew"),
                    ("merges", "merges"),
                    ("splits", "takes over a part of"),
                    ("drops", "drops"),
                ],
                max_length=20,
            ),
        ),
    ]
