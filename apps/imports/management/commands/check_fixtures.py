from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from apps.imports.fixtures.fixture_set import PlanWithSources, read_fixture_set
from apps.imports.fixtures.yaml_reader import FixtureError


class Command(BaseCommand):
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _("Check the plan files against their sources. Nothing is loaded.")
        parser.add_argument(
            "--directory",
            type=Path,
            default=Path(settings.BASE_DIR, "fixtures", "plans"),
            help=_("where the plan files lie"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            fixtures = read_fixture_set(options["directory"])
        except FixtureError as mistake:
            raise CommandError(str(mistake)) from mistake
        for fixture in fixtures:
            self.stdout.write(fixture.municipality.name)
            for item in fixture.plans:
                self.stdout.write(f"  {item.plan.title}: {_state(item)}")


def _state(item: PlanWithSources) -> str:
    if not item.sources:
        return _("has no sources")
    lines = sum(bool(line.strip()) for text in item.sources.values() for line in text.lines)
    return _("%(lines)s lines of source, all accounted for") % {"lines": lines}
