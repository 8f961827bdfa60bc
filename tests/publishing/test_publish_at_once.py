"""Processes publish one plan while others move its elements and withdraw it: every edition is whole, and one is current."""

import json
import subprocess
import sys

import pytest

from tests.processes import PATIENT, ROOT, environment_with, run

PUBLISHERS, MOVERS, EACH = 3, 2, 8

PREPARE = """
from tests.factories import UserFactory, element, make_plan
UserFactory(email="redaktion@example.dk")
make_plan(*[element("section", f"A{n}", *[element("section", f"B{n}{m}") for m in range(4)]) for n in range(10)])
"""
PUBLISH = f"""
{PATIENT}
import sys
from apps.accounts.models import User
from apps.publishing.operations.publish import publish
from apps.strategies.models import Plan
plan, by = Plan.objects.get(), User.objects.get()
for _ in range(int(sys.argv[1])):
    patiently(publish, plan=plan, by=by, nature="editorial")
"""
MOVE = f"""
{PATIENT}
import random, sys
from django.core.exceptions import ValidationError
from apps.strategies import tree
from apps.strategies.models import Plan
plan, chance = Plan.objects.get(), random.Random(int(sys.argv[2]))
ids = list(plan.elements.values_list("pk", flat=True))
for _ in range(5 * int(sys.argv[1])):
    try:
        patiently(tree.move, plan_id=plan.pk, element_id=chance.choice(ids), parent_id=chance.choice(ids), by=None, position=chance.randrange(4))
    except ValidationError:
        pass
"""
REPORT = """
import json
from apps.municipalities.models import Municipality
from apps.publishing.digest import is_intact
from apps.publishing.models import Edition, PublishedAddress
from apps.strategies.models import Plan
plan = Plan.objects.get()
def rows(edition):
    return list(edition.elements.order_by("position").values_list("position", "last_position", "parent_position", "depth"))
print(json.dumps({
    "numbers": sorted(Edition.objects.values_list("number", flat=True)),
    "current": list(Edition.objects.current().values_list("number", flat=True)),
    "intact": all(is_intact(edition) for edition in Edition.objects.all()),
    "version": Municipality.objects.get().public_version,
    "addresses": PublishedAddress.objects.count(),
    "trees": [rows(edition) for edition in Edition.objects.all()],
}))
"""


def start(code, environment, *arguments):
    program = f"import django; django.setup()\n{code}"
    command = [sys.executable, "-c", program, *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    )


@pytest.mark.long
def test_editions_published_at_once_are_numbered_in_a_row_and_whole(database_url):
    environment = environment_with(database_url)
    run(PREPARE, environment)
    processes = [start(PUBLISH, environment, EACH) for _publisher in range(PUBLISHERS)]
    processes += [start(MOVE, environment, EACH, seed) for seed in range(MOVERS)]
    said = [process.communicate(timeout=300)[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes), said

    after = json.loads(run(REPORT, environment))
    published = PUBLISHERS * EACH
    assert after["numbers"] == list(range(1, published + 1))
    assert after["current"] == [published]
    assert after["version"] == published + 1
    assert after["addresses"] == 50
    assert after["intact"]
    for rows in after["trees"]:
        check_tree(rows)


def check_tree(rows):
    """The rows of an edition are one tree in reading order."""
    assert [position for position, *_rest in rows] == list(range(51))
    for position, last, parent, depth in rows:
        below = rows[position + 1 : last + 1]
        assert all(row[3] > depth for row in below)
        assert last == 50 or rows[last + 1][3] <= depth
        if position:
            assert rows[parent][3] == depth - 1
            assert rows[parent][0] < position <= rows[parent][1]
