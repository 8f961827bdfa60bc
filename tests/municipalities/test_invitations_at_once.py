"""Several who press the button at the same moment, each in a process of its own."""

import json
import subprocess
import sys

import pytest

from tests.processes import ROOT, environment_with, run

AT_ONCE = 4
NEW = {"email": "ny@example.dk", "full_name": "Nina Ny"}

PREPARE = """
from tests.factories import MembershipFactory
MembershipFactory(role="editor", user__email="redaktion@example.dk")
"""
INVITE = f"""
from apps.accounts.models import User
from apps.municipalities.invitations import invite
from apps.municipalities.models import Municipality
by, place = User.objects.get(email="redaktion@example.dk"), Municipality.objects.get()
print(invite(**{NEW!r}, municipality=place, role="council_member", by=by)[1])
"""
ACCEPT = f"""
import sys
from apps.municipalities.invitations import InvitationUnusable, accept_with_new_account
try:
    accept_with_new_account(token=sys.argv[1], **{NEW!r}, password="en-helt-ny-adgangskode")
except InvitationUnusable:
    print("unusable")
else:
    print("accepted")
"""
REPORT = """
import json
from apps.accounts.models import User
from apps.municipalities.invitations import InvitationUnusable, find_usable
from apps.municipalities.models import Invitation, Membership
def works(token):
    try:
        return bool(find_usable(token))
    except InvitationUnusable:
        return False
print(json.dumps({
    "invitations": Invitation.objects.count(),
    "accounts": User.objects.filter(email="ny@example.dk").count(),
    "memberships": Membership.objects.filter(user__email="ny@example.dk").count(),
    "working": [token for token in sys.argv[1:] if works(token)],
}))
"""


def together(code, environment, *arguments):
    """What ``code`` printed in each of several processes that ran together."""
    command = [sys.executable, "-c", f"import django; django.setup()\n{code}", *arguments]
    processes = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for _process in range(AT_ONCE)
    ]
    return [process.communicate(timeout=120)[0].strip() for process in processes]


@pytest.mark.long
def test_one_person_invited_and_accepting_several_times_at_once_is_let_in_once(database_url):
    environment = environment_with(database_url)
    run(PREPARE, environment)
    tokens = together(INVITE, environment)
    assert len(set(tokens)) == AT_ONCE
    report = "import sys\n" + REPORT
    code = [sys.executable, "-c", f"import django; django.setup()\n{report}", *tokens]
    state = json.loads(subprocess.run(code, cwd=ROOT, env=environment, capture_output=True, text=True).stdout)
    assert (state["invitations"], len(state["working"])) == (1, 1)
    answers = together(ACCEPT, environment, state["working"][0])
    assert sorted(answers) == ["accepted", *["unusable"] * (AT_ONCE - 1)]
    state = json.loads(subprocess.run(code, cwd=ROOT, env=environment, capture_output=True, text=True).stdout)
    assert state == {"invitations": 1, "accounts": 1, "memberships": 1, "working": []}
