from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.imports.fixtures.fixture_set import read_fixture_set
from apps.imports.fixtures.load import load_fixtures
from apps.imports.fixtures.yaml_reader import FixtureError


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Load the strategies in fixtures/plans and publish their first editions. What is there already is left alone."
        )
        parser.add_argument(
            "--no-example", action="store_true", help=_("leave out the fictional municipality")
        )
        parser.add_argument(
            "--directory",
            type=Path,
            default=Path(settings.BASE_DIR, "fixtures", "plans"),
            help=_("where the plan files lie"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            fixtures = read_fixture_set(options["directory"], with_example=not options["no_example"])
            plans = load_fixtures(fixtures, say=self.stdout.write)
        except FixtureError as mistake:
            raise CommandError(_("Nothing was loaded. %(mistake)s") % {"mistake": mistake}) from mistake
        made = ngettext("%(count)s plan loaded.", "%(count)s plans loaded.", len(plans)) % {
            "count": len(plans)
        }
        self.stdout.write(self.style.SUCCESS(made))
