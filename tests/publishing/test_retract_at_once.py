"""Processes retract at once, from the same plan and from each other's, while another publishes: no word comes back."""

import json

import pytest

from tests.processes import PATIENT, environment_with, run
from tests.publishing.test_publish_at_once import start

PREPARE = """
from apps.publishing.operations.publish import publish
from tests.factories import CommitteeFactory, MunicipalityFactory, UserFactory, element, make_plan
by = UserFactory(email="redaktion@example.dk")
place = MunicipalityFactory()
names = ["Asta Aagesen", "Bodil Birk", "Carl Clausen"]
committee = CommitteeFactory(municipality=place, name=" og ".join(names))
for title in ("Et", "To"):
    rows = [element("section", f"{name} {n}", text=" og ".join(names)) for n in range(5) for name in names]
    publish(plan=make_plan(*rows, municipality=place, title=title, committee=committee), by=by, nature="adopted")
"""
RETRACT = f"""
{PATIENT}
import sys
from django.core.exceptions import ValidationError
from apps.accounts.models import User
from apps.publishing.operations.retract import retract
from apps.strategies.models import Plan
plan, other = Plan.objects.get(title=sys.argv[2]), Plan.objects.exclude(title=sys.argv[2]).get()
identity = plan.elements.get(parent=None).identity
try:
    patiently(retract, identity=identity, by=User.objects.get(), reason="Navn.", words=sys.argv[1], also=[other.pk])
except ValidationError as refused:
    assert [error.code for error in refused.error_list] == ["absent"]
"""
PUBLISH = f"""
{PATIENT}
import sys
from apps.accounts.models import User
from apps.publishing.operations.publish import publish
from apps.strategies.models import Plan
for _ in range(int(sys.argv[1])):
    patiently(publish, plan=Plan.objects.get(title=sys.argv[2]), by=User.objects.get(), nature="editorial")
"""
REPORT = """
import json
from django.apps import apps
from apps.municipalities.models import Committee
from apps.publishing.digest import is_intact
from apps.publishing.models import Edition, Retraction
said = " ".join(str(row) for model in apps.get_models() for row in model._base_manager.values())
print(json.dumps({
    "left": [name for name in ("Aagesen", "aagesen", "Birk", "birk", "Clausen", "clausen") if name in said],
    "committee": Committee.objects.get().name,
    "intact": all(is_intact(edition) for edition in Edition.objects.all()),
    "editions": Edition.objects.count(),
    "current": Edition.objects.current().count(),
    "retractions": Retraction.objects.count(),
}))
"""


@pytest.mark.long
def test_retractions_and_publications_at_once_leave_no_word(database_url):
    environment = environment_with(database_url)
    run(PREPARE, environment)
    orders = [("Asta Aagesen", "Et"), ("Asta Aagesen", "Et"), ("Bodil Birk", "To"), ("Carl Clausen", "Et")]
    processes = [start(RETRACT, environment, *order) for order in orders]
    processes += [start(PUBLISH, environment, 4, title) for title in ("Et", "To")]
    said = [process.communicate(timeout=300)[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes), said
    gap = "[udeladt]"
    assert json.loads(run(REPORT, environment)) == {
        "left": [],
        "committee": f"{gap} og {gap} og {gap}",
        "intact": True,
        "editions": 10,
        "current": 2,
        "retractions": 6,
    }
