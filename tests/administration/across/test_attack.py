"""An editor of one municipality tries every page of admin on another's rows: they do not exist."""

from datetime import date

import pytest
from django.contrib import admin
from django.urls import reverse

from apps.accounts.models import User
from apps.municipalities.invitations import invite
from apps.municipalities.models import Committee, CouncilPeriod, Invitation, Membership, Municipality
from apps.municipalities.roles import Role
from apps.publishing.models import Edition, EverydayWord
from apps.publishing.operations.publish import publish
from apps.readership.models import PageComment
from apps.readership.operations.answer import comment
from apps.strategies import tree
from apps.strategies.models import (
    BinnedSubtree,
    Element,
    Plan,
    Relation,
    SourceDocument,
    SourcePassage,
    Topic,
)
from apps.strategies.operations.relate import relate
from tests.factories import (
    CommitteeFactory,
    CouncilPeriodFactory,
    MembershipFactory,
    element,
    make_plan,
    make_records,
)

SECRET = "Hemmelighed"
DAY = date(2026, 5, 3)


def fill(municipality, by):
    """One row of every scoped model; all texts say ``SECRET``."""
    plan = make_plan(
        element("focus_area", f"{SECRET} ét", element("goal", f"{SECRET} mål", text=SECRET)),
        element("focus_area", f"{SECRET} to"),
        element("focus_area", f"{SECRET} tre"),
        municipality=municipality,
        title=f"{SECRET} plan",
    )
    one, two, three = plan.elements.filter(level=1)
    publish(plan=plan, by=by, nature="adopted", public_note=SECRET)
    binned = tree.delete(plan_id=plan.pk, element_id=three.pk, by=by)
    document = SourceDocument.objects.create(plan=plan, number=1, title=SECRET, text=SECRET, sha256="0" * 64)
    return {
        Municipality: municipality,
        Committee: CommitteeFactory(municipality=municipality, name=f"{SECRET} udvalg"),
        Membership: Membership.objects.get(user=by),
        Invitation: invite(
            email="gaest@example.dk",
            full_name=SECRET,
            municipality=municipality,
            role="council_member",
            by=by,
        )[0],
        User: by,
        Plan: plan,
        Element: one,
        Relation: relate(source=one.identity, target=two.identity, kind="related", by=by, note=SECRET),
        BinnedSubtree: binned,
        SourceDocument: document,
        SourcePassage: SourcePassage.objects.create(
            document=document, first_line=1, last_line=1, role="label", text=SECRET
        ),
        **make_records(plan, one.identity, CommitteeFactory(municipality=municipality), by=by, words=SECRET),
        EverydayWord: EverydayWord.objects.create(municipality=municipality, word=SECRET, finds=SECRET),
        PageComment: comment(municipality=municipality, address=SECRET, day=DAY, text=SECRET),
        CouncilPeriod: CouncilPeriodFactory(),
        Topic: Topic.objects.create(name="Klima", slug="klima"),
    }


@pytest.fixture
def foreign(randers, other_editor):
    randers.name = f"{SECRET} Kommune"
    randers.save()
    other_editor.full_name = SECRET
    other_editor.save()
    return fill(randers, other_editor)


@pytest.fixture
def attacker(client, editor):
    client.force_login(editor)
    return client


