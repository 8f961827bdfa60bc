import pytest
from django.core.cache import cache

from tests.accounts.signing_in import set_up_app, sign_in
from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def _forget_attempts():
    cache.clear()


@pytest.fixture
def person(db):
    return UserFactory(email="jens@example.dk", full_name="Jens Hansen")


@pytest.fixture
def secret(client, person):
    """The secret of the app of somebody who is signed out again."""
    sign_in(client)
    made = set_up_app(client)
    client.post("/konto/logout/")
    return made
