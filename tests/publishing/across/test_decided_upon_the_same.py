"""Processes that decided upon the same state do the same deed at once: one is done, the others hear that somebody was faster."""

import json

import pytest

from tests.processes import environment_with, run
from tests.publishing.test_publish_at_once import start

PEOPLE = 4
#: What each deed leaves changed in a plan, done once.
DEEDS = {
    "publish": {"editions": 3},
    "publish again": {"editions": 3},
    "withdraw": {"withdrawals": 1},
    "delete": {"versions": [1, 1]},
    "move": {"moves": 1},
    "edit": {"versions": [1, 1, 1, 2]},
    "bulk edit": {"versions": [1, 2, 1, 2]},
}
BEFORE = {"editions": 2, "withdrawals": 0, "moves": 0, "versions": [1, 1, 1, 1], "findings": 0}

PREPARE = f"""
from apps.publishing.operations.publish import publish
from tests.factories import MunicipalityFactory, UserFactory, element, make_plan
by = UserFactory(email="redaktion@example.dk")
town = MunicipalityFactory()
for deed in {list(DEEDS)!r}:
    tree = element("section", "A", element("section", "A1")), element("section", "B")
    plan = make_plan(*tree, municipality=town, title=deed)
    publish(plan=plan, by=by, nature="adopted")
    publish(plan=plan, by=by, nature="editorial")
"""
DO = """
import sys
from apps.accounts.models import User
from apps.core.conflicts import Conflict
from apps.publishing.comparison.publish_preview import publish_preview
from apps.publishing.models import Edition
from apps.publishing.operations.publish import publish, republish
from apps.publishing.operations.withdraw import withdraw
from apps.strategies import tree
from apps.strategies.models import Plan
from apps.strategies.operations.bulk_edit import change_kind
from apps.strategies.operations.edit import edit_element
from apps.strategies.operations.move import move_elements
by = User.objects.get(email="redaktion@example.dk")

def decided_upon(plan):
    a, b = (plan.elements.get(title=title) for title in "AB")
    first, state, below = plan.editions.get(number=1), publish_preview(plan).state, tree.subtree_state(a)
    of_plan = {"plan_id": plan.pk, "by": by}
    return {
        "publish": lambda: publish(plan=plan, by=by, nature="adopted", expected=state),
        "publish again": lambda: republish(edition=first, by=by, expected=2),
        "withdraw": lambda: withdraw(plan=plan, by=by, expected=2),
        "delete": lambda: tree.delete(**of_plan, element_id=a.pk, expected=below),
        "move": lambda: move_elements(**of_plan, expected={b.pk: 0}, parent_id=a.pk, after="first"),
        "edit": lambda: edit_element(**of_plan, element_id=b.pk, based_on=1, title=sys.argv[1]),
        "bulk edit": lambda: change_kind(**of_plan, based_on={a.pk: 1, b.pk: 1}, kind="theme"),
    }[plan.title]

for plan in Plan.objects.order_by("pk"):
    do = decided_upon(plan)
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        do()
    except Conflict:
        print("refused", flush=True)
    else:
        print("done", flush=True)
"""
REPORT = """
import json
from apps.strategies.models import Move, Plan
from apps.strategies.tree.integrity import plan_findings
print(json.dumps({
    plan.title: {
        "editions": plan.editions.count(),
        "withdrawals": plan.withdrawals.count(),
        "moves": Move.objects.filter(plan=plan).count(),
        "versions": list(plan.elements.order_by("lft").values_list("version", flat=True)),
        "findings": len(plan_findings(plan)),
    }
    for plan in Plan.objects.all()
}))
"""


@pytest.mark.long
def test_one_is_done_and_the_others_are_told(database_url):
    environment = environment_with(database_url)
    run(PREPARE, environment)
    people = [start(DO, environment, f"Titel {number}") for number in range(PEOPLE)]
    said = {}
    for deed in DEEDS:
        for person in people:
            assert person.stdout.readline() == "ready\n", person.stderr.read()
        for person in people:
            person.stdin.write("\n")
            person.stdin.flush()
        said[deed] = sorted(person.stdout.readline().strip() for person in people)
    assert [person.wait(timeout=60) for person in people] == [0] * PEOPLE
    assert said == {deed: ["done", *["refused"] * (PEOPLE - 1)] for deed in DEEDS}
    assert json.loads(run(REPORT, environment)) == {d: {**BEFORE, **changed} for d, changed in DEEDS.items()}
