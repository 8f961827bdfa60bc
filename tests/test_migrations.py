"""Migrations form one line and can be taken back and forth with data in the tables."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from apps.strategies.models import Element
from tests.source_code import ROOT

APPS = sorted(path.parent.name for path in ROOT.glob("apps/*/migrations"))


@pytest.mark.django_db
def test_each_app_has_one_line_of_migrations():
    graph = MigrationLoader(connection).graph
    assert [app for app in APPS if len(graph.leaf_nodes(app)) != 1] == []


def _migrate(targets):
    MigrationExecutor(connection).migrate(targets)


@pytest.mark.without_bystander("it migrates the tables of everybody")
@pytest.mark.django_db(transaction=True)
def test_they_can_be_taken_back_and_forth_with_data_in_the_tables(capsys):
    call_command("load_strategies")
    before = list(Element.objects.order_by("pk").values_list("pk", "title", "body", "lft", "rght"))
    graph = MigrationLoader(connection).graph
    try:
        _migrate([node for app in APPS for node in graph.root_nodes(app)])
    finally:
        _migrate(graph.leaf_nodes())
    assert list(Element.objects.order_by("pk").values_list("pk", "title", "body", "lft", "rght")) == before
    call_command("check_trees")
