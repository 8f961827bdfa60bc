"""Signed-in people's own pages."""

from datetime import date

import pytest

from apps.municipalities.roles import Role
from tests.factories import CommitteeFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory(email="jens@example.dk")


def test_one_must_be_signed_in(client):
    assert client.get("/konto/")["Location"] == "/konto/login/?next=/konto/"


def test_it_is_kept_by_no_cache(client, person):
    client.force_login(person)
    assert client.get("/konto/")["Cache-Control"] == "private, no-store"


def test_a_membership_that_has_ended_is_told_to_whoever_has_no_other(client, person, herning, randers):
    MembershipFactory(
        user=person, municipality=herning, starts_on=date(2020, 1, 1), ends_on=date(2021, 12, 31)
    )
    client.force_login(person)
    page = client.get("/konto/").content.decode()
    assert "Du var byrådsmedlem i Herning Kommune til og med 31. december 2021." in page
    assert 'href="/arbejdsrum/' not in page.split("<main")[1]
    MembershipFactory(user=person, municipality=randers)
    assert "Herning" not in client.get("/konto/").content.decode()


def test_a_membership_that_has_not_begun_is_told_and_opens_nothing(client, person, herning):
    MembershipFactory(user=person, municipality=herning, starts_on=date(2199, 1, 1))
    client.force_login(person)
    assert (
        "Fra 1. januar 2199 er du byrådsmedlem i Herning Kommune." in client.get("/konto/").content.decode()
    )
    assert client.get("/arbejdsrum/herning/strategi/").status_code == 404


def test_each_municipality_leads_to_its_room_and_its_public_page(client, person, herning):
    for role in (Role.COUNCIL_MEMBER, Role.CONTRIBUTOR):
        MembershipFactory(user=person, municipality=herning, role=role)
    client.force_login(person)
    page = client.get("/konto/").content.decode()
    assert page.count("<strong>Herning Kommune</strong>") == 1
    assert page.count('href="/arbejdsrum/herning/strategi/"') == page.count('href="/herning/"') == 1
    assert "Byrådsmedlem" in page
    assert "Bidragyder" in page


def test_the_last_day_and_the_committee_are_said(client, person, herning):
    committee = CommitteeFactory(municipality=herning, name="Kulturudvalget")
    MembershipFactory(user=person, municipality=herning, committee=committee, ends_on=date(2199, 12, 31))
    client.force_login(person)
    page = " ".join(client.get("/konto/").content.decode().split())
    assert "Byrådsmedlem, Kulturudvalget, til og med 31. december 2199" in page


def test_the_page_says_who_one_is_and_where_to_go(client, person, herning, randers):
    MembershipFactory(user=person, municipality=randers, role=Role.COUNCIL_MEMBER)
    MembershipFactory(user=person, municipality=herning, role=Role.EDITOR)
    client.force_login(person)
    page = client.get("/konto/").content.decode()
    assert page.index("Herning Kommune") < page.index("Randers Kommune")
    assert 'href="/admin/"' in page
    assert "Redaktør" in page


def test_a_council_member_is_not_sent_to_admin(client, council_member):
    client.force_login(council_member)
    page = client.get("/konto/").content.decode()
    assert 'href="/admin/"' not in page
    assert 'href="/herning/"' in page


def test_somebody_who_belongs_nowhere_is_told_so(client, person):
    client.force_login(person)
    assert "Du er ikke tilknyttet nogen kommune lige nu" in client.get("/konto/").content.decode()


@pytest.mark.parametrize("places", [1, 3])
def test_the_page_takes_the_same_queries_at_any_size(places, client, person, django_assert_num_queries):
    for _ in range(places):
        MembershipFactory(user=person)
    client.force_login(person)
    with django_assert_num_queries(4):
        client.get("/konto/")
