"""What an editor pastes comes back as it will be kept, for editors alone; what is left out is said."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from apps.administration.elements.pasting import address
from apps.strategies.models import Element
from tests.factories import element, make_plan

WORD = "<p class=MsoNormal>Vi vil <s>ikke</s> bygge<img alt='Kort over kommunen'></p>"


@pytest.fixture
def plan(herning):
    return make_plan(element("goal", "Mål", text="Ord."), municipality=herning)


def paste(client, plan, html, **extra):
    return client.post(address(plan), html.encode(), content_type="text/html; charset=utf-8", **extra)


def test_pasted_text_comes_back_in_its_one_form_with_what_was_left_out(client, editor, plan):
    client.force_login(editor)
    answer = paste(client, plan, WORD)
    assert answer.status_code == 200
    assert answer.json() == {
        "html": "<p>Vi vil bygge</p>",
        "told": ["Et billede blev udeladt: ”Kort over kommunen”", "En overstreget passage blev udeladt"],
    }


def test_nobody_but_an_editor_of_the_plan_is_answered(client, other_editor, council_member, plan):
    assert paste(client, plan, WORD).status_code == 302
    for person, status in ((other_editor, 404), (council_member, 302)):
        client.force_login(person)
        assert paste(client, plan, WORD).status_code == status


def test_a_paste_is_sent_with_a_token_and_by_post(editor, plan):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert paste(client, plan, WORD).status_code == 403
    assert client.get(address(plan)).status_code == 404


def test_a_form_is_no_pasted_text(client, editor, plan):
    client.force_login(editor)
    assert client.post(address(plan), {"html": WORD}).status_code == 415


@pytest.mark.parametrize("html", ["x" * 2_000_001, "<p>" + "ord " * 30_000], ids=["bytes", "letters"])
def test_more_than_an_element_can_hold_is_refused_in_words(client, editor, plan, html):
    client.force_login(editor)
    answer = paste(client, plan, html)
    assert answer.status_code == 413
    assert "Intet blev sat ind" in answer.json()["refused"]


def test_the_form_says_where_pasted_text_is_sent_and_what_to_say_without_an_answer(client, editor, plan):
    client.force_login(editor)
    page = client.get(reverse("admin:strategies_element_change", args=[plan.elements.get(title="Mål").pk]))
    attributes = page.context["form"]["body"].field.widget.attrs
    assert attributes["data-paste"] == address(plan)
    words = json.loads(page.context["form"]["body"].subwidgets[0].data["attrs"]["data-words"])
    assert words["signedOut"].startswith("Du er ikke længere logget ind.")


def test_without_a_script_what_was_left_out_is_said_after_saving(client, editor, plan):
    client.force_login(editor)
    goal = plan.elements.get(title="Mål")
    sent = {"title": "Mål", "kind": "goal", "body": WORD, "version": goal.version}
    page = client.post(reverse("admin:strategies_element_change", args=[goal.pk]), sent, follow=True)
    told = [str(message) for message in page.context["messages"]]
    assert told[1:] == [
        "Et billede blev udeladt: ”Kort over kommunen”",
        "En overstreget passage blev udeladt",
    ]
    assert Element.objects.get(pk=goal.pk).body == "<p>Vi vil bygge</p>"
