import pytest
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from apps.accounts.models import User
from tests.factories import UserFactory


def test_an_address_is_kept_in_small_letters_and_found_in_any(db):
    user = User.objects.create_user("Anna.And@Herning.DK", full_name="Anna And")
    assert user.email == "anna.and@herning.dk"
    assert User.objects.get_by_natural_key("ANNA.AND@herning.dk") == user


def test_one_address_is_one_person_whatever_the_letters(db):
    UserFactory(email="anna@example.dk")
    with pytest.raises(ValidationError) as refused:
        User(email="Anna@Example.dk", password="x").full_clean()
    assert refused.value.messages == ["E-mailadresse: Det, du har skrevet, bruges allerede af en anden."]
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="Anna@Example.dk")


def test_a_user_without_address_is_not_made(db):
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user("")


def test_nobody_signs_in_as_a_user_without_password(db):
    assert not User.objects.create_user("system@example.dk").has_usable_password()


def test_a_portal_administrator_is_a_superuser(db):
    assert User.objects.create_superuser("admin@example.dk", "en-lang-adgangskode-1").is_superuser


@pytest.mark.parametrize(
    ("name", "shown", "short"),
    [("Anna Karin And", "Anna Karin And", "Anna"), ("", "anna@example.dk", "anna@example.dk")],
)
def test_a_user_is_shown_by_name_or_else_by_address(name, shown, short):
    user = User(email="anna@example.dk", full_name=name)
    assert (str(user), user.get_short_name(), user.get_full_name()) == (shown, short, name)


@pytest.mark.parametrize(
    ("chosen", "typed"),
    [
        ("blå\u0020bånd 42", "bla\u030a ba\u030and 42"),
        ("\ufb01nt ord 42", "fint ord 42"),
        ("ord\xa0mere 42", "ord mere 42"),
    ],
)
def test_a_password_is_the_same_however_its_letters_are_composed(chosen, typed):
    user = User(email="a@example.dk")
    user.set_password(chosen)
    assert user.check_password(typed)
    assert user.check_password(chosen)
    assert not user.check_password(typed.upper())


def test_a_password_kept_as_it_was_typed_still_works():
    user = User(email="a@example.dk", password=make_password("bla\u030a ba\u030and"))
    assert user.check_password("bla\u030a ba\u030and")
    assert not user.check_password("blå bånd")


def test_somebody_without_a_password_has_none():
    user = User(email="a@example.dk")
    user.set_password(None)
    assert not user.check_password("")
    assert not user.has_usable_password()
