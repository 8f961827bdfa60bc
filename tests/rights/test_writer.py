"""A writer edits and does not publish: the screens show no deed the role may not do, and each such deed is refused."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from apps.municipalities.models import Invitation, Membership
from apps.municipalities.permissions import may_enter_admin, must_have_second_factor
from apps.municipalities.roles import Capability, Role, role_choices, roles_with
from apps.publishing.models import Edition, PreviewLink
from apps.publishing.operations.publish import publish
from tests.bystander import own
from tests.factories import MembershipFactory, element, make_plan

DEEDS = re.compile(
    r'href="(/admin/[^"]*(?:publish/|everydayword/add|again|withdraw|retract|preview-links|invitation|membership|accounts|activity|readers|pagecomment)[^"]*)"'
)


@pytest.fixture
def writer(herning):
    return MembershipFactory(municipality=herning, role=Role.WRITER).user


@pytest.fixture
def plan(herning, portal_admin):
    plan = make_plan(element("goal", "Mål", text="Ord"), title="Plan", slug="plan", municipality=herning)
    for _ in range(2):
        publish(plan=plan, by=portal_admin, nature="adopted")
    return plan


def shown(client, name, *args, query=""):
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_writer_enters_admin_and_needs_a_second_factor_like_other_staff(writer, settings):
    assert may_enter_admin(writer)
    assert not must_have_second_factor(writer)
    settings.SECOND_FACTOR_FOR_STAFF = True
    assert must_have_second_factor(writer)


def test_the_role_is_one_row_of_the_table():
    assert ("writer", "skribent") in [(code, str(label)) for code, label in role_choices()]
    assert {c for c in Capability if Role.WRITER in roles_with(c)} == {"read_drafts", "enter_admin", "edit"}


def test_no_screen_of_a_writer_shows_a_deed_the_role_may_not_do(client, writer, editor, plan, herning):
    goal = plan.elements.get(title="Mål")
    pages = [
        ("admin:index",), ("admin:strategies_plan_changelist",), ("admin:strategies_plan_change", plan.pk),
        ("admin:strategies_element_change", goal.pk), ("admin:strategies_element_history", goal.pk),
        ("admin:publishing_editions", plan.pk), ("admin:municipalities_municipality_change", herning.pk),
        ("workspace:tree", "herning"), ("account_home",),
    ]  # fmt: skip
    seen = {}
    for person in (writer, editor):
        client.force_login(person)
        html = "".join(shown(client, name, *args) for name, *args in pages)
        html += shown(client, "admin:strategies_element_changelist", query=f"?plan={plan.pk}")
        seen[person] = set(DEEDS.findall(html))
    assert seen[writer] == set()
    assert {
        reverse("admin:publishing_publish", args=[plan.pk]),
        reverse("admin:publishing_withdraw", args=[plan.pk]),
    } <= seen[editor]


def test_the_checklist_of_a_writer_leaves_to_others_what_others_do(client, writer, herning):
    client.force_login(writer)
    html = shown(client, "admin:index")
    assert DEEDS.findall(html) == []
    assert html.count("Det gør andre:") == 3  # the contact, the people, publishing
    assert reverse("admin:strategies_plan_add") in html


def test_the_workspace_says_that_a_writer_edits(client, writer, plan):
    client.force_login(writer)
    html = shown(client, "workspace:tree", "herning")
    assert "Du redigerer i administrationen." in html
    assert "offentliggør i administrationen" not in html


@pytest.mark.parametrize("name", ["publish", "withdraw", "retract", "preview_links"])
def test_what_a_writer_may_see_and_not_do_is_403_in_words(client, writer, editor, plan, name):
    client.force_login(writer)
    before = own(Edition).count()
    for ask in (client.get, client.post):
        answer = ask(reverse(f"admin:publishing_{name}", args=[plan.pk]))
        assert answer.status_code == 403
        html = answer.content.decode()
        assert "Du har ikke ret til at" in html
        assert "i Herning Kommune." in html
        assert f"Spørg en af dem, der giver adgang der: {editor}." in html
    assert own(Edition).count() == before
    assert not own(PreviewLink).exists()


@pytest.mark.parametrize("model", ["invitation", "membership"])
def test_whom_others_give_access_a_writer_does_not_see(client, writer, herning, model):
    client.force_login(writer)
    values = {
        "email": "ny@example.dk",
        "municipality": herning.pk,
        "role": "editor",
        "starts_on": "2026-01-01",
    }
    members = own(Membership).count()
    for name in ("changelist", "add"):
        address = reverse(f"admin:municipalities_{model}_{name}")
        assert client.get(address).status_code == 404
        assert client.post(address, values).status_code in (403, 404)
    assert not own(Invitation).exists()
    assert own(Membership).count() == members


def test_a_writer_publishes_by_no_command(writer, plan):
    with pytest.raises(CommandError, match=writer.email):
        call_command("publish", "herning/plan", by=writer.email, note="Nej", stdout=StringIO())
    assert own(Edition).count() == 2


def test_a_writer_writes(client, writer, plan):
    client.force_login(writer)
    goal = plan.elements.get(title="Mål")
    form = {"title": "Andet mål", "kind": "goal", "body": "<p>Ord</p>", "version": goal.version}
    assert client.post(reverse("admin:strategies_element_change", args=[goal.pk]), form).status_code == 302
    goal.refresh_from_db()
    assert goal.title == "Andet mål"
