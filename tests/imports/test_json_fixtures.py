"""The JSON fixtures are those of the plan files, and plain ``loaddata`` makes a healthy, growing database of them."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from apps.accounts.models import User
from apps.imports.fixtures.fixture_set import read_fixture_set
from apps.imports.fixtures.json_fixtures import fixture_json
from apps.imports.fixtures.load import load_fixtures
from apps.municipalities.models import Municipality
from apps.publishing.digest import is_intact
from apps.publishing.models import Edition, EditionElement, PublishedAddress
from apps.publishing.operations.publish import publish
from apps.strategies import tree
from apps.strategies.models import Element, Plan, SourcePassage, SourceRepair
from apps.strategies.tree.building import NewElement
from apps.strategies.tree.integrity import findings
from tests.factories import element, make_plan
from tests.imports.conftest import PLANS

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.without_bystander("fixtures for an empty database bring their own keys"),
]

NAMES = ["herning", "randers", "vesthimmerland"]
FOLDER = Path(settings.BASE_DIR) / "fixtures"


def loaddata(*names: str) -> None:
    call_command("loaddata", *(FOLDER / f"{name}.json" for name in names), verbosity=0)


def everything() -> list[list[tuple]]:
    """What the database says, keys and time stamps apart."""
    return [
        list(Municipality.objects.order_by("slug").values_list("slug", "name", "code", "contact_email", "website")),
        list(Plan.objects.order_by("slug").values_list("municipality__slug", "slug", "title", "start_year")),
        list(
            Element.objects.order_by("plan__slug", "lft").values_list(
                "plan__slug", "identity__uid", "parent__identity__uid", "position", "level", "lft", "rght",
                "kind", "title", "body", "parts_stated", "parts_kind", "is_derived", "version",
            )
        ),
        sorted(Element.history.values_list("identity__uid", "title", "body", "history_type", "history_user__email")),
        sorted(
            SourcePassage.objects.values_list(
                "document__file_name", "first_line", "role", "identity__uid", "paragraph", "text", "note"
            ),
            key=str,
        ),
        sorted(SourceRepair.objects.values_list("passage__first_line", "kind", "before", "after", "why")),
        list(
            EditionElement.objects.order_by("edition__plan__slug", "position").values_list(
                "identity__uid", "depth", "kind", "title", "slug", "text", "passages", "deviates"
            )
        ),
        sorted(PublishedAddress.objects.values_list("plan__slug", "slug", "identity__uid", "is_primary")),
    ]  # fmt: skip


@pytest.fixture
def loaded() -> None:
    load_fixtures(read_fixture_set(PLANS, with_example=False))


@pytest.mark.parametrize("name", NAMES)
def test_the_json_is_made_from_the_plan_files_as_they_are(loaded: None, name: str) -> None:
    made = fixture_json(Municipality.objects.get(slug=name))
    stored = (FOLDER / f"{name}.json").read_bytes().decode()
    assert made == stored, "Run script/fixtures."


def test_there_is_json_for_every_real_municipality_and_no_other() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == NAMES


def test_loaddata_gives_what_load_strategies_gives(loaded: None, transactional_db: None) -> None:
    expected = everything()
    call_command("flush", verbosity=0, interactive=False)
    loaddata(*NAMES)
    assert everything() == expected


@pytest.mark.parametrize("names", [NAMES, NAMES[::-1], *([name] for name in NAMES)])
def test_the_trees_are_healthy_and_the_editions_intact(names: list[str]) -> None:
    loaddata(*names)
    assert sorted(Municipality.objects.values_list("slug", flat=True)) == sorted(names)
    assert findings() == []
    assert all(is_intact(edition) for edition in Edition.objects.all())
    assert User.objects.count() == 1


def test_a_second_loaddata_changes_nothing() -> None:
    loaddata(*NAMES)
    before = everything()
    loaddata(*NAMES)
    assert everything() == before


def test_the_database_can_grow_afterwards() -> None:
    loaddata(*NAMES)
    by = User.objects.get()
    for plan in Plan.objects.all():
        root = plan.elements.get(parent=None)
        tree.insert(
            NewElement(kind="section", title="Nyt"), plan_id=plan.pk, parent_id=root.pk, position=1, by=by
        )
        publish(plan=plan, by=by, nature=Edition.Nature.EDITORIAL)
    make_plan(element("goal", "Et mål"), municipality=Municipality.objects.get(slug="randers"))
    assert findings() == []
    assert Element.objects.filter(parent=None).values("tree_id").distinct().count() == Plan.objects.count()


def test_load_strategies_leaves_what_loaddata_loaded_alone() -> None:
    loaddata(*NAMES)
    assert load_fixtures(read_fixture_set(PLANS, with_example=False)) == []
