"""The plan that ``bench.writers`` works on, and the check of what became of it; imported once Django is set up."""

from collections import Counter
from typing import Any

from django.core.management import call_command
from django.test import Client

from apps.accounts.models import User
from apps.municipalities.models import Membership, Municipality
from apps.municipalities.roles import Role
from apps.strategies.models import BinnedSubtree, Element, Plan
from apps.strategies.tree import create_plan
from apps.strategies.tree.building import NewElement
from apps.strategies.tree.integrity import findings
from bench.writer import Writer


def prepare(writers: int, elements: int) -> dict[str, Any]:
    """Make the tables, an editor for each writer with a session of theirs, and a plan."""
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    municipality = Municipality.objects.create(name="Skriveby Kommune", slug="skriveby", code="999")
    sessions = []
    for number in range(writers):
        user = User.objects.create_user(f"writer{number}@example.dk", password=None)
        Membership.objects.create(user=user, municipality=municipality, role=Role.EDITOR)
        client = Client()
        client.force_login(user)
        sessions.append(client.cookies["sessionid"].value)
    plan = Plan(municipality=municipality, title="Plan", slug="plan")
    below = tuple(NewElement("section", f"Afsnit {number}") for number in range(elements))
    root = create_plan(plan, root=NewElement("document", "Plan", children=below), by=None)
    keys = list(plan.elements.without_root().in_reading_order().values_list("pk", flat=True))
    return {"plan": plan.pk, "root": root.pk, "elements": keys, "sessions": sessions}


def verify(team: list[Writer]) -> dict[str, Any]:
    """Violations of the trees, and acknowledged writes of which there is no trace."""
    history = set(Element.history.values_list("title", flat=True))
    there = set(Element.objects.values_list("identity_id", flat=True)) | _binned()
    versions = Counter(Element.history.filter(history_type="~").values_list("identity_id", "version"))
    lost = [title for writer in team for title in (*writer.added, *writer.saved) if title not in history]
    lost += [f"identity {key}" for key in set(Element.history.values_list("identity_id", flat=True)) - there]
    lost += [f"identity {key}, version {v}" for (key, v), times in versions.items() if times > 1]
    lost += [f"place of element {key}" for key in _misplaced(team)]
    return {"violations": [finding.text for finding in findings()], "lost": lost}


def _misplaced(team: list[Writer]) -> list[int]:
    """Elements that stand elsewhere than their only mover was told, as far as neither they nor the place were deleted."""
    parents = dict(Element.objects.values_list("pk", "parent_id"))
    placed = {pk: parent for writer in team for pk, parent in writer.placed.items()}
    return [pk for pk, parent in placed.items() if parents.get(pk, parent) != parent and parent in parents]


def _binned() -> set[int]:
    """The identities of everything that lies in the bin."""
    uids: list[str] = []
    stack = [row.content for row in BinnedSubtree.objects.restorable()]
    while stack:
        node = stack.pop()
        uids.append(node["uid"])
        stack += node["children"]
    identity = Element._meta.get_field("identity").related_model
    return set(identity.objects.filter(uid__in=uids).values_list("pk", flat=True))
