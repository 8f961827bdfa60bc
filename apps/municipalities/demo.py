"""The people one signs in as to try the portal out. They exist and can sign in only in demo mode."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from apps.accounts.lockout import forget_failures
from apps.accounts.models import User
from apps.accounts.second_factor import remove_second_factor
from apps.municipalities.models import Committee, Membership, Municipality
from apps.municipalities.roles import Role

#: Stated on screen and in the README, so it protects nothing: see ``PortalBackend``.
PASSWORD = "strategi-paa-proeve"  # noqa: S105


@dataclass(frozen=True)
class DemoPerson:
    email: str
    full_name: str
    what: str
    municipality: str = ""
    role: Role | None = None
    committee: str = ""


DEMO_PEOPLE = (
    DemoPerson("administrator@demo.example", "Astrid Administrator", "portal administrator"),
    DemoPerson(
        "redaktoer.herning@demo.example", "Rasmus Redaktør", "editor of Herning", "herning", Role.EDITOR
    ),
    DemoPerson(
        "byraad.vesthimmerland@demo.example",
        "Birthe Byråd",
        "council member of Vesthimmerland",
        "vesthimmerland",
        Role.COUNCIL_MEMBER,
    ),
    DemoPerson(
        "redaktoer.eksempelby@demo.example",
        "Rikke Redaktør",
        "editor of Eksempelby",
        "eksempelby",
        Role.EDITOR,
    ),
    DemoPerson(
        "byraad.eksempelby@demo.example",
        "Bo Byråd",
        "council member of Eksempelby, in Kultur- og Fritidsudvalget",
        "eksempelby",
        Role.COUNCIL_MEMBER,
        "kultur-og-fritidsudvalget",
    ),
    DemoPerson(
        "bidragyder.eksempelby@demo.example",
        "Bente Bidragyder",
        "contributor of Eksempelby, for Kultur og Fritid",
        "eksempelby",
        Role.CONTRIBUTOR,
        "kultur-og-fritid",
    ),
)


class NotADemo(Exception):
    """Demo people were asked for outside demo mode."""


@transaction.atomic
def make_demo_people() -> list[DemoPerson]:
    """Make the demo people there are municipalities (and committees) for, each as stated above, and return them.

    What was changed of them while trying things out (password, name, deactivation, second factor) is put back.
    Raises ``NotADemo`` outside demo mode.
    """
    if not settings.DEMO:
        raise NotADemo
    municipalities = Municipality.objects.in_bulk(field_name="slug")
    committees = {(row.municipality.slug, row.slug): row for row in _committees()}
    people = [
        person
        for person in DEMO_PEOPLE
        if (not person.municipality or person.municipality in municipalities)
        and (not person.committee or (person.municipality, person.committee) in committees)
    ]
    for person in people:
        user = User.objects.filter(email=person.email).first() or User(email=person.email)
        user.full_name, user.is_active, user.is_demo = person.full_name, True, True
        user.is_superuser = person.role is None
        if not user.check_password(PASSWORD):
            user.set_password(PASSWORD)
        user.save()
        remove_second_factor(user)
        forget_failures(user)
        committee = committees.get((person.municipality, person.committee))
        held = user.memberships.current().filter(role=person.role, committee=committee)
        if person.role and not held.exists():
            Membership.objects.create(
                user=user,
                municipality=municipalities[person.municipality],
                role=person.role,
                committee=committee,
            )
    return people


def _committees() -> QuerySet[Committee]:
    wanted = [person.committee for person in DEMO_PEOPLE if person.committee]
    return Committee.objects.filter(slug__in=wanted).select_related("municipality")
