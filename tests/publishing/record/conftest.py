"""A municipality with a record of every sort of deed, and its archive."""

from pathlib import Path

import pytest

from apps.publishing.operations.publish import publish, republish
from apps.publishing.operations.retract import retract
from apps.publishing.operations.withdraw import withdraw
from apps.publishing.record.archive import archive
from apps.strategies.models import Relation
from tests.factories import element, make_plan

NAME = "Jens Hansen-Friis"


@pytest.fixture(autouse=True)
def _archives(settings, tmp_path):
    settings.ARCHIVE_FOLDER = tmp_path / "archives"


@pytest.fixture
def plans(herning, editor):
    """Two plans of which one carries out the other, one that was withdrawn, and a draft that nobody may know of."""
    council, lower, gone, draft = (
        make_plan(
            element("goal", f"Mål i {slug}", text=f"Børn og unge. Ring til {NAME}."),
            municipality=herning,
            slug=slug,
            title=slug.capitalize(),
            by=editor,
        )
        for slug in ("strategi", "handleplan", "forsvundet", "hemmelig")
    )
    lower.carries_out = council
    lower.save()
    ends = {plan: plan.identities.last() for plan in (council, lower, gone, draft)}
    Relation.objects.create(source=ends[council], target=ends[lower], kind="supports", note="Følger op")
    Relation.objects.create(source=ends[council], target=ends[draft], kind="supports", note="Endnu hemmeligt")
    publish(plan=council, by=editor, nature="adopted", public_note=f"Vedtaget efter oplæg af {NAME}.")
    for plan in (lower, gone):
        publish(plan=plan, by=editor, nature="adopted")
    retract(identity=ends[council], by=editor, reason="Personoplysning", words=NAME)
    first = publish(plan=council, by=editor, nature="editorial", public_note="Stavefejl.\nRettet.")
    withdraw(plan=gone, by=editor, public_note="Blev aldrig til noget.")
    withdraw(plan=lower, by=editor)
    republish(edition=lower.editions.get(), by=editor)
    assert first.number == 2
    return {"council": council, "lower": lower, "gone": gone, "draft": draft}


def archive_of(municipality) -> Path:
    """Where its archive lies."""
    with archive(municipality)[0] as file:
        return Path(file.name)


@pytest.fixture
def made(plans, herning) -> Path:
    return archive_of(herning)
