from django.db import migrations, models


def throw_away(apps, schema_editor):
    """Renderings are a cache: those without slots, or without pages, are made again when they are asked for."""
    apps.get_model("publishing", "Rendering").objects.all().delete()


def store_as(kind):
    """PostgreSQL compresses long texts, and unpacks them for each reader; a cache may be as large as it is."""

    def alter(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for column in ("outline", "body"):
                schema_editor.execute(
                    f"ALTER TABLE publishing_rendering ALTER COLUMN {column} SET STORAGE {kind}"
                )

    return alter


class Migration(migrations.Migration):
    dependencies = [("publishing", "0005_committees_and_topics_on_editions")]

    operations = [
        migrations.RunPython(throw_away, throw_away),
        migrations.RemoveField(model_name="rendering", name="page_version"),
        migrations.RemoveField(model_name="rendering", name="page_brotli"),
        migrations.RemoveField(model_name="rendering", name="page_gzip"),
        migrations.AddField(
            model_name="rendering",
            name="slots",
            field=models.TextField(
                blank=True,
                help_text="Where in the body the facts about each element go: “identity:offset …”.",
            ),
        ),
        migrations.RunPython(store_as("EXTERNAL"), store_as("EXTENDED")),
    ]
