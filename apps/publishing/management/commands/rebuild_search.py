from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.publishing.operations.rebuild_search import rebuild_search


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _("Make the index of search anew from the published editions.")
        parser.add_argument("--missing", action="store_true", help=_("only plans that are not in it"))

    def handle(self, *args: Any, **options: Any) -> None:
        count = rebuild_search(only_missing=options["missing"])
        if not options["verbosity"]:
            return
        done = ngettext("%(count)s plan was indexed.", "%(count)s plans were indexed.", count)
        self.stdout.write(done % {"count": count})
