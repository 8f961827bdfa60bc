from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from apps.publishing.models import Edition, RecordEntry
from apps.publishing.models.immutable import editions_may_change
from apps.publishing.record.checking import findings
from apps.publishing.record.entries import lock_record
from apps.publishing.record.missing import write_missing
from apps.publishing.record.verifier import Changed, check, files_of


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _("Check that nobody changed what was published: exits 1 on any finding.")
        parser.add_argument(
            "--download",
            type=Path,
            metavar="DIR",
            help=_("a downloaded archive, or the folder it was unpacked to, instead of the database"),
        )
        parser.add_argument(
            "--complete",
            action="store_true",
            help=_("first write entries for editions that came in without one, as by loaddata"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["download"]:
            self._check_archive(options["download"])
            return
        if options["complete"]:
            self._complete()
        found = 0
        for sentence in findings():
            found += 1
            self.stdout.write(sentence)
        if found:
            raise CommandError(_("The record and the database differ: %(number)d.") % {"number": found})
        numbers = {"entries": RecordEntry.objects.count(), "editions": Edition.objects.count()}
        done = _("Nothing was changed: %(entries)d entries, %(editions)d editions.") % numbers
        self.stdout.write(self.style.SUCCESS(done))

    def _complete(self) -> None:
        with transaction.atomic(), editions_may_change():
            lock_record()
            written = write_missing()
        self.stdout.write(_("Entries written: %(number)d.") % {"number": written})

    def _check_archive(self, path: Path) -> None:
        """By the program that citizens download; and whether the archive's last entry is one of this portal's."""
        try:
            entries, editions, head = check(files_of(path))
        except Changed as changed:
            raise CommandError(str(changed)) from changed
        except Exception as error:  # whatever was done to the file
            raise CommandError(_("“%(path)s” cannot be read as an archive.") % {"path": path}) from error
        if head and not RecordEntry.objects.filter(digest=head).exists():
            raise CommandError(
                _("The archive fits together, but its last entry is not in this portal's record.")
            )
        numbers = {"entries": entries, "editions": editions}
        done = _("Nothing was changed: %(entries)d entries, %(editions)d editions.") % numbers
        self.stdout.write(self.style.SUCCESS(done))
