from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.municipalities.demo import PASSWORD, NotADemo, make_demo_people


class Command(BaseCommand):
    help = "Makes the people one signs in as to try the portal out, and says who they are. Demo mode only."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            people = make_demo_people()
        except NotADemo as error:
            raise CommandError("Demo people exist in demo mode only (DEMO=1).") from error
        self.stdout.write(f"Demo sign-ins, all with the password {PASSWORD}")
        for person in people:
            self.stdout.write(f"  {person.email:<36}{person.what}")
