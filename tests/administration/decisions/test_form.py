"""The form of a decision: nothing that was written on it is lost without a word."""

import pytest
from django.urls import reverse

from apps.decisions.models import Decision
from apps.municipalities.models import Committee
from apps.publishing.operations.publish import publish
from apps.strategies import tree
from tests.bystander import own
from tests.workspace.rooms import answered_plan, identity

ADD = reverse("admin:decisions_decision_add")


@pytest.fixture
def plan(herning, editor):
    return answered_plan(herning, editor)


def sent(herning, **changes):
    return {
        "municipality": herning.pk,
        "title": "Ny sti",
        "committee": Committee.objects.get(municipality=herning, name="Vand").pk,
        "decided_on": "2025-03-04",
        "outcome": "adopted",
        "based_on": "0",
        "elements-TOTAL_FORMS": "0",
        "elements-INITIAL_FORMS": "0",
        **changes,
    }


def test_what_was_said_of_a_value_that_was_dropped_meanwhile_is_given_back(client, herning, plan, editor):
    client.force_login(editor)
    key = identity("Ro").pk
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="Ro").pk, by=editor)
    publish(plan=plan, by=editor, nature="editorial")
    changes = {f"effect_{key}": "-1", f"reason_{key}": "Larm", "make_final": "on", "is_public": "on"}
    page = client.post(ADD, sent(herning, **changes))
    assert (
        "”Ro” er ikke blandt det, beslutningen vejes op imod. Dette er ikke gemt: ”-1 · Larm”."
        in page.content.decode()
    )
    assert not own(Decision).exists()
    assert client.post(ADD, sent(herning, **{f"effect_{key}": "", f"reason_{key}": " "})).status_code == 302


@pytest.mark.parametrize("key", ["999999", "9" * 30, "x", "٣"])
def test_what_is_no_value_at_all_is_refused(client, herning, plan, editor, key):
    client.force_login(editor)
    page = client.post(ADD, sent(herning, **{f"effect_{key}": "2"}))
    assert page.status_code == 200
    assert f"”{key}” er ikke blandt det" in page.content.decode()
    assert not own(Decision).exists()


def test_who_comes_late_sees_what_stands_now_beside_what_was_written(client, herning, plan, editor):
    client.force_login(editor)
    key = identity("Ro").pk
    client.post(ADD, sent(herning, text="Først", **{f"effect_{key}": "1", f"reason_{key}": "Stille"}))
    page = reverse("admin:decisions_decision_change", args=[own(Decision).get().pk])
    late = {f"effect_{key}": "-2", f"reason_{key}": "Larm", "based_on": "0", "outcome": "rejected"}
    answer = client.post(page, sent(herning, text="Sidst", **late)).content.decode()
    for told in (
        "Hvad der blev besluttet er nu: ”Først”. Gemmer du igen,",
        "Udfald er nu: ”vedtaget”. Gemmer du igen,",
        "Ro, hvorfor er nu: ”Stille”. Gemmer du igen,",
    ):
        assert told in answer
    assert "Ro er nu: ”+1  trækker lidt for”. Gemmer du igen," in answer
    assert ("Sidst" in answer, own(Decision).get().text) == (True, "Først")


def test_who_has_seen_what_stands_now_saves_the_next_time(client, herning, plan, editor):
    client.force_login(editor)
    client.post(ADD, sent(herning, text="Først"))
    page = reverse("admin:decisions_decision_change", args=[own(Decision).get().pk])
    refused = client.post(page, sent(herning, text="Sidst", based_on="0"))
    again = refused.context["adminform"].form["based_on"].value()
    assert client.post(page, sent(herning, text="Sidst", based_on=again)).status_code == 302
    assert own(Decision).get().text == "Sidst"


def test_of_three_that_save_at_once_each_is_told_of_the_one_before(client, herning, plan, editor):
    client.force_login(editor)
    client.post(ADD, sent(herning, text="Først"))
    page = reverse("admin:decisions_decision_change", args=[own(Decision).get().pk])
    refused = client.post(page, sent(herning, text="Sidst", based_on="0"))
    again = refused.context["adminform"].form["based_on"].value()
    client.post(page, sent(herning, text="Imens", based_on=again))
    answer = client.post(page, sent(herning, text="Sidst", based_on=again))
    assert "er nu: ”Imens”" in answer.content.decode()
    assert own(Decision).get().text == "Imens"
