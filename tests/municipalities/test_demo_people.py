"""Demo sign-ins work in demo mode and nowhere else."""

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from apps.accounts.models import User
from apps.municipalities.demo import DEMO_PEOPLE, PASSWORD, make_demo_people
from apps.municipalities.models import Membership
from apps.municipalities.roles import Role
from tests.bystander import own
from tests.factories import CommitteeFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, herning):
    cache.clear()
    settings.DEMO = True
    MunicipalityFactory(slug="vesthimmerland", code="820")
    example = MunicipalityFactory(slug="eksempelby", code="999", is_example=True)
    for slug in ("kultur-og-fritidsudvalget", "kultur-og-fritid"):
        CommitteeFactory(municipality=example, slug=slug)
    CommitteeFactory(municipality=herning, slug="kultur-og-fritid")
    return make_demo_people()


def sign_in(client, email):
    client.post("/konto/login/", {"login": email, "password": PASSWORD})
    return client.get("/konto/").status_code == 200


def test_they_are_an_administrator_and_somebody_of_each_role_that_can_be_tried(demo):
    assert list(User.objects.filter(is_superuser=True).values_list("email", flat=True)) == [
        "administrator@demo.example"
    ]
    columns = (
        "user__email",
        "municipality__slug",
        "role",
        "committee__municipality__slug",
        "committee__slug",
    )
    council = ("eksempelby", "kultur-og-fritidsudvalget")
    assert set(own(Membership).values_list(*columns)) == {
        ("redaktoer.herning@demo.example", "herning", Role.EDITOR, None, None),
        ("byraad.vesthimmerland@demo.example", "vesthimmerland", Role.COUNCIL_MEMBER, None, None),
        ("redaktoer.eksempelby@demo.example", "eksempelby", Role.EDITOR, None, None),
        ("byraad.eksempelby@demo.example", "eksempelby", Role.COUNCIL_MEMBER, *council),
        (
            "bidragyder.eksempelby@demo.example",
            "eksempelby",
            Role.CONTRIBUTOR,
            "eksempelby",
            "kultur-og-fritid",
        ),
    }


def test_whoever_belongs_to_a_committee_is_not_made_where_it_is_not(settings, herning):
    settings.DEMO = True
    MunicipalityFactory(slug="eksempelby", code="999")
    assert [person.email for person in make_demo_people()] == [
        "administrator@demo.example",
        "redaktoer.herning@demo.example",
        "redaktoer.eksempelby@demo.example",
    ]


@pytest.mark.parametrize("person", DEMO_PEOPLE, ids=lambda person: person.email)
def test_each_can_sign_in_in_demo_mode_only(person, demo, client, settings):
    assert sign_in(client, person.email)
    settings.DEMO = False
    assert client.get("/konto/").status_code == 302
    client.cookies.clear()
    assert not sign_in(client, person.email)


def test_making_them_again_makes_nothing_twice_and_puts_back_what_was_changed(demo):
    administrator = User.objects.get(email="administrator@demo.example")
    administrator.is_active = False
    administrator.set_password("noget-helt-andet-her")
    administrator.save()
    make_demo_people()
    administrator.refresh_from_db()
    assert administrator.is_active
    assert administrator.check_password(PASSWORD)
    assert (own(User).count(), own(Membership).count()) == (6, 5)


def test_the_command_refuses_outside_demo_mode(settings):
    with pytest.raises(CommandError, match="demo mode only"):
        call_command("demo_people")
    assert not own(User).exists()


def test_the_command_states_every_sign_in(demo, capsys):
    call_command("demo_people")
    said = capsys.readouterr().out
    assert PASSWORD in said
    assert all(person.email in said for person in DEMO_PEOPLE)
