"""Personas: who visits the portal. The citizen is pytest-django's anonymous ``client``."""

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed

from apps.core import page_cache
from apps.core.catalogues import compile_catalogues
from apps.municipalities.roles import Role
from tests.factories import MembershipFactory, MunicipalityFactory, UserFactory
from tests.processes import own_database


def pytest_configure() -> None:
    for compiled in compile_catalogues():
        translation_file_changed(None, compiled)


@pytest.fixture(autouse=True)
def _danish():
    """A request leaves its language behind; no test may find another's."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _new_process():
    """A test's database is rolled back to a state that never was: what a process remembers of it must go too."""
    page_cache.store.clear()


@pytest.fixture
def herning(db):
    return MunicipalityFactory(name="Herning Kommune", slug="herning", code="657")


@pytest.fixture
def randers(db):
    return MunicipalityFactory(name="Randers Kommune", slug="randers", code="730")


@pytest.fixture
def council_member(herning):
    return MembershipFactory(municipality=herning, role=Role.COUNCIL_MEMBER).user


@pytest.fixture
def editor(herning):
    return MembershipFactory(municipality=herning, role=Role.EDITOR).user


@pytest.fixture
def other_editor(randers):
    return MembershipFactory(municipality=randers, role=Role.EDITOR).user


@pytest.fixture
def portal_admin(db):
    return UserFactory(is_superuser=True)


@pytest.fixture
def database_url(tmp_path):
    """The address of an empty database of its own, for tests with several processes."""
    with own_database(tmp_path) as url:
        yield url
