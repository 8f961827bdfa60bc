import pytest
from django.core.cache import cache

from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def _forget_attempts():
    cache.clear()


@pytest.fixture
def person(db):
    return UserFactory(email="jens@example.dk", full_name="Jens Hansen")
