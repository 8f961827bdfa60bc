from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.readership.operations.forget import forget


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Throw away how often pages were read, and what readers wrote, once it is older than it is kept. Run it once a day."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        gone = forget(today=timezone.localdate())
        told = _("Thrown away: %(days)d counts and %(comments)d comments.")
        self.stdout.write(self.style.SUCCESS(told % gone._asdict()))
