from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("strategies", "0007_cancelled_moves")]

    operations = [
        migrations.AddIndex(
            model_name="element",
            index=models.Index(fields=["kind", "tree_id"], name="strategies_element_kind"),
        ),
    ]
