"""Contributors report in a round while it is closed: each report is in it or refused, and what is frozen is the last of them.

``GOALS=1000 script/test tests/followup/operations/test_rounds_at_once.py`` asks about more.
"""

import json
import os
import subprocess
import sys

import pytest

from tests.processes import ROOT, environment_with, run

CONTRIBUTORS, GOALS = 12, int(os.environ.get("GOALS", 5))

PREPARE = f"""
from datetime import timedelta
from django.utils import timezone
from apps.followup.operations.rounds import open_round
from apps.publishing.operations.publish import publish
from tests.factories import UserFactory, element, make_plan
by = UserFactory(email="redaktion@example.dk")
plan = make_plan(*[element("goal", f"Mål {{n}}") for n in range({GOALS})])
publish(plan=plan, by=by, nature="adopted")
open_round(
    municipality=plan.municipality, title="Runde", deadline=timezone.localdate() + timedelta(days=9), plans=[plan], by=by
)
"""
CONTRIBUTE = """
import random, sys, time
from apps.accounts.models import User
from apps.followup.models import FollowUpRound, RoundElement
from apps.followup.operations.report import Report, RoundClosed, report
chance, by, round = random.Random(int(sys.argv[1])), User.objects.get(), FollowUpRound.objects.get()
asked = list(RoundElement.objects.values_list("identity", flat=True))
made, refused = 0, 0
while refused < 3:
    chosen = chance.sample(asked, chance.randrange(1, len(asked) + 1))
    status = chance.choice(["on_track", "at_risk", "completed"])
    reports = [Report(pk, status, is_public=chance.random() < 0.8) for pk in chosen]
    try:
        made += len(report(reports=reports, by=by, round=round))
    except RoundClosed:
        refused += 1
    time.sleep(chance.random() / 50)
print(made, refused)
"""
CLOSE = """
import time
from apps.accounts.models import User
from apps.core.conflicts import DoneMeanwhile
from apps.followup.models import FollowUpRound, StatusUpdate
from apps.followup.operations.rounds import close_round
while StatusUpdate.objects.count() < 60:
    time.sleep(0.01)
try:
    close_round(round=FollowUpRound.objects.get(), by=User.objects.get())
    print("closed")
except DoneMeanwhile:
    print("done meanwhile")
"""
LOOK = """
import json
from apps.followup.models import FollowUpRound, RoundElement, StatusUpdate
from apps.followup.reading import current_statuses, round_rows
from apps.municipalities.models import Municipality
round = FollowUpRound.objects.get()
last, current = {}, {}
for update in StatusUpdate.objects.filter(is_public=True).order_by("on", "pk"):
    last[update.identity_id] = update
rows = RoundElement.objects.order_by("pk")
print(json.dumps({
    "is_open": round.is_open,
    "updates": StatusUpdate.objects.filter(round=round).count(),
    "elsewhere": StatusUpdate.objects.exclude(round=round).count(),
    "frozen": [row.update_id for row in rows],
    "last": [last[row.identity_id].pk if row.identity_id in last else None for row in rows],
    "current": [StatusUpdate.objects.filter(identity=row.identity_id, is_current=True).values_list("pk", flat=True).first() for row in rows],
    "late": StatusUpdate.objects.filter(reported_at__gt=round.closed_at).count(),
    "read": [row.status for row in round_rows(round)],
    "said": [last[row.identity_id].status if row.identity_id in last else None for row in rows],
}))
"""


def start(code, environment, *arguments):
    program = f"import django; django.setup()\n{code}"
    command = [sys.executable, "-c", program, *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True)


@pytest.mark.long
def test_every_report_is_in_the_closed_round_or_refused(database_url):
    environment = environment_with(database_url)
    run(PREPARE, environment)
    contributors = [start(CONTRIBUTE, environment, seed) for seed in range(CONTRIBUTORS)]
    closers = [start(CLOSE, environment) for _closer in range(2)]
    told = [process.communicate(timeout=300) for process in [*contributors, *closers]]
    ended = [process.returncode for process in [*contributors, *closers]]
    assert ended == [0] * len(ended), [error for _said, error in told]

    said = [out.split() for out, _error in told]
    assert sorted(" ".join(words) for words in said[CONTRIBUTORS:]) == ["closed", "done meanwhile"]
    assert [int(refused) for _made, refused in said[:CONTRIBUTORS]] == [3] * CONTRIBUTORS
    after = json.loads(run(LOOK, environment))
    assert not after["is_open"]
    assert after["updates"] == sum(int(made) for made, _refused in said[:CONTRIBUTORS])
    assert (after["elsewhere"], after["late"]) == (0, 0)
    assert after["frozen"] == after["last"] == after["current"]
    assert after["read"] == after["said"]
    assert len(after["read"]) == GOALS
