"""``manage.py check_trees [--repair] [--json]``: ends with 1 where any tree is damaged (and stays so)."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from apps.strategies.models import Element, Plan
from apps.strategies.tree.integrity import findings
from apps.strategies.tree.repair import repair


class Command(BaseCommand):
    help = "Check every plan's tree; with --repair, mend what can be mended from parent and position."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="mend what can be mended")
        parser.add_argument("--json", action="store_true", help="write one JSON object instead of text")

    def handle(self, *args: Any, **options: Any) -> None:
        found = findings()
        done: list[str] = []
        left = found
        if options["repair"] and found:
            for plan_id in sorted({finding.plan_id for finding in found}):
                done += repair(plan_id).done
            left = findings()
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    {
                        "plans": Plan.objects.count(),
                        "elements": Element.objects.count(),
                        "findings": [finding.as_dict() for finding in found],
                        "repairs": done,
                        "left": [finding.as_dict() for finding in left],
                    },
                    ensure_ascii=False,
                    indent=2,
                )
            )
        else:
            self._tell(found, done, left)
        if left:
            sys.exit(1)

    def _tell(self, found: list[Any], done: list[str], left: list[Any]) -> None:
        for finding in found:
            self.stdout.write(f"{finding.plan}: {finding.text}")
        for line in done:
            self.stdout.write(line)
        if not found:
            self.stdout.write(_("All trees are whole."))
        elif not left:
            self.stdout.write(_("Everything found was mended."))
        elif done:
            self.stdout.write(_("Left to mend by hand:"))
            for finding in left:
                self.stdout.write(f"{finding.plan}: {finding.text}")
