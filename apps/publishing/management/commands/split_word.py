from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from apps.publishing.search.in_letters import parts_as_written


class Command(BaseCommand):
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _("Show what search takes Danish words to be made of.")
        parser.add_argument("words", nargs="+", metavar="ORD", help=_("for example folkeskole"))

    def handle(self, *args: Any, **options: Any) -> None:
        for given in options["words"]:
            for word in given.split():
                parts = parts_as_written(word)
                self.stdout.write(f"{word}: {' '.join(parts)}" if len(parts) > 1 else word)