def page(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
PAGES = ["change", "delete", "history"]
PORTAL_ONLY = {CouncilPeriod, Topic}


def test_every_registered_model_is_attacked(foreign):
    assert set(MODELS) == set(foreign)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize("name", PAGES)
def test_the_page_of_a_foreign_row_is_that_of_no_row(attacker, foreign, model, name):
    if model in PORTAL_ONLY:
        assert attacker.get(page(model, name, foreign[model].pk)).status_code == 404
        return
    for method in (attacker.get, attacker.post):
        answers = []
        for pk in (foreign[model].pk, 987654):
            address = page(model, name, pk)
            response = method(address)
            answers.append((response.status_code, response.content.decode().replace(address, "")))
        assert answers[0] == answers[1]
        assert answers[0][0] in (403, 404)
        assert SECRET not in answers[0][1]
    assert model._default_manager.filter(pk=foreign[model].pk).exists()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_lists_forms_and_searches_show_nothing_foreign(attacker, foreign, herning, model):
    own = make_plan(element("section", "Eget"), municipality=herning, title="Egen plan")
    addresses = [
        page(model, "changelist"),
        page(model, "changelist") + f"?q={SECRET.lower()}",
        page(model, "add"),
        page(model, "add") + f"?plan={own.pk}",
        page(model, "changelist") + "?kind=focus_area",
    ]
    for address in addresses:
        response = attacker.get(address)
        assert response.status_code in (200, 302, 400, 403, 404), address
        assert SECRET not in response.content.decode(), address


@pytest.mark.parametrize("name", ["publish", "editions", "withdraw", "retract"])
def test_publishing_pages_of_a_foreign_plan_do_not_exist(attacker, foreign, name):
    for method in (attacker.get, attacker.post):
        assert method(reverse(f"admin:publishing_{name}", args=[foreign[Plan].pk])).status_code == 404
    assert Edition.objects.get(plan=foreign[Plan]).is_current


def test_a_foreign_edition_is_not_published_again(attacker, foreign):
    assert attacker.post(reverse("admin:publishing_again", args=[foreign[Plan].pk, 1])).status_code == 404


def test_the_tree_of_a_foreign_plan_does_not_exist(attacker, foreign):
    plan, one = foreign[Plan], foreign[Element]
    for address in [
        page(Element, "changelist") + f"?plan={plan.pk}",
        page(BinnedSubtree, "changelist") + f"?plan={plan.pk}",
        page(Element, "add") + f"?plan={plan.pk}",
        page(Element, "move", one.pk),
        page(Relation, "add") + f"?source={one.pk}",
        reverse("admin:municipalities_municipality_logo", args=[foreign[Municipality].pk]),
    ]:
        assert attacker.get(address).status_code == 404, address
        assert attacker.post(address, {"title": "x"}).status_code == 404, address


def test_a_foreign_parent_place_or_target_is_no_choice(attacker, foreign, herning):
    own = make_plan(
        element("section", "Eget", element("goal", "Mål")), municipality=herning, title="Egen plan"
    )
    section, goal = own.elements.get(title="Eget"), own.elements.get(title="Mål")
    theirs = foreign[Element]
    add = page(Element, "add")
    assert attacker.get(f"{add}?plan={own.pk}&parent={theirs.pk}").status_code == 404
    move = page(Element, "move", goal.pk)
    assert SECRET not in attacker.get(f"{move}?parent={theirs.pk}").content.decode()
    attacker.post(f"{move}?parent={theirs.pk}", {"place": "first"})
    assert attacker.get(page(Relation, "add") + f"?source={theirs.pk}").status_code == 404
    own_target = page(Relation, "add") + f"?source={section.pk}"
    assert SECRET not in attacker.get(own_target).content.decode()
    attacker.post(own_target, {"kind": "related", "target": theirs.pk})
    goal.refresh_from_db()
    assert goal.parent_id == section.pk
    assert not Relation.objects.filter(source=section.identity).exists()


def test_foreign_rows_are_no_choice_in_forms(attacker, foreign, herning):
    plan = {
        "title": "Min",
        "slug": "min",
        "level": "council_strategy",
        "municipality": foreign[Municipality].pk,
    }
    assert attacker.post(page(Plan, "add"), plan).status_code == 200
    own = {**plan, "municipality": herning.pk, "committee": foreign[Committee].pk}
    assert attacker.post(page(Plan, "add"), own).status_code == 200
    committee = {"name": "x", "slug": "x", "kind": "unit", "municipality": foreign[Municipality].pk}
    assert attacker.post(page(Committee, "add"), committee).status_code == 200
    colleague = MembershipFactory(municipality=herning).user
    member = {"email": colleague.email, "municipality": foreign[Municipality].pk, "role": "editor"}
    assert attacker.post(page(Membership, "add"), {**member, "starts_on": "01.01.2026"}).status_code == 200
    invited = {**member, "email": "ny@example.dk"}
    assert attacker.post(page(Membership, "add"), invited, follow=True).status_code == 200
    assert attacker.post(page(Invitation, "add"), invited).status_code == 200
    assert colleague.memberships.count() == 1
    assert not Invitation.objects.filter(email="ny@example.dk").exists()
    assert not Plan.objects.filter(title="Min").exists()
    assert not Committee.objects.filter(name="x").exists()
    assert not User.objects.filter(email="ny@example.dk").exists()


@pytest.mark.parametrize("model", [Committee, Membership])
def test_bulk_deletion_does_not_reach_foreign_rows(attacker, foreign, model):
    data = {"action": "delete_selected", "_selected_action": [foreign[model].pk], "post": "yes"}
    attacker.post(page(model, "changelist"), data)
    assert model.objects.filter(pk=foreign[model].pk).exists()


def test_the_autocomplete_finds_nothing_foreign(attacker, foreign):
    query = {"app_label": "municipalities", "model_name": "committee", "field_name": "municipality"}
    response = attacker.get(reverse("admin:autocomplete"), {**query, "term": SECRET})
    assert response.json()["results"] == []


def test_the_address_that_redirects_to_any_object_is_gone(attacker, foreign):
    assert attacker.get("/admin/r/1/1/").status_code == 404


def test_somebody_who_lost_the_role_loses_admin_at_once(attacker, editor, foreign):
    Membership.objects.filter(user=editor).update(ends_on="2020-01-01", starts_on="2019-01-01")
    assert attacker.get("/admin/").status_code == 302
    assert attacker.get("/admin/login/").status_code == 404


def test_an_editor_elsewhere_who_reads_drafts_here_edits_only_there(attacker, editor, foreign, randers):
    MembershipFactory(user=editor, municipality=randers, role=Role.COUNCIL_MEMBER)
    assert attacker.get(page(Plan, "change", foreign[Plan].pk)).status_code == 404
    assert SECRET not in attacker.get(page(Plan, "changelist")).content.decode()
