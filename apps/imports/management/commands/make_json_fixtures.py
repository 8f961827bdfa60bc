from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from apps.imports.fixtures.fixture_set import read_fixture_set
from apps.imports.fixtures.json_fixtures import fixture_json
from apps.imports.fixtures.load import load_fixtures
from apps.municipalities.models import Municipality


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Make fixtures/*.json from the plan files, in an empty database (script/fixtures)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR, "fixtures")
        if Municipality.objects.exists():
            raise CommandError(_("The database must be empty: use script/fixtures."))
        load_fixtures(read_fixture_set(folder / "plans", with_example=False))
        for municipality in Municipality.objects.all():
            path = folder / f"{municipality.slug}.json"
            path.write_text(fixture_json(municipality), encoding="utf-8", newline="\n")
            self.stdout.write(str(path.relative_to(settings.BASE_DIR)))
