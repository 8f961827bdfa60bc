from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from apps.publishing.search.making.vocabulary_file import ByHand, vocabulary_lines
from apps.publishing.search.vocabulary import DATA


class Command(BaseCommand):
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _("Make the vocabulary of search anew from a Danish hunspell dictionary.")
        parser.add_argument("folder", type=Path, help=_("the folder with index.dic and index.aff"))

    def handle(self, *args: Any, **options: Any) -> None:
        lines = list(vocabulary_lines(options["folder"], ByHand.read(DATA / "by_hand.words")))
        (DATA / "danish.words").write_text("\n".join(lines) + "\n", encoding="ascii")
        self.stdout.write(_("%(count)s lines are written.") % {"count": len(lines)})
