"""Meetings that were left without decisions go: they falsified “since the last meeting”, and no screen shows them."""

from django.db import migrations


def remove(apps, schema_editor):
    apps.get_model("decisions", "Meeting").objects.filter(decisions__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]
    operations = [migrations.RunPython(remove, migrations.RunPython.noop, elidable=True)]
