from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.imports import synthetic, synthetic_follow_up
from apps.imports.fixtures.load import system_user
from apps.municipalities.models import Municipality
from apps.publishing.models import Edition
from apps.publishing.operations.publish import publish
from apps.strategies.models import Plan
from apps.strategies.tree import create_plan, locked

MOST_MUNICIPALITIES = 500
LARGEST = 20_000


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Make synthetic municipalities, each with one plan, to try the portal out at scale. Each is made whole or not at all; what is there already is left alone."
        )
        parser.add_argument("--count", type=int, default=98, help=_("how many municipalities"))
        parser.add_argument("--elements", type=int, default=1000, help=_("elements of each plan"))
        parser.add_argument("--seed", type=int, default=1, help=_("another seed gives other words"))
        parser.add_argument("--publish", action="store_true", help=_("publish the plans too"))
        parser.add_argument(
            "--follow-up",
            action="store_true",
            help=_("publish them, with committees, rounds, indicators and decisions"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        count, elements = options["count"], options["elements"]
        if not (1 <= count <= MOST_MUNICIPALITIES and 1 <= elements <= LARGEST):
            raise CommandError(
                _("Between 1 and %(most)s municipalities and between 1 and %(largest)s elements, please.")
                % {"most": MOST_MUNICIPALITIES, "largest": LARGEST}
            )
        by = system_user()
        for number in range(1, count + 1):
            self.stdout.write(f"{number}/{count} {self._make(number, options, by)}")

    def _make(self, number: int, options: dict[str, Any], by: User) -> str:
        """Make one municipality in one transaction; says what became of it."""
        name = synthetic.name_of(number)
        try:
            with locked(all_trees=True, by=by):
                municipality = synthetic.municipality(
                    number, set(Municipality.objects.values_list("code", flat=True))
                )
                if Municipality.objects.filter(slug=municipality.slug).exists():
                    return _("%(name)s: is there already and is left alone") % {"name": name}
                municipality.save()
                plan = Plan(municipality=municipality, title=f"Strategi for {name}", slug="strategi")
                answerable = synthetic_follow_up.committees(municipality) if options["follow_up"] else []
                root = synthetic.tree(
                    number,
                    elements=options["elements"],
                    seed=options["seed"],
                    responsible=[committee.pk for committee in answerable],
                )
                create_plan(plan, root=root, by=by)
                if options["publish"] or answerable:
                    publish(plan=plan, by=by, nature=Edition.Nature.ADOPTED, public_note=_("Synthetic data."))
                if answerable:
                    synthetic_follow_up.follow_up(plan, answerable=answerable, by=by)
        except IntegrityError as clash:
            raise CommandError(
                _("%(name)s was not made: %(clash)s") % {"name": name, "clash": clash}
            ) from clash
        return name
