from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from apps.followup.models import FollowUpRound
from apps.followup.reminders import send_reminders
from apps.workspace.news_mail import send_news


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Mail those who have something to report, and those who want to know what changed. Run it once a day."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.PORTAL_ADDRESS:
            raise CommandError(
                _("Set PORTAL_ADDRESS to where the portal is found: links in mails begin with it.")
            )
        with override(settings.LANGUAGE_CODE):
            sent = send_news(address_of=_whole)
            sent += send_reminders(link_to=_report_link, stop_link=_stop_link)
        told = ngettext("%(number)d mail sent.", "%(number)d mails sent.", sent) % {"number": sent}
        self.stdout.write(self.style.SUCCESS(told))


def _whole(path: str) -> str:
    return urljoin(settings.PORTAL_ADDRESS, path)


def _report_link(round: FollowUpRound) -> str:
    return _whole(reverse("workspace:report", args=[round.municipality.slug]))


def _stop_link(token: str) -> str:
    return _whole(reverse("workspace:stop_reminders", args=[token]))
