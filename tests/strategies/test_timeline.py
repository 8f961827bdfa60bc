import pytest
from django.urls import reverse

from apps.core.templatetags.difference import added, removed
from apps.strategies import tree
from apps.strategies.history.timeline import timeline
from apps.strategies.models import BinnedSubtree
from apps.strategies.operations import move as moving
from apps.strategies.operations.edit import edit_element
from tests.bystander import own
from tests.factories import UserFactory, element, make_plan


@pytest.fixture
def plan(herning):
    return make_plan(
        element(
            "focus_area",
            "Første",
            element("goal", "Mål", text="Vi går langsomt frem."),
            element("goal", "Nabo"),
        ),
        element("focus_area", "Anden"),
        municipality=herning,
        title="Plan",
    )


@pytest.fixture
def goal(plan):
    return plan.elements.get(title="Mål")


def move(plan, goal, under, by):
    seen = {goal.pk: max((m.pk for m in plan.moves.filter(identity_id=goal.identity_id)), default=0)}
    parent = plan.elements.get(title=under)
    return moving.move_elements(plan_id=plan.pk, expected=seen, parent_id=parent.pk, after=tree.LAST, by=by)


def words(plan):
    return [happening.words for happening in timeline(plan.elements.get(title__startswith="Mål").identity)]


def test_each_deed_is_told_from_the_name_of_who_did_it(plan, goal):
    by = UserFactory()
    changes = {"title": "Mål 2", "body": "<p>Vi går hurtigt frem.</p>", "kind": "theme"}
    edit_element(plan_id=plan.pk, element_id=goal.pk, based_on=1, by=by, **changes)
    move(plan, goal, "Anden", by)
    newest, edited, _made = timeline(goal.identity)
    assert (newest.words, newest.by) == ("flyttede elementet fra ”Første” til ”Anden”", by)
    assert (edited.words, edited.by) == ("ændrede titel, tekst og type", by)
    assert words(plan)[-1] == "oprettede elementet"
    title, text, kind = edited.differences
    assert ("delete", "langsomt") in text.words
    assert ("insert", "hurtigt") in text.words
    assert ("insert", " 2") in title.words
    assert (kind.words, kind.before, kind.after) == ([], "mål", "tema")


def test_a_move_among_neighbours_and_one_taken_back(plan, goal):
    by = UserFactory()
    move(plan, goal, "Første", by)
    move(plan, goal, "Anden", by)
    moving.undo_move(plan_id=plan.pk, event_id=plan.moves.latest("pk").event_id, by=by)
    assert words(plan)[:3] == [
        "fortrød en flytning",
        f"flyttede elementet fra ”Første” til ”Anden” (fortrudt af {by})",
        "flyttede elementet fra nr. 1 til nr. 2 under ”Første”",
    ]


def test_the_bin_and_what_no_longer_stands_anywhere(plan, goal):
    by = UserFactory()
    move(plan, goal, "Anden", by)
    tree.delete(plan_id=plan.pk, element_id=goal.pk, by=by)
    binned = own(BinnedSubtree).get()
    tree.restore(plan_id=plan.pk, binned_id=binned.pk, by=by)
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="Første").pk, by=by)
    told = words(plan)
    assert told[:2] == ["hentede elementet tilbage fra papirkurven", "lagde elementet i papirkurven"]
    assert "flyttede elementet fra ”Første” til ”Anden”" in told


def test_the_queries_do_not_grow_with_the_history(plan, goal, django_assert_max_num_queries):
    by = UserFactory()
    for number in range(1, 6):
        edit_element(plan_id=plan.pk, element_id=goal.pk, based_on=number, by=by, title=f"Mål {number}")
        move(plan, goal, "Anden" if number % 2 else "Første", by)
    with django_assert_max_num_queries(6):
        timeline(goal.identity)


def test_the_page_marks_the_words_and_tells_who(client, plan, goal, editor):
    client.force_login(editor)
    edit_element(
        plan_id=plan.pk,
        element_id=goal.pk,
        based_on=1,
        by=editor,
        title="Mål <b>",
        body="<p>Vi går hurtigt frem.</p>",
    )
    text = client.get(reverse("admin:strategies_element_history", args=[goal.pk])).content.decode()
    assert removed("langsomt") + added("hurtigt") in text
    assert f"<strong>{editor}</strong> ændrede titel og tekst" in text
    assert "<b>" not in text.split('<ol class="versions"')[1]
