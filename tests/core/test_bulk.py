from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from apps.core import bulk
from apps.publishing.models import PublishedAddress
from apps.strategies.models import ElementIdentity, Plan
from tests.factories import element, make_plan


def test_rows_of_every_sort_of_value_come_back_as_they_went_in(herning):
    names = [
        "municipality_id",
        "title",
        "slug",
        "level",
        "start_year",
        "adopted_on",
        "case_reference",
        "stage",
        "figure_form",
    ]
    rows = [
        (herning.pk, "Æ % ? %s", "a", "council_strategy", 2022, date(2021, 11, 16), "", "adopted", ""),
        (herning.pk, "'; DROP", "b", "action_plan", None, None, "7", "draft", "star"),
    ]
    keys = bulk.insert(Plan, names, rows, keys=True)
    assert [Plan.objects.values_list(*names).get(pk=key) for key in keys] == rows


@pytest.mark.parametrize("count", [0, 1, 999, 2500])
def test_any_number_of_rows_is_inserted_and_keys_come_in_their_order(herning, count):
    plan = make_plan(element("goal", "Mål"), municipality=herning)
    uids = [UUID(int=number) for number in range(count)]
    keys = bulk.insert(
        ElementIdentity,
        ["uid", "municipality_id", "plan_id"],
        [(uid, herning.pk, plan.pk) for uid in uids],
        keys=True,
    )
    found = dict(ElementIdentity.objects.filter(pk__in=keys[:500]).values_list("pk", "uid"))
    assert [found[key] for key in keys[:500]] == uids[:500]
    assert len(set(keys)) == count


def test_constraints_hold(herning):
    plan = make_plan(element("goal", "Mål"), municipality=herning)
    identity = plan.elements.get(title="Mål").identity_id
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(
            PublishedAddress,
            ["plan_id", "slug", "identity_id", "is_primary"],
            [(plan.pk, "a", identity, True), (plan.pk, "a", identity, False)],
        )
