"""Personas: who visits the portal. The citizen is pytest-django's anonymous ``client``."""

import gc
from contextlib import ExitStack
from importlib import import_module

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed

from apps.core import page_cache
from apps.core.catalogues import compile_catalogues
from apps.municipalities.roles import Role
from apps.publishing.models import SearchTokens
from apps.publishing.search.spelling import spelling
from apps.readership.counting import counter
from tests.bystander import Bystander
from tests.factories import MembershipFactory, MunicipalityFactory, UserFactory
from tests.processes import copy_of_the_tests_database, migrated_database, own_database

#: Fixtures of pytest-django that open the database to a test.
DATABASE = {
    "db",
    "transactional_db",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
    "live_server",
}


def pytest_configure(config) -> None:
    config.addinivalue_line(
        "markers", "without_bystander(reason): the test is about a portal that holds nothing but its own."
    )
    # A busy machine is no fault of the portal: how long an example takes is not tested.
    patient = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
    hypothesis.settings.register_profile("patient", parent=hypothesis.settings(), **patient)
    hypothesis.settings.load_profile("patient")
    config.addinivalue_line(
        "markers", "long: begun before the others, lest one worker is left with it at the end."
    )
    for compiled in compile_catalogues():
        translation_file_changed(None, compiled)


@pytest.hookimpl(trylast=True)  # after they were shuffled
def pytest_collection_modifyitems(items) -> None:
    """No test that empties the database may be marked: what migrations wrote is gone for those after it."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """Thousands of tests stand in memory to the end: to look for garbage among them took a tenth of the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _danish():
    """A request leaves its language behind; no test may find another's."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _new_process():
    """A test's database is rolled back to a state that never was: what a process remembers of it must go too."""
    page_cache.store.clear()
    spelling.forget()
    counter.clear()


def _make_table_of_tokens() -> None:
    """Tests with ``--no-migrations`` have no table that only a migration makes."""
    if SearchTokens._meta.db_table not in connection.introspection.table_names():
        migration = import_module("apps.publishing.migrations.0013_search_index")
        with connection.schema_editor() as editor:
            migration.make(None, editor)


@pytest.fixture(scope="session")
def portals_database():
    """The name of that which is no test's."""
    return connection.settings_dict["NAME"]


@pytest.fixture(scope="session")
def django_db_setup(
    portals_database, django_db_setup, django_db_blocker, django_db_use_migrations, tmp_path_factory
):
    """Before any test opens a transaction, which would take them back: a copy of the new database, and the bystander."""
    if connection.settings_dict["NAME"] == portals_database:
        yield None, None  # no test of this session asks for a database of the tests: none was made
        return
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            copy = copy_of_the_tests_database(tmp_path_factory.mktemp("migrated"))
            address = stack.enter_context(copy) if django_db_use_migrations else None
            _make_table_of_tokens()
            another = Bystander()
        yield address, another


@pytest.fixture(scope="session")
def migrated(django_db_setup, tmp_path_factory):
    """The address of a database as the migrations leave it: to copy it takes a tenth of a second, to migrate ten."""
    address, _another = django_db_setup
    if address:
        yield address
        return
    with migrated_database(tmp_path_factory.mktemp("migrated")) as address:
        yield address


@pytest.fixture(scope="session")
def second_of_everything(django_db_setup):
    _address, another = django_db_setup
    return another


@pytest.fixture(autouse=True)
def bystander(request, _new_process):
    """Beside every test that uses the database stands another municipality, which is the same when it is over."""
    if not (DATABASE & set(request.fixturenames) or request.node.get_closest_marker("django_db")):
        yield None
        return
    another = request.getfixturevalue("second_of_everything")
    request.getfixturevalue("db")
    another.stand()
    if request.node.get_closest_marker("without_bystander"):
        another.leave()
        yield None
        return
    yield another
    assert list(another.changes()) == [], (
        "The test changed what belongs to a municipality it has nothing to do with."
    )


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
def database_url(migrated, tmp_path):
    """The address of a migrated database of its own, for tests with several processes."""
    with own_database(tmp_path, like=migrated) as url:
        yield url
