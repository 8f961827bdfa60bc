from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.accounts.lockout import forget_failures
from apps.accounts.models import User
from apps.accounts.second_factor import remove_second_factor
from apps.accounts.sessions import end_sessions


class Command(BaseCommand):
    help = (
        "Takes the second factor from somebody who has lost it, ends all sessions of theirs and opens a locked sign-in. "
        "For the last portal administrator; for others admin does it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError(f"There is no account with the address {options['email']}.")
        had_one = remove_second_factor(user)
        forget_failures(user)
        ended = end_sessions(user)
        what = "Second factor removed" if had_one else "There was no second factor"
        self.stdout.write(
            f"{what}; {ended} sessions ended. {user.email} sets it up anew at the next sign-in."
        )
