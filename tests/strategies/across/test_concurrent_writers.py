"""Real processes write the same trees at once, on a database of their own: a file for SQLite, a database for PostgreSQL.

Afterwards no tree is damaged and everything a writer was told succeeded is there.
"""

import json
import os
import subprocess
import sys

import pytest

from tests.processes import ROOT, environment_with, run

WRITERS, SEED = 8, 20211116
OPERATIONS = int(os.environ.get("CONCURRENT_OPERATIONS", "100"))

PREPARE = f"""
from apps.accounts.models import User
from tests.factories import element, make_plan
for number in range({WRITERS}):
    User.objects.create_user(f"writer{{number}}@example.dk")
for letter in "AB":
    make_plan(*[element("section", f"{{letter}}{{n}}", element("section", f"{{letter}}{{n}}1")) for n in range(8)], title=letter)
"""

REPORT = """
import json
from apps.strategies.tree.integrity import findings
from apps.strategies.models import BinnedSubtree, Element
tree = {str(e.identity.uid): (str(e.parent.identity.uid), False) for e in
        Element.objects.without_root().select_related("identity", "parent__identity")}
stands = {str(e.identity.uid): (e.version, e.title) for e in Element.objects.select_related("identity")}
def visit(data, parent, top):
    assert data["uid"] not in tree, "in the tree and in the bin"
    tree[data["uid"]] = (parent, top)
    stands[data["uid"]] = (data["version"], data["title"])
    for child in data["children"]:
        visit(child, data["uid"], False)
for row in BinnedSubtree.objects.restorable().select_related("parent_identity"):
    visit(row.content, str(row.parent_identity.uid), True)
uids = dict(Element.objects.model.identity.field.related_model.objects.values_list("pk", "uid"))
history = [(str(uids[row.identity_id]), row.version, row.title)
           for row in Element.history.filter(history_type="~")]
print(json.dumps({"findings": [f.text for f in findings()], "places": tree, "stands": stands, "history": history}))
"""


def write_at_once(environment: dict[str, str]) -> list[dict]:
    """Let all writers begin together; returns their ledgers."""
    program = "import django; django.setup(); from tests.strategies.concurrent_writer import main; main()"
    command = [sys.executable, "-c", program]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    writers = [
        subprocess.Popen(
            [*command, str(number), str(WRITERS), str(OPERATIONS), str(SEED)],
            cwd=ROOT,
            env=environment,
            **pipes,
        )
        for number in range(WRITERS)
    ]
    try:
        ready = [writer.stdout.readline() for writer in writers]
        assert ready == ["ready\n"] * WRITERS, [w.stderr.read() for w in writers if w.poll() is not None]
        for writer in writers:
            writer.stdin.write("go\n")
            writer.stdin.flush()
        results = [writer.communicate(timeout=300) for writer in writers]
    finally:
        for writer in writers:
            if writer.poll() is None:
                writer.kill()
    assert [error for _out, error in results if error] == []
    return [json.loads(out) for out, _error in results]


@pytest.mark.long
def test_writers_at_once_damage_no_tree_and_lose_no_acknowledged_write(database_url):
    environment = environment_with(database_url)
    run(PREPARE, environment)
    ledgers = write_at_once(environment)
    after = json.loads(run(REPORT, environment))

    assert after["findings"] == []
    done = sum(sum(ledger["done"].values()) for ledger in ledgers)
    refused = sum(sum(ledger["refused"].values()) for ledger in ledgers)
    assert done + refused == WRITERS * OPERATIONS
    assert done > WRITERS * OPERATIONS / 3, "most operations were refused: the test no longer tests much"
    check_places(ledgers, after["places"])
    check_texts(ledgers, after)


def check_places(ledgers: list[dict], places: dict[str, list]) -> None:
    """Each element is where its writer last put it, in the tree or in the bin, and none is gone."""
    expected = {uid: place for ledger in ledgers for uid, place in ledger["places"].items()}
    assert {uid: places.get(uid) for uid in expected} == expected
    assert {uid for ledger in ledgers for uid in ledger["inserted"]} <= places.keys()


def check_texts(ledgers: list[dict], after: dict) -> None:
    """Every acknowledged edit is a version of its own; the newest one stands."""
    acknowledged = [tuple(edit) for ledger in ledgers for edit in ledger["revised"]]
    assert sorted(acknowledged) == sorted(tuple(row) for row in after["history"])
    assert len({(uid, version) for uid, version, _title in acknowledged}) == len(acknowledged)
    newest = {uid: (version, title) for uid, version, title in sorted(acknowledged, key=lambda edit: edit[1])}
    assert {uid: tuple(after["stands"][uid]) for uid in newest} == newest
