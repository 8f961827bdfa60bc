from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.core.addresses import RESERVED_FOR_MUNICIPALITIES
from apps.municipalities.models import Committee, CouncilPeriod, Membership, Municipality, PublicState
from apps.municipalities.roles import Role
from tests.factories import CommitteeFactory, MembershipFactory, UserFactory


def messages(row) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return refused.value.messages


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"code": "65"}, "En kommunekode har tre cifre."),
        ({"code": "65x"}, "En kommunekode har tre cifre."),
        ({"code": "٦٥٧"}, "En kommunekode har tre cifre."),
        ({"accent_colour": "red"}, "Skriv farven som # og seks hexadecimale cifre, for eksempel #7a1f2b."),
        ({"accent_colour": "#12345"}, "Skriv farven som # og seks hexadecimale cifre, for eksempel #7a1f2b."),
        ({"slug": "admin"}, "Portalens egne adresser bruger ordet ”admin”. Vælg et andet."),
        (
            {"slug": "Åben by"},
            "Skriv adressen med bogstaverne a-z, tal og bindestreger, uden mellemrum.",
        ),
        ({"slug": "herning"}, "Webadresse: Det, du har skrevet, bruges allerede af en anden."),
    ],
)
def test_a_municipality_says_what_is_wrong(herning, values, message):
    assert message in messages(Municipality(**{"name": "Ny", "slug": "ny", "code": "001", **values}))


@pytest.mark.parametrize("word", sorted(RESERVED_FOR_MUNICIPALITIES))
def test_no_municipality_takes_a_word_of_the_address_table(db, word):
    assert messages(Municipality(name="Ny", slug=word, code="001")) == [
        f"Portalens egne adresser bruger ordet ”{word}”. Vælg et andet."
    ]


@pytest.mark.parametrize(
    "make",
    [
        lambda m: Municipality.objects.create(name="Ny", slug="ny", code="65x"),
        lambda m: Municipality.objects.create(name="Ny", slug="ny", code="001", accent_colour="red"),
        lambda m: Municipality.objects.create(name="Ny", slug=m.slug, code="001"),
        lambda m: Municipality.objects.create(name="Ny", slug="ny", code=m.code),
        lambda m: CouncilPeriod.objects.create(start_year=2026, end_year=2030),
        lambda m: CouncilPeriod.objects.create(start_year=26, end_year=29),
        lambda m: [CommitteeFactory(municipality=m, slug="samme") for _ in range(2)],
        lambda m: MembershipFactory(starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 31)),
        lambda m: PublicState.objects.create(id=2),
    ],
)
def test_the_database_refuses_what_clean_explains(herning, make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(herning)


@pytest.mark.parametrize(
    ("years", "message"),
    [
        ((2026, 2030), "En byrådsperiode er fire kalenderår, for eksempel 2026–2029."),
        ((26, 29), "Det første år skal ligge mellem 1970 og 2200."),
    ],
)
def test_a_council_period_says_what_is_wrong(db, years, message):
    assert messages(CouncilPeriod(start_year=years[0], end_year=years[1])) == [message]


def test_a_committees_address_is_its_own_within_the_municipality(herning, randers):
    CommitteeFactory(municipality=herning, slug="byraad")
    CommitteeFactory(municipality=randers, slug="byraad")
    again = Committee(municipality=herning, name="Byråd", slug="byraad")
    assert messages(again) == ["Kommunen har allerede et udvalg på denne adresse."]


def test_a_membership_says_what_is_wrong(herning, randers):
    membership = Membership(user=UserFactory(), municipality=herning, role=Role.EDITOR)
    membership.committee = CommitteeFactory(municipality=randers)
    assert messages(membership) == ["Udvalget hører til en anden kommune."]
    membership.committee, membership.ends_on = None, membership.starts_on - timedelta(days=1)
    assert messages(membership) == ["Den sidste dag kan ikke ligge før den første."]


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [
        ((2026, 1, 1), None, True),
        ((2026, 3, 1), None, True),
        ((2026, 3, 2), None, False),
        ((2026, 1, 1), (2026, 3, 1), True),
        ((2026, 1, 1), (2026, 2, 28), False),
    ],
)
def test_a_membership_holds_from_its_first_to_its_last_day(db, starts, ends, holds):
    MembershipFactory(starts_on=date(*starts), ends_on=date(*ends) if ends else None)
    assert Membership.objects.current(date(2026, 3, 1)).exists() is holds


def test_a_membership_ends_with_the_danish_day(db, monkeypatch):
    """An hour before midnight in UTC it is already the next day in Denmark."""
    MembershipFactory(starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))
    late = timezone.datetime(2026, 6, 30, 23, 0, tzinfo=timezone.get_fixed_timezone(0))
    monkeypatch.setattr(timezone, "now", lambda: late)
    assert not Membership.objects.current().exists()


def test_names_are_shown(herning):
    committee = CommitteeFactory(municipality=herning, name="Byrådet")
    membership = MembershipFactory(municipality=herning, role=Role.EDITOR, user__full_name="Anna And")
    assert [
        str(herning),
        str(committee),
        str(CouncilPeriod(start_year=2026, end_year=2029)),
        str(membership),
    ] == [
        "Herning Kommune",
        "Byrådet",
        "2026–2029",
        "Anna And, redaktør (Herning Kommune)",
    ]
