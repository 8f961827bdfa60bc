import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("strategies", "0009_reading_order_and_titles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("plan_made", "plan made"),
                            ("plan_edited", "plan changed"),
                            ("added", "added"),
                            ("copied", "copied"),
                            ("edited", "changed"),
                            ("restored", "earlier version restored"),
                            ("split", "split in two"),
                            ("merged", "another element merged into it"),
                            ("replaced", "words replaced throughout the plan"),
                            ("bulk_edited", "changed together with others"),
                            ("moved", "moved"),
                            ("move_undone", "move undone"),
                            ("deleted", "moved to the bin"),
                            ("brought_back", "brought back from the bin"),
                        ],
                        max_length=20,
                        verbose_name="what",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "title",
                    models.CharField(
                        help_text="Of the element or plan, afterwards.", max_length=300, verbose_name="title"
                    ),
                ),
                ("element_count", models.PositiveIntegerField(default=1, verbose_name="elements")),
                (
                    "fields",
                    models.CharField(
                        blank=True,
                        help_text="Which were changed; codes apart by commas.",
                        max_length=200,
                        verbose_name="fields",
                    ),
                ),
                ("undone_at", models.DateTimeField(null=True, verbose_name="undone")),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="event",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="identity",
            field=models.ForeignKey(
                help_text="The first of those that it was done to; none where it was done to the plan itself.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="events",
                to="strategies.elementidentity",
                verbose_name="element",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="events",
                to="strategies.plan",
                verbose_name="plan",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="undone_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="undone by",
            ),
        ),
        migrations.AddField(
            model_name="binnedsubtree",
            name="event",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="strategies.event",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="historicalelement",
            name="event",
            field=models.ForeignKey(
                null=True,
                db_index=False,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="strategies.event",
            ),
        ),
        migrations.AddField(
            model_name="historicalplan",
            name="event",
            field=models.ForeignKey(
                null=True,
                db_index=False,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="strategies.event",
            ),
        ),
        migrations.AddField(
            model_name="move",
            name="event",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="moves",
                to="strategies.event",
                verbose_name="event",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["plan", "-at"], name="strategies_event_newest"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("undone_by__isnull", True), ("undone_at__isnull", False), _connector="OR"
                ),
                name="strategies_event_undone_when",
            ),
        ),
    ]
