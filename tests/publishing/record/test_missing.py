"""Entries for what was done before there was a record."""

import json

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from apps.publishing.models import EditionSeal, RecordEntry
from apps.publishing.models.immutable import editions_may_change
from apps.publishing.operations.publish import publish, republish
from apps.publishing.operations.retract import retract
from apps.publishing.operations.withdraw import withdraw
from apps.publishing.record.missing import write_missing
from tests.bystander import own
from tests.factories import MembershipFactory, MunicipalityFactory, element, make_plan

NAME = "Jens Hansen-Friis"


def history(slug):
    """Four deeds in one municipality, and a retraction of what nobody could read."""
    municipality = MunicipalityFactory(slug=slug)
    editor = MembershipFactory(municipality=municipality, role="editor").user
    plan, draft = (
        make_plan(
            element("goal", "Mål", text=f"Ring til {NAME}."), municipality=municipality, slug=slug, by=editor
        )
        for slug in ("plan", "kladde")
    )
    first = publish(plan=plan, by=editor, nature="adopted", public_note=f"Af {NAME}.")
    withdraw(plan=plan, by=editor, public_note="Taget af.")
    republish(edition=first, by=editor)
    for each in (draft, plan):
        retract(identity=each.identities.last(), by=editor, reason="Personoplysning", words=NAME)
    return plan


def told(entries):
    """What they say, but for what is random and when they were written."""
    fixed = (
        "municipality",
        "number",
        "portal_number",
        "at",
        "kind",
        "plan",
        "edition",
        "nature",
        "republished_from",
    )
    lines = [json.loads(entry.line) for entry in entries.order_by("portal_number")]
    return [{name: line[name] for name in fixed} for line in lines]


@pytest.mark.django_db(transaction=True)
@pytest.mark.without_bystander("it migrates the tables of everybody")
def test_the_migration_enters_what_was_done_before_it_in_order_of_time_and_can_be_taken_back(capsys):
    plan = history("herning")
    history("randers")
    before = told(RecordEntry.objects)
    assert [line["kind"] for line in before] == ["published", "withdrawn", "republished", "retracted"] * 2
    leaves = MigrationLoader(connection).graph.leaf_nodes()
    try:
        MigrationExecutor(connection).migrate([("publishing", "0010_partners_and_times")])
    finally:
        MigrationExecutor(connection).migrate(leaves)
    assert told(RecordEntry.objects) == before
    assert all(entry.recorded_at > entry.at for entry in RecordEntry.objects.all())
    retracted = RecordEntry.objects.filter(plan=plan, kind="retracted").get()
    assert json.loads(retracted.line)["replaces"] == {"editions": {}, "words": {}}


def test_what_came_in_by_another_way_is_entered_before_the_next_deed(herning, editor):
    plan = make_plan(municipality=herning, slug="plan", by=editor)
    first = publish(plan=plan, by=editor, nature="adopted")
    with editions_may_change():
        own(RecordEntry).delete()
        own(EditionSeal).delete()
    second = publish(plan=plan, by=editor, nature="editorial")
    entries = own(RecordEntry).order_by("number")
    assert [(entry.number, entry.edition) for entry in entries] == [(1, first), (2, second)]
    assert entries[0].recorded_at > entries[0].at == first.published_at


def test_nothing_is_missing_where_everything_was_done_by_the_portal(db):
    history("herning")
    before = told(own(RecordEntry))
    with editions_may_change():
        assert write_missing() == 0
    assert told(own(RecordEntry)) == before
