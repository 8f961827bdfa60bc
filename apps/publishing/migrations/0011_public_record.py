"""The public record: an entry for each publication, withdrawal and retraction, and a seal for each edition."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0008_committee_contact"),
        ("publishing", "0010_partners_and_times"),
        ("strategies", "0016_partners_and_times"),
    ]

    operations = [
        migrations.CreateModel(
            name="EditionSeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("format", models.PositiveSmallIntegerField()),
                ("secret", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seal",
                        to="publishing.edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "seal of an edition",
                "verbose_name_plural": "seals of editions",
                "ordering": ["edition_id"],
            },
        ),
        migrations.CreateModel(
            name="RecordEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(help_text="From 1, without gaps, in each municipality."),
                ),
                (
                    "portal_number",
                    models.PositiveBigIntegerField(
                        help_text="From 1, without gaps, in the portal.", unique=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("published", "published"),
                            ("republished", "published again"),
                            ("withdrawn", "withdrawn"),
                            ("retracted", "passage left out"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField(help_text="When it was done.")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        help_text="When the entry was written: later, where the record is younger."
                    ),
                ),
                ("line", models.TextField(help_text="Canonical JSON, which the digest is made of.")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("plan_slug", models.CharField(max_length=80)),
                ("plan_title", models.CharField(max_length=300)),
                (
                    "note",
                    models.TextField(blank=True, help_text="The public note, or the reason of a retraction."),
                ),
                (
                    "salt",
                    models.CharField(
                        help_text="Keeps the words from being guessed once they are left out.", max_length=64
                    ),
                ),
                (
                    "words_digest",
                    models.CharField(help_text="Of the words as they now stand.", max_length=64),
                ),
                (
                    "edition",
                    models.OneToOneField(
                        help_text="What was published.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="record_entry",
                        to="publishing.edition",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipalities.municipality",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="record_entries",
                        to="strategies.plan",
                    ),
                ),
                (
                    "retraction",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="record_entry",
                        to="publishing.retraction",
                    ),
                ),
                (
                    "withdrawal",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="record_entry",
                        to="publishing.withdrawal",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of the record",
                "verbose_name_plural": "entries of the record",
                "ordering": ["portal_number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "number"), name="publishing_recordentry_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("edition__isnull", False),
                                ("kind__in", ["published", "republished"]),
                                ("retraction", None),
                                ("withdrawal", None),
                            ),
                            models.Q(
                                ("edition", None),
                                ("kind", "withdrawn"),
                                ("retraction", None),
                                ("withdrawal__isnull", False),
                            ),
                            models.Q(
                                ("edition", None),
                                ("kind", "retracted"),
                                ("retraction__isnull", False),
                                ("withdrawal", None),
                            ),
                            _connector="OR",
                        ),
                        name="publishing_recordentry_about_one_deed",
                    ),
                ],
            },
        ),
    ]
