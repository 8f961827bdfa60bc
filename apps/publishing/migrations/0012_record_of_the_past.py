"""What was published, withdrawn and retracted before there was a record is entered, in order of time."""

from functools import partial

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from apps.publishing.record.missing import write_missing


def enter(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """By the code that writes entries, not a copy of it: bytes of a format that was used once must be the same for good."""
    write_missing(get_model=partial(apps.get_model, "publishing"))
    editor.connection.check_constraints()  # or PostgreSQL refuses to alter the tables afterwards


class Migration(migrations.Migration):
    dependencies = [("publishing", "0011_public_record")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
