"""Two editors at the same element: each hears of the other, and a refused save is put together from both texts."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.strategies.models import Element, Presence, Topic
from apps.strategies.operations.edit import edit_element
from tests.bystander import own
from tests.factories import MembershipFactory, element, make_plan


@pytest.fixture
def goal(herning):
    plan = make_plan(
        element("goal", "Mål", text="Første.\nAnden.\nTredje."), municipality=herning, title="Plan"
    )
    return plan.elements.get(title="Mål")


@pytest.fixture
def colleague(herning):
    return MembershipFactory(municipality=herning, role="editor", user__full_name="Bo Kollega").user


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


def page(name, node):
    return reverse(f"admin:strategies_element_{name}", args=[node.pk])


def html(*lines):
    return "".join(f"<p>{line}</p>" for line in lines)


def save(browser, goal, **values):
    values = {
        "title": "Mål",
        "kind": "goal",
        "body": html("Første.", "Anden.", "Tredje."),
        "version": 1,
        **values,
    }
    return browser.post(page("change", goal), values)


def theirs(goal, colleague, **changes):
    return edit_element(
        plan_id=goal.plan_id, element_id=goal.pk, based_on=goal.version, by=colleague, **changes
    )


def stored(goal):
    return Element.objects.get(pk=goal.pk)


def test_what_only_one_side_changed_is_suggested_and_saved_on_top_of_the_newest(browser, goal, colleague):
    theirs(goal, colleague, body=html("Første, andres.", "Anden.", "Tredje."), title="Mål, andres")
    ours = {"body": html("Første.", "Anden.", "Tredje, mit.")}
    text = save(browser, goal, **ours).content.decode()
    assert "Bo Kollega har gemt ”Mål, andres” i mellemtiden." in text
    for name, side in (("choose-title", "theirs"), ("choose-body-0", "theirs"), ("choose-body-2", "ours")):
        assert f'name="{name}" value="{side}" checked' in text
    assert 'name="choose-body-1"' not in text
    chosen = {"choose-title": "theirs", "choose-body-0": "theirs", "choose-body-2": "ours"}
    save(browser, goal, **ours, **chosen, _merge="1", version=2, base=1)
    saved = stored(goal)
    assert (saved.title, saved.version) == ("Mål, andres", 3)
    assert saved.paragraphs == ["Første, andres.", "Anden.", "Tredje, mit."]


def test_where_both_changed_the_same_the_editor_decides(browser, goal, colleague):
    theirs(goal, colleague, body=html("A", "Anden.", "Tredje."))
    ours = {"body": html("Å", "Anden.", "Tredje.")}
    text = save(browser, goal, **ours).content.decode()
    assert "Her har I begge ændret" in text
    save(browser, goal, **ours, _merge="1", version=2, base=1, **{"choose-body-0": "both"})
    assert stored(goal).paragraphs == ["A", "Å", "Anden.", "Tredje."]


def test_a_third_save_in_between_is_not_overwritten_either(browser, goal, colleague):
    theirs(goal, colleague, body=html("A"))
    latest = theirs(stored(goal), colleague, body=html("B"))
    response = save(
        browser, goal, body=html("Mit"), _merge="1", version=2, base=1, **{"choose-body-0": "ours"}
    )
    assert '<input type="hidden" name="version" value="3"' in response.content.decode()
    assert stored(goal).body == latest.body


def test_topics_and_kind_can_be_taken_from_the_other(browser, goal, colleague):
    topic = Topic.objects.create(name="Klima", slug="klima")
    theirs(goal, colleague, topics=[topic], kind="section")
    ours = {"title": "Mit mål"}
    assert "Klima" in save(browser, goal, **ours).content.decode()
    chosen = {"choose-topics": "theirs", "choose-kind": "theirs"}
    save(browser, goal, **ours, **chosen, _merge="1", version=2, base=1)
    saved = stored(goal)
    assert (saved.title, saved.kind, list(saved.identity.topics.all())) == ("Mit mål", "section", [topic])


@pytest.mark.parametrize("choice", ["", "nonsense", "<script>"])
def test_an_odd_choice_is_the_suggested_one(browser, goal, colleague, choice):
    theirs(goal, colleague, body=html("Første.", "Anden.", "Tredje, andres."))
    save(browser, goal, title="Mit", _merge="1", version=2, base=1, **{"choose-body-2": choice})
    assert stored(goal).paragraphs == ["Første.", "Anden.", "Tredje, andres."]


@pytest.mark.parametrize("base", ["0", "abc", "-1", "9" * 30])
def test_an_odd_base_changes_nothing(browser, goal, colleague, base):
    now = theirs(goal, colleague, body=html("A"))
    assert save(browser, goal, body=html("B"), _merge="1", version=2, base=base).status_code == 404
    assert stored(goal).body == now.body


def test_markup_in_either_text_stays_text_on_the_page(browser, goal, colleague):
    theirs(goal, colleague, title="<script>theirs</script>", body=html("&lt;script&gt;x&lt;/script&gt;"))
    text = save(
        browser, goal, title="<script>ours</script>", body="<script>alert(1)</script><p>Mit</p>"
    ).content.decode()
    assert "<script>theirs" not in text
    assert "<script>ours" not in text
    assert "<script>alert" not in text


def test_the_others_are_named_while_they_are_there(browser, goal, colleague, editor):
    other = Client()
    other.force_login(colleague)
    assert other.post(page("present", goal)).json() == {"words": "", "version": 1}
    answer = browser.post(page("present", goal)).json()
    assert answer["words"] == "Bo Kollega har også dette element åbent. Tal sammen, eller skiftes."
    assert "Bo Kollega har også dette element åbent." in browser.get(page("change", goal)).content.decode()
    assert other.post(page("present", goal), {"leave": "1"}).status_code == 204
    assert browser.post(page("present", goal)).json()["words"] == ""


def test_a_sign_of_life_is_a_post_within_reach(browser, goal, randers):
    foreign = make_plan(element("goal", "Fremmed"), municipality=randers).elements.get(title="Fremmed")
    assert browser.get(page("present", goal)).status_code == 405
    assert browser.post(page("present", foreign)).status_code == 404
    assert not own(Presence).exists()
