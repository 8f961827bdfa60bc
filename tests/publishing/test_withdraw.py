from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from apps.core.conflicts import PublishedMeanwhile
from apps.publishing import reading
from apps.publishing.models import Edition
from apps.publishing.operations.publish import publish, republish
from apps.publishing.operations.withdraw import withdraw
from tests.bystander import own
from tests.factories import element, make_plan

READERS = [
    lambda plan: reading.published_plan("herning", "plan"),
    lambda plan: reading.published_edition("herning", "plan", 1),
    lambda plan: reading.published_element("herning", "plan", "maal"),
    lambda plan: reading.by_uid(plan.identities.last().uid),
]


@pytest.fixture
def plan(herning):
    return make_plan(element("goal", "Mål"), municipality=herning, slug="plan")


@pytest.mark.parametrize("read", READERS)
def test_a_withdrawn_plan_says_so_everywhere_and_keeps_its_note(plan, editor, read):
    edition = publish(plan=plan, by=editor, nature="adopted")
    withdraw(plan=plan, by=editor, public_note="Byrådet har vedtaget en ny.")
    with pytest.raises(reading.PlanWithdrawn) as gone:
        read(plan)
    assert gone.value.withdrawal.public_note == "Byrådet har vedtaget en ny."
    assert gone.value.withdrawal.edition == edition
    assert not reading.current_editions().filter(plan=plan).exists()


@pytest.mark.parametrize("read", READERS)
def test_a_plan_published_again_after_its_withdrawal_is_read_as_before(plan, editor, read):
    first = publish(plan=plan, by=editor, nature="adopted")
    withdraw(plan=plan, by=editor)
    again = republish(edition=first, by=editor)
    assert read(plan)
    assert (again.number, again.republished_from) == (2, first)


def test_an_unpublished_plan_cannot_be_withdrawn(plan, editor, herning):
    before = herning.public_version
    with pytest.raises(ValidationError, match="Planen er ikke offentliggjort"):
        withdraw(plan=plan, by=editor)
    herning.refresh_from_db()
    assert herning.public_version == before
    publish(plan=plan, by=editor, nature="adopted")
    withdraw(plan=plan, by=editor)
    with pytest.raises(ValidationError):
        withdraw(plan=plan, by=editor)
    assert own(Edition).count() == 1


def test_readers_are_told_at_once_and_the_day_is_kept(plan, editor, herning):
    publish(plan=plan, by=editor, nature="adopted")
    herning.refresh_from_db()
    before, day = herning.public_version, datetime(2026, 5, 3, 12, tzinfo=UTC)
    assert withdraw(plan=plan, by=editor, at=day).withdrawn_at == day
    herning.refresh_from_db()
    assert herning.public_version == before + 1


def test_a_withdrawn_plan_is_published_again_by_whoever_saw_it_withdrawn(plan, editor):
    first = publish(plan=plan, by=editor, nature="adopted")
    withdraw(plan=plan, by=editor, expected=1)
    again = republish(edition=first, by=editor, expected=0)
    assert (again.number, again.is_current) == (2, True)
    with pytest.raises(PublishedMeanwhile):
        republish(edition=first, by=editor, expected=0)


def test_the_note_is_kept_in_the_one_form_of_text(plan, editor):
    publish(plan=plan, by=editor, nature="adopted")
    assert withdraw(plan=plan, by=editor, public_note="A\u030arsag\u200b ").public_note == "Årsag"
