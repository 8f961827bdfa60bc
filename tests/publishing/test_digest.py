"""Editions that were sealed by earlier rules stay intact, and a change of them is still found."""

import hashlib
import json
from datetime import date

import pytest
from django.db import connection

from apps.publishing.content import Content
from apps.publishing.digest import is_intact
from apps.publishing.models import Edition
from apps.publishing.operations.publish import publish, republish
from tests.factories import CommitteeFactory, element, make_plan


@pytest.fixture
def edition(herning, editor):
    plan = make_plan(
        element("goal", "Mål", text="Et."),
        municipality=herning,
        committee=CommitteeFactory(municipality=herning, name="Udvalget", slug="udvalget"),
        adopted_on=date(2021, 11, 16),
        start_year=2022,
        end_year=2026,
    )
    edition = publish(plan=plan, by=editor, nature="adopted")
    edition.refresh_from_db()
    return edition


PLAN_THEN = ["Vores plan", "council_strategy", 2022, 2026, "2021-11-16", "", "udvalget", "Udvalget"]


@pytest.fixture
def old(edition):
    """An edition that is sealed as the program did it that knew no stages of plans."""
    return sealed(edition, number=2, plan=PLAN_THEN)


@pytest.fixture
def third(edition):
    """One that is sealed as the program did it that knew no partners."""
    return sealed(edition, number=3, plan=[*PLAN_THEN, "adopted", None, "", ""])


def sealed(edition, *, number, plan):
    content = Content.of(edition)
    elements = [
        [
            [
                row.identity_id, row.position, row.last_position, row.depth, row.kind, row.title, row.body, row.text,
                row.responsible_slug, row.responsible_name, row.parts_stated, row.parts_kind, row.is_derived,
                row.deviates, row.passages, row.slug,
            ],
            [],
        ]
        for row in content.elements
    ]  # fmt: skip
    parts = "".join(f"{json.dumps(part, ensure_ascii=False)}\0" for part in (plan, elements))
    return changed(edition, digest_format=number, digest=hashlib.sha256(parts.encode()).hexdigest())


def changed(edition, **columns):
    """The edition after a change behind the portal's back."""
    with connection.cursor() as cursor:
        for column, value in columns.items():
            cursor.execute(f"UPDATE publishing_edition SET {column} = %s WHERE id = %s", [value, edition.pk])
    return Edition.objects.get(pk=edition.pk)


def test_an_edition_of_the_second_format_is_intact(old):
    assert is_intact(old)
    assert not is_intact(changed(old, digest_format=3))


def test_an_edition_of_the_third_format_is_intact(third):
    assert is_intact(third)
    assert not is_intact(changed(third, digest_format=2))
    assert not is_intact(changed(third, digest_format=4))


@pytest.mark.parametrize(
    "columns",
    [
        {"contact": "Rådhuset"},
        {"starts_on": "2026-01-01"},
        {"ends_on": "2026-01-01"},
        {"is_continuous": True},
    ],
)
def test_when_and_by_whom_is_sealed_from_the_fourth_format_on(columns, third, editor):
    newer = republish(edition=third, by=editor)
    assert is_intact(Edition.objects.get(pk=newer.pk))
    with connection.cursor() as cursor:
        for column, value in columns.items():
            where = "WHERE edition_id = %s AND position = 1"
            cursor.execute(f"UPDATE publishing_editionelement SET {column} = %s {where}", [value, newer.pk])
    assert not is_intact(Edition.objects.get(pk=newer.pk))


@pytest.mark.parametrize(
    "columns",
    [{"title": "En anden"}, {"start_year": 2021}, {"committee_slug": "et-andet"}, {"adopted_on": None}],
)
def test_a_change_of_it_is_found(columns, old):
    assert not is_intact(changed(old, **columns))


@pytest.mark.parametrize(
    "columns",
    [
        {"stage": "repealed"},
        {"hearing_until": "2026-05-01"},
        {"succeeds_slug": "x"},
        {"carries_out_slug": "x"},
    ],
)
def test_where_a_plan_stands_is_sealed_from_the_third_format_on(columns, old, editor):
    newer = republish(edition=old, by=editor)
    assert (newer.digest_format, is_intact(Edition.objects.get(pk=newer.pk))) == (4, True)
    assert not is_intact(changed(newer, **columns))
