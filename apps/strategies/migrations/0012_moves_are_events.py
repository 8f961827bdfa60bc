import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("strategies", "0011_events_of_what_happened")]

    operations = [
        migrations.AlterModelOptions(
            name="move",
            options={"ordering": ["-pk"], "verbose_name": "move", "verbose_name_plural": "moves"},
        ),
        migrations.RemoveIndex(
            model_name="move",
            name="strategies_move_newest",
        ),
        migrations.RemoveField(
            model_name="move",
            name="deed",
        ),
        migrations.RemoveField(
            model_name="move",
            name="is_cancelled",
        ),
        migrations.RemoveField(
            model_name="move",
            name="moved_at",
        ),
        migrations.RemoveField(
            model_name="move",
            name="moved_by",
        ),
        migrations.AlterField(
            model_name="move",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="moves",
                to="strategies.event",
                verbose_name="event",
            ),
        ),
    ]
