from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.municipalities.permissions import may
from apps.municipalities.roles import Capability
from apps.publishing.models import Edition
from apps.publishing.operations.publish import publish
from apps.strategies.models import Plan


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _("Publish a plan's working tree as its next edition.")
        parser.add_argument(
            "plan", metavar="KOMMUNE/PLAN", help=_("the plan's public address, for example herning/vision")
        )
        parser.add_argument("--by", required=True, metavar="E-MAIL", help=_("who publishes"))
        parser.add_argument("--note", required=True, help=_("public note"))
        parser.add_argument(
            "--editorial", action="store_true", help=_("an editorial correction, not an adopted edition")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        plan, by = self._plan(options["plan"]), self._person(options["by"])
        if not may(by, Capability.PUBLISH, plan.municipality):
            raise CommandError(
                _("%(user)s may not publish for %(municipality)s.")
                % {"user": by.email, "municipality": plan.municipality}
            )
        nature = Edition.Nature.EDITORIAL if options["editorial"] else Edition.Nature.ADOPTED
        try:
            edition = publish(plan=plan, by=by, nature=nature, public_note=options["note"])
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        done = _("%(title)s: edition %(number)s is published.")
        self.stdout.write(self.style.SUCCESS(done % {"title": edition.title, "number": edition.number}))

    def _plan(self, address: str) -> Plan:
        municipality, _slash, slug = address.strip("/").partition("/")
        try:
            return Plan.objects.select_related("municipality").get(slug=slug, municipality__slug=municipality)
        except (Plan.DoesNotExist, ValueError) as absent:
            raise CommandError(_("There is no plan at “%(address)s”.") % {"address": address}) from absent

    def _person(self, email: str) -> User:
        try:
            return User.objects.get(email=email.lower())
        except (User.DoesNotExist, ValueError) as absent:
            raise CommandError(_("There is no user “%(email)s”.") % {"email": email}) from absent
