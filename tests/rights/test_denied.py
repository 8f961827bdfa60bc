"""Somebody who may do everything but one thing tries that by form, by bulk action, by drag and by command."""

from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from apps.municipalities.roles import GRANTS, Capability, Role
from apps.publishing.comparison.publish_preview import publish_preview
from apps.strategies.models import Element, Move, Plan

#: Written by signing in and looking, whatever is done.
BESIDE = {"sessions.session", "usersessions.usersession"}


def everything() -> dict[str, list[Any]]:
    """Every row of every table."""
    models = [model for model in apps.get_models() if model._meta.label_lower not in BESIDE]
    return {m._meta.label_lower: list(m._base_manager.order_by("pk").values_list()) for m in models}


def on_elements(world: dict[str, Any]) -> dict[str, tuple[str, str, list[Any], dict[str, Any]]]:
    """For each deed: the capability it takes, the address and the form that does it."""
    plan, goal = (
        Plan.objects.get(pk=world["strategies.plan"]),
        Element.objects.get(pk=world["strategies.element"]),
    )
    town, _day = world["municipalities.municipality"], timezone.localdate()
    kept = world["form"]
    chosen = {"plan": plan.pk, "element": kept["element"]}
    {"_selected_action": world["municipalities.invitation"]}
    text = {"title": "Nyt", "kind": "goal", "body": "<p>Nyt</p>", "version": goal.version}
    element, _of_plan = "admin:strategies_element_", "admin:publishing_"
    {"nature": "adopted", "expected": publish_preview(plan).state}
    return {
        "rewrite by form": ("edit", f"{element}change", [goal.pk], text),
        "delete by form": ("edit", f"{element}delete", [goal.pk], {}),
        "move by form": ("edit", f"{element}move", [goal.pk], {"place": world["form"]["other"], "newest_move": 0}),
        "split by form": ("edit", f"{element}split", [goal.pk], {"at": 2, "kind": "goal", "title": "B", "version": goal.version}),
        "move by drag": ("edit", f"{element}arrange", [], {**chosen, "parent": kept["parent"], "place": "first"}),
        "change kind in bulk": ("edit", f"{element}together", [], {**chosen, "do": "kind", "kind-kind": "section"}),
        "move in bulk": ("edit", f"{element}together", [], {**chosen, "do": "move", "move-parent": kept["parent"], "move-place": "first"}),
        "bring back": ("edit", "admin:strategies_binnedsubtree_change", [world["strategies.binnedsubtree"]], {"parent": kept["parent"]}),
        "add a committee": ("edit", "admin:municipalities_committee_add", [], {"municipality": town, "name": "Ny", "slug": "ny", "kind": "unit"}),
    }  # fmt: skip


def on_others(world: dict[str, Any]) -> dict[str, tuple[str, str, list[Any], dict[str, Any]]]:
    """Likewise for what is done with plans, people and the municipality."""
    plan, goal = (
        Plan.objects.get(pk=world["strategies.plan"]),
        Element.objects.get(pk=world["strategies.element"]),
    )
    town, day = world["municipalities.municipality"], timezone.localdate()
    kept = world["form"]
    {"plan": plan.pk, "element": kept["element"]}
    action = {"_selected_action": world["municipalities.invitation"]}
    _element, of_plan = "admin:strategies_element_", "admin:publishing_"
    published = {"nature": "adopted", "expected": publish_preview(plan).state}
    retracted = {"identity": goal.identity_id, "words": "Flere ord", "reason": "Prøve", "sure": "on"}
    return {
        "publish": ("publish", f"{of_plan}publish", [plan.pk], published),
        "publish again": ("publish", f"{of_plan}again", [plan.pk, 1], {"public_note": "Igen"}),
        "withdraw": ("publish", f"{of_plan}withdraw", [plan.pk], {"public_note": "Væk"}),
        "retract": ("retract", f"{of_plan}retract", [plan.pk], retracted),
        "make a preview link": ("share_drafts", f"{of_plan}preview_links", [plan.pk], {"days": 5}),
        "close a preview link": ("share_drafts", f"{of_plan}preview_withdraw", [plan.pk, world["link"]], {}),
        "invite": ("manage_members", "admin:municipalities_invitation_add", [], {"email": "b@example.dk", "municipality": town, "role": "editor"}),
        "invite again in bulk": ("manage_members", "admin:municipalities_invitation_changelist", [], {**action, "action": "send_again"}),
        "withdraw invitations in bulk": ("manage_members", "admin:municipalities_invitation_changelist", [], {**action, "action": "withdraw"}),
        "end a membership": (
            "manage_members", "admin:municipalities_membership_change", [world["municipalities.membership"]],
            {"role": "council_member", "starts_on": day, "ends_on": day + timedelta(1)},
        ),
        "delete memberships in bulk": (
            "manage_members", "admin:municipalities_membership_changelist", [],
            {"_selected_action": world["municipalities.membership"], "action": "delete_selected", "post": "yes"},
        ),
        "change the particulars": (
            "edit_municipality", "admin:municipalities_municipality_change", [town],
            {"name": "Nyt navn", "accent_colour": "#112233"},
        ),
        "note": ("read_drafts", "workspace:note", ["herning", goal.identity.uid], {"text": "Husk"}),
        "follow": ("read_drafts", "workspace:follow", ["herning", goal.identity.uid], {"follow": "1"}),
    }  # fmt: skip


