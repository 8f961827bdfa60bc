"""Editions that were made before committees and topics stood in them as references."""

import hashlib
from datetime import date
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from apps.municipalities.models import Municipality
from apps.publishing.comparison.pending_changes import pending_changes
from apps.publishing.digest import is_intact
from apps.publishing.models import Edition
from apps.publishing.operations.publish import publish
from apps.strategies.models import Topic
from tests.factories import CommitteeFactory, MembershipFactory, MunicipalityFactory, element, make_plan

BEFORE = ("publishing", "0004_preview_links")


@pytest.fixture
def editor():
    return MembershipFactory(municipality=MunicipalityFactory(slug="herning"), role="editor").user


def _plan(editor):
    herning = Municipality.objects.get(slug="herning")
    climate = CommitteeFactory(municipality=herning, name="Klimaudvalget", slug="klima")
    CommitteeFactory(name="Klimaudvalget", slug="andens")
    for slug in ("tvilling-1", "tvilling-2"):
        CommitteeFactory(municipality=herning, name="Tvillingen", slug=slug)
    plan = make_plan(
        element("goal", "Mål", text="Et.", responsible_id=climate.pk),
        element("goal", "Tvilling", responsible_id=herning.committees.get(slug="tvilling-1").pk),
        municipality=herning,
        committee=climate,
        adopted_on=date(2021, 11, 16),
        by=editor,
    )
    goal = plan.elements.get(title="Mål").identity
    goal.topics.set(
        [Topic.objects.create(slug="vand", name="Vand"), Topic.objects.create(slug="klima", name="Klima")]
    )
    return plan


def _to(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def _seal_as_then(apps):
    """What the program of that time kept as the digest."""
    old = import_module("apps.publishing.migrations.0005_committees_and_topics_on_editions")
    return {
        edition.pk: hashlib.sha256(
            "".join(f"{part}\0" for part in old._parts(apps, edition)).encode()
        ).hexdigest()
        for edition in apps.get_model("publishing", "Edition").objects.all()
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.without_bystander("it migrates the tables of everybody")
def test_they_are_migrated_whole_and_do_not_differ_from_those_made_after(editor):
    plan = _plan(editor)
    publish(plan=plan, by=editor, nature="adopted")
    leaves = MigrationLoader(connection).graph.leaf_nodes()
    try:
        apps = _to([BEFORE])
        edition = apps.get_model("publishing", "Edition").objects.get()
        row = apps.get_model("publishing", "EditionElement").objects.get(title="Mål")
        assert (edition.committee_name, row.responsible_name) == ("Klimaudvalget", "Klimaudvalget")
        assert row.topics == ["klima", "vand"]
        digest = edition.digest
        assert {edition.pk: digest} == _seal_as_then(apps)
        row.topics = ["klima", "forsvundet", "vand"]
        row.save(update_fields=["topics"])
        edition.digest = _seal_as_then(apps)[edition.pk]
        edition.save(update_fields=["digest"])
    finally:
        _to(leaves)
    old = Edition.objects.get()
    assert (old.digest, old.digest_format) == (edition.digest, 1)
    assert is_intact(old)
    assert (old.committee.slug, old.committee_slug) == ("klima", "klima")
    goal = old.elements.get(title="Mål")
    assert (goal.responsible_id, goal.responsible_slug) == (old.committee_id, "klima")
    twin = old.elements.get(title="Tvilling")
    assert (twin.responsible, twin.responsible_slug, twin.responsible_name) == (None, "", "Tvillingen")
    assert list(goal.topics.order_by("pk").values_list("slug", "name", "topic__slug")) == [
        ("klima", "Klima", "klima"),
        ("forsvundet", "", None),
        ("vand", "Vand", "vand"),
    ]
    found = pending_changes(plan)
    assert [change.facts[0].name for change in found.comparison.changed] == ["topics"]
    plan.elements.get(title="Mål").identity.topics.add(
        Topic.objects.create(slug="forsvundet", name="Genopstået")
    )
    assert pending_changes(plan).is_empty
    new = publish(plan=plan, by=editor, nature="editorial")
    assert is_intact(new)
    assert new.digest_format == 4
