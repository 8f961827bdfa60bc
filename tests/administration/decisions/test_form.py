"""The form of a decision: nothing that was written on it is lost without a word."""

import pytest

from apps.decisions.models import Decision
from apps.publishing.operations.publish import publish
from apps.strategies import tree
from tests.administration.decisions.test_decision import ADD, page, sent, weighed
from tests.bystander import own
from tests.workspace.rooms import answered_plan, identity


@pytest.fixture
def plan(herning, editor):
    return answered_plan(herning, editor)


@pytest.fixture
def late(client, herning, plan, editor):
    """Sends the form of a decision that was saved since it was opened; what it is based on may be told."""
    client.force_login(editor)
    client.post(ADD, sent(herning, text="Først", **weighed("Ro", "1", "Stille")))
    where = page(own(Decision).get())
    return lambda **changes: client.post(where, sent(herning, **changes))


def based_on(answer):
    return answer.context["adminform"].form["based_on"].value()


def test_what_was_said_of_a_value_that_was_dropped_meanwhile_is_given_back(client, herning, plan, editor):
    client.force_login(editor)
    key = identity("Ro").pk
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="Ro").pk, by=editor)
    publish(plan=plan, by=editor, nature="editorial")
    changes = {f"effect_{key}": "-1", f"reason_{key}": "Larm", "make_final": "on", "is_public": "on"}
    answer = client.post(ADD, sent(herning, **changes))
    assert (
        "”Ro” er ikke blandt det, beslutningen vejes op imod. Dette er ikke gemt: ”-1 · Larm”."
        in answer.content.decode()
    )
    assert not own(Decision).exists()
    assert client.post(ADD, sent(herning, **{f"effect_{key}": "", f"reason_{key}": " "})).status_code == 302


@pytest.mark.parametrize("key", ["999999", "9" * 30, "x", "٣"])
def test_what_is_no_value_at_all_is_refused(client, herning, plan, editor, key):
    client.force_login(editor)
    answer = client.post(ADD, sent(herning, **{f"effect_{key}": "2"}))
    assert answer.status_code == 200
    assert f"”{key}” er ikke blandt det" in answer.content.decode()
    assert not own(Decision).exists()


def test_who_comes_late_sees_what_stands_now_beside_what_was_written(late):
    answer = late(text="Sidst", outcome="rejected", **weighed("Ro", "-2", "Larm")).content.decode()
    for told in (
        "Hvad der blev besluttet er nu: ”Først”. Gemmer du igen,",
        "Udfald er nu: ”vedtaget”. Gemmer du igen,",
        "Ro, hvorfor er nu: ”Stille”. Gemmer du igen,",
        "Ro er nu: ”+1  trækker lidt for”. Gemmer du igen,",
    ):
        assert told in answer
    assert ("Sidst" in answer, own(Decision).get().text) == (True, "Først")


def test_who_has_seen_what_stands_now_saves_the_next_time(late):
    refused = late(text="Sidst")
    assert late(text="Sidst", based_on=based_on(refused)).status_code == 302
    assert own(Decision).get().text == "Sidst"


def test_of_three_that_save_at_once_each_is_told_of_the_one_before(late):
    again = based_on(late(text="Sidst"))
    late(text="Imens", based_on=again)
    answer = late(text="Sidst", based_on=again)
    assert "er nu: ”Imens”" in answer.content.decode()
    assert own(Decision).get().text == "Imens"