DEEDS = {
    "edit": [
        "rewrite by form", "delete by form", "move by form", "split by form", "move by drag", "change kind in bulk",
        "move in bulk", "bring back", "add a committee",
    ],
    "publish": ["publish", "publish again", "withdraw"],
    "retract": ["retract"],
    "share_drafts": ["make a preview link", "close a preview link"],
    "manage_members": [
        "invite", "invite again in bulk", "withdraw invitations in bulk", "end a membership", "delete memberships in bulk",
    ],
    "edit_municipality": ["change the particulars"],
    "read_drafts": ["note", "follow"],
}  # fmt: skip
TRIED = [(capability, deed) for capability, names in DEEDS.items() for deed in names]


@pytest.mark.parametrize(("capability", "deed"), TRIED)
def test_without_its_capability_a_deed_is_refused_and_nothing_written(
    client, world, clerk, monkeypatch, capability, deed
):
    client.force_login(clerk)
    needed, name, args, form = {**on_elements(world), **on_others(world)}[deed]
    assert needed == capability
    before = everything()
    for held in (
        frozenset(Capability) - {capability},
        frozenset(Capability) - {Capability.ENTER_ADMIN, capability},
    ):
        monkeypatch.setitem(GRANTS, Role.EDITOR, held)
        answer = client.post(reverse(name, args=args), form)
        refused = answer.status_code in (403, 404) or answer.headers.get("Location", "").startswith(
            "/admin/login/"
        )
        assert refused, answer.status_code
        assert everything() == before
    monkeypatch.setitem(GRANTS, Role.EDITOR, frozenset(Capability))
    answer = client.post(reverse(name, args=args), form)
    assert answer.status_code in (200, 302)
    assert everything() != before  # the very same form does it where the right is there


def test_without_the_right_to_publish_no_command_publishes(world, clerk, monkeypatch):
    monkeypatch.setitem(GRANTS, Role.EDITOR, frozenset(Capability) - {Capability.PUBLISH})
    before = everything()
    with pytest.raises(CommandError, match=clerk.email):
        call_command("publish", "herning/plan", by=clerk.email, note="Nej", stdout=StringIO())
    assert everything() == before


def test_moving_back_by_drag_takes_the_right_to_edit(client, world, clerk, monkeypatch):
    client.force_login(clerk)
    form = {"plan": world["strategies.plan"], "element": world["form"]["element"], "place": "first"}
    client.post(reverse("admin:strategies_element_arrange"), {**form, "parent": world["form"]["parent"]})
    deed = Move.objects.latest("pk").event_id
    before = everything()
    monkeypatch.setitem(GRANTS, Role.EDITOR, frozenset(Capability) - {Capability.EDIT})
    back = {"plan": world["strategies.plan"]}
    for one in (deed, uuid4()):
        assert (
            client.post(reverse("admin:strategies_element_undo"), {**back, "event": one}).status_code == 403
        )
    assert everything() == before
