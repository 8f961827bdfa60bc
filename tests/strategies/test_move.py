"""Moving one or several elements as seen in a tree that others change too, and taking it back."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from apps.core.conflicts import DoneMeanwhile, Gone, MovedMeanwhile
from apps.strategies import tree
from apps.strategies.models import Event, Move
from apps.strategies.operations import move
from apps.strategies.tree.integrity import findings
from tests.bystander import own
from tests.factories import UserFactory, element, make_plan


@pytest.fixture
def plan(herning):
    return make_plan(
        element("section", "A", element("section", "A1"), element("section", "A2"), element("section", "A3")),
        element("section", "B", element("section", "B1", element("section", "B11"))),
        element("section", "C"),
        municipality=herning,
        title="Plan",
    )


def outline(plan):
    return " ".join("·" * (e.level - 1) + e.title for e in plan.elements.in_reading_order() if e.level)


def pk(plan, title):
    return plan.elements.get(title=title).pk


def seen(plan, *titles):
    newest = Move.objects.filter(plan=plan).latest_of_each()
    return {e.pk: newest.get(e.identity_id, 0) for e in plan.elements.filter(title__in=titles)}


def arrange(plan, by, *titles, under="Plan", place=tree.LAST):
    where = place if place in (tree.FIRST, tree.LAST) else pk(plan, place)
    return move.move_elements(
        plan_id=plan.pk, expected=seen(plan, *titles), parent_id=pk(plan, under), after=where, by=by
    )


def undo(plan, by):
    last = Event.objects.filter(plan=plan).moves_to_undo(by).first()
    return move.undo_move(plan_id=plan.pk, event_id=last.pk if last else 0, by=by)


@pytest.mark.parametrize(
    ("titles", "under", "place", "expected"),
    [
        (["C"], "A", "first", "A ·C ·A1 ·A2 ·A3 B ·B1 ··B11"),
        (["C"], "A", "A2", "A ·A1 ·A2 ·C ·A3 B ·B1 ··B11"),
        (["A1", "A3"], "A", "last", "A ·A2 ·A1 ·A3 B ·B1 ··B11 C"),
        (["A1", "A2"], "A", "A3", "A ·A3 ·A1 ·A2 B ·B1 ··B11 C"),
        (["A3", "C", "B11"], "A", "A1", "A ·A1 ·A3 ·B11 ·C ·A2 B ·B1"),
        (["B", "B11"], "A", "last", "A ·A1 ·A2 ·A3 ·B ··B1 ···B11 C"),
        (["A1", "A2", "A3"], "A", "first", "A ·A1 ·A2 ·A3 B ·B1 ··B11 C"),
    ],
)
def test_several_are_put_beside_each_other_in_reading_order(plan, editor, titles, under, place, expected):
    before = outline(plan)
    arrange(plan, editor, *titles, under=under, place=place)
    assert outline(plan) == expected
    if expected != before:
        undo(plan, editor)
    assert outline(plan) == before
    assert list(findings()) == []


def test_all_are_moved_or_none(plan, herning, editor):
    other = make_plan(
        element("focus_area", "F", element("goal", "G")),
        element("foundation", "Fundament", element("value", "V")),
        municipality=herning,
        title="Typer",
    )
    before = outline(other)
    with pytest.raises(ValidationError, match="Typen ”værdi” kan ikke stå under ”fokusområde”"):
        arrange(other, editor, "G", "V", under="F", place="first")
    assert outline(other) == before
    assert not own(Move).exists()


def test_what_somebody_else_has_moved_is_not_moved_again_unseen(plan, editor, portal_admin):
    old = seen(plan, "A1", "A2")
    arrange(plan, portal_admin, "A2", under="C")
    arrange(plan, UserFactory(), "B", under="Plan")  # the newest move of all is another's, of something else
    after = outline(plan)
    with pytest.raises(MovedMeanwhile, match=f"{portal_admin} har flyttet ”A2” i mellemtiden"):
        move.move_elements(plan_id=plan.pk, expected=old, parent_id=pk(plan, "B"), after="last", by=editor)
    assert outline(plan) == after


@pytest.mark.parametrize("gone", ["element", "parent", "place"])
def test_what_is_gone_is_said_to_be_gone(plan, editor, gone):
    known, parent, place = seen(plan, "C"), pk(plan, "A"), pk(plan, "A1")
    lost = {"element": "C", "parent": "A", "place": "A1"}[gone]
    tree.delete(plan_id=plan.pk, element_id=pk(plan, lost), by=editor)
    before = outline(plan)
    with pytest.raises(Gone):
        move.move_elements(plan_id=plan.pk, expected=known, parent_id=parent, after=place, by=editor)
    assert outline(plan) == before


def test_neither_the_root_nor_something_into_itself_is_moved(plan, editor):
    before = outline(plan)
    for titles, under in ((["Plan"], "A"), (["A"], "A1"), (["A", "C"], "A1"), (["B"], "B")):
        with pytest.raises(ValidationError):
            arrange(plan, editor, *titles, under=under)
    assert outline(plan) == before


def test_undo_takes_back_one_deed_after_the_other_and_only_ones_own(plan, editor, portal_admin):
    start = outline(plan)
    arrange(plan, editor, "A1", "A2", "B", under="C")
    between = outline(plan)
    arrange(plan, editor, "B", under="C", place="first")
    arrange(plan, portal_admin, "A3", under="B1")
    undo(plan, editor)
    undo(plan, portal_admin)
    assert outline(plan) == between
    undo(plan, editor)
    assert outline(plan) == start
    with pytest.raises(DoneMeanwhile):
        undo(plan, editor)


def test_the_same_deed_is_not_undone_twice(plan, editor):
    arrange(plan, editor, "C", under="A")
    arrange(plan, editor, "C", under="B")
    last = Event.objects.filter(plan=plan).moves_to_undo(editor).first().pk
    move.undo_move(plan_id=plan.pk, event_id=last, by=editor)
    after = outline(plan)
    with pytest.raises(DoneMeanwhile):
        move.undo_move(plan_id=plan.pk, event_id=last, by=editor)
    assert outline(plan) == after


def test_what_another_moved_on_is_not_taken_back(plan, editor, portal_admin):
    arrange(plan, editor, "C", under="A")
    arrange(plan, portal_admin, "C", under="B")
    after = outline(plan)
    with pytest.raises(MovedMeanwhile, match=f"{portal_admin} har flyttet ”C”"):
        undo(plan, editor)
    assert outline(plan) == after


def test_nothing_is_taken_back_to_a_place_that_is_gone(plan, editor):
    arrange(plan, editor, "A1", under="C")
    tree.delete(plan_id=plan.pk, element_id=pk(plan, "A"), by=editor)
    after = outline(plan)
    with pytest.raises(ValidationError, match="Elementet, det stod under, er der ikke længere"):
        undo(plan, editor)
    tree.delete(plan_id=plan.pk, element_id=pk(plan, "C"), by=editor)
    with pytest.raises(Gone):
        undo(plan, editor)
    assert after.startswith(outline(plan))


def test_another_plans_elements_and_places_are_not_there(plan, herning, editor):
    other = make_plan(element("section", "X"), municipality=herning, title="Anden")
    with pytest.raises(Gone):
        move.move_elements(
            plan_id=plan.pk, expected=seen(other, "X"), parent_id=pk(plan, "A"), after="last", by=editor
        )
    with pytest.raises(Gone):
        move.move_elements(
            plan_id=plan.pk, expected=seen(plan, "C"), parent_id=pk(other, "X"), after="last", by=editor
        )


DEEDS = st.lists(
    st.tuples(st.sets(st.integers(0, 7), min_size=1, max_size=4), st.integers(0, 8), st.integers(-1, 8)),
    max_size=6,
)


@example(deeds=[({0, 1, 2, 3}, 0, 2), ({0}, 0, 2), ({0, 1, 2, 3}, 0, 1), ({0}, 5, 6), ({0}, 0, 7)])
@given(deeds=DEEDS)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_was_moved_undoing_it_all_gives_back_the_tree(db, deeds):
    plan = make_plan(
        *[element("section", f"{n}", element("section", f"{n}a")) for n in range(4)], title=f"Plan {uuid4()}"
    )
    by = UserFactory(email=f"{uuid4()}@example.dk")
    start = outline(plan)
    keys = list(plan.elements.in_reading_order().values_list("pk", flat=True))
    for chosen, parent, after in deeds:
        newest = Move.objects.filter(plan=plan).latest_of_each()
        rows = plan.elements.filter(pk__in=[keys[n + 1] for n in chosen])
        known = {row.pk: newest.get(row.identity_id, 0) for row in rows}
        place = "first" if after < 0 else keys[after]
        try:
            move.move_elements(plan_id=plan.pk, expected=known, parent_id=keys[parent], after=place, by=by)
        except (ValidationError, Gone):
            continue
    assert list(findings()) == []
    while Event.objects.filter(plan=plan).moves_to_undo(by).exists():
        undo(plan, by)
    assert outline(plan) == start


def test_of_several_none_is_moved_where_one_is_gone(plan, editor):
    both = seen(plan, "A1", "C")
    tree.delete(plan_id=plan.pk, element_id=pk(plan, "C"), by=editor)
    before = outline(plan)
    with pytest.raises(Gone):
        move.move_elements(
            plan_id=plan.pk, expected=both, parent_id=pk(plan, "B"), after=tree.FIRST, by=editor
        )
    assert outline(plan) == before


def test_a_later_move_in_another_plan_is_no_reason_not_to_undo_here(plan, herning, editor):
    before = outline(plan)
    arrange(plan, editor, "C", under="A")
    other = make_plan(element("section", "X"), element("section", "Y"), municipality=herning, title="Plan 2")
    root = other.elements.get(level=0).pk
    move.move_elements(
        plan_id=other.pk, expected=seen(other, "Y"), parent_id=root, after=tree.FIRST, by=editor
    )
    undo(plan, editor)
    assert (outline(plan), outline(other)) == (before, "Y X")
