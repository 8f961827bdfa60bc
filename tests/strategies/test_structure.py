import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.conflicts import Gone
from apps.strategies import tree
from apps.strategies.models import Element, ElementIdentity, Plan
from apps.strategies.operations.edit import edit_element
from apps.strategies.operations.edit_plan import edit_plan
from apps.strategies.tree.building import NewElement
from apps.strategies.tree.integrity import findings
from tests.bystander import own
from tests.factories import CommitteeFactory, UserFactory, element, make_plan


@pytest.fixture
def plan(herning):
    return make_plan(
        element("focus_area", "A", element("goal", "A1"), element("goal", "A2")),
        element("focus_area", "B"),
        element("foundation", "C", element("value", "C1")),
        title="Plan",
        municipality=herning,
    )


def outline(plan):
    return [(e.title, e.level, e.position) for e in plan.elements.without_root().in_reading_order()]


def pk(plan, title):
    return plan.elements.get(title=title).pk


def move(plan, title, under, position=None):
    return tree.move(
        plan_id=plan.pk, element_id=pk(plan, title), parent_id=pk(plan, under), position=position, by=None
    )


def insert(plan, spec, under, position=None, by=None):
    return tree.insert(spec, plan_id=plan.pk, parent_id=pk(plan, under), position=position, by=by)


def test_a_plan_is_built_with_tree_identities_and_first_history(herning):
    author = UserFactory()
    uid = uuid.uuid4()
    plan = make_plan(
        element("goal", " Et  mål ", text="En\nTo", uid=uid), title="Ny", municipality=herning, by=author
    )
    goal = plan.elements.get(title="Et mål")
    assert (goal.identity.uid, goal.identity.municipality, goal.body) == (
        uid,
        herning,
        "<p>En</p>\n<p>To</p>",
    )
    assert [(h.history_type, h.history_user) for h in goal.history.all()] == [("+", author)]
    assert [(h.history_type, h.history_user) for h in plan.history.all()] == [("+", author)]
    assert findings() == []


@pytest.mark.parametrize(
    ("title", "under", "position", "result"),
    [
        ("A1", "B", None, ["A", "A2", "B", "A1", "C", "C1"]),
        ("A1", "Plan", 0, ["A1", "A", "A2", "B", "C", "C1"]),
        ("B", "Plan", 0, ["B", "A", "A1", "A2", "C", "C1"]),
        ("A", "Plan", 1, ["B", "A", "A1", "A2", "C", "C1"]),
        ("A", "Plan", None, ["B", "C", "C1", "A", "A1", "A2"]),
        ("A2", "A", 0, ["A", "A2", "A1", "B", "C", "C1"]),
        ("A1", "A", 0, ["A", "A1", "A2", "B", "C", "C1"]),
        ("A1", "A", 99, ["A", "A2", "A1", "B", "C", "C1"]),
        ("A2", "A", -5, ["A", "A2", "A1", "B", "C", "C1"]),
    ],
)
def test_a_move_puts_the_subtree_at_the_wanted_place(plan, title, under, position, result):
    history = Element.history.count()
    moved = move(plan, title, under, position)
    assert [e[0] for e in outline(plan)] == result
    assert (moved.parent.title, findings(), Element.history.count()) == (under, [], history)


@pytest.mark.parametrize(
    ("title", "under", "message"),
    [
        ("Plan", "A", "Planens øverste element kan ikke flyttes."),
        ("A", "A", "Et element kan ikke flyttes ind i sig selv eller ind i noget, der står under det."),
        ("A", "A1", "Et element kan ikke flyttes ind i sig selv eller ind i noget, der står under det."),
        ("C1", "A", "Typen ”værdi” kan ikke stå under ”fokusområde”."),
    ],
)
def test_a_move_that_is_not_allowed_is_refused_with_a_reason(plan, title, under, message):
    before = outline(plan)
    with pytest.raises(ValidationError) as refused:
        move(plan, title, under)
    assert (refused.value.messages, outline(plan)) == ([message], before)


@pytest.mark.parametrize("position", [None, -1, 0, 7])
def test_any_place_will_do_where_there_are_no_siblings(plan, position):
    move(plan, "A1", "B", position)
    insert(plan, element("goal", "Ny"), "A1", position)
    assert outline(plan)[2:5] == [("B", 1, 1), ("A1", 2, 0), ("Ny", 3, 0)]


def test_another_plans_elements_are_not_found(plan):
    other = make_plan(element("section", "Fremmed"), title="En anden", municipality=plan.municipality)
    foreign, own = pk(other, "Fremmed"), pk(plan, "A")
    calls = [
        lambda: tree.move(plan_id=plan.pk, element_id=foreign, parent_id=own, by=None),
        lambda: tree.move(plan_id=plan.pk, element_id=own, parent_id=foreign, by=None),
        lambda: tree.insert(element("goal", "Ny"), plan_id=plan.pk, parent_id=foreign, by=None),
        lambda: tree.delete(plan_id=plan.pk, element_id=foreign, by=UserFactory()),
        lambda: tree.move(plan_id=10**30, element_id=10**30, parent_id=own, by=None),
    ]
    for call in calls:
        with pytest.raises(Gone):
            call()
    assert findings() == []


@pytest.mark.parametrize(("position", "place"), [(None, 2), (0, 0), (1, 1), (99, 2), (-1, 0)])
def test_an_insert_puts_a_whole_subtree_at_the_wanted_place(plan, position, place):
    author = UserFactory()
    top = insert(plan, element("goal", "Ny", element("goal", "Under")), "A", position, by=author)
    assert (top.position, top.history.get().history_user) == (place, author)
    assert [e.title for e in Element.objects.filter(parent=pk(plan, "A")).order_by("lft")][place] == "Ny"
    assert (Element.objects.get(title="Under").parent_id, findings()) == (top.pk, [])


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (element("value", "Værdi"), "Typen ”værdi” kan ikke stå under ”fokusområde”."),
        (
            element("goal", "Mål", element("focus_area", "Nej")),
            "Typen ”fokusområde” kan ikke stå under ”mål”.",
        ),
        (element("party", "Fest"), "Typen ”party” findes ikke."),
        (element("goal", "  "), "Skriv en titel."),
        (element("goal", "x" * 301), "Titlen er for lang: højst 300 tegn."),
        (element("goal", "Mål", text="Ord", is_derived=True), "Et afledt element har ingen tekst selv."),
    ],
)
def test_a_subtree_that_is_not_allowed_is_refused_whole(plan, spec, message):
    before = (outline(plan), own(ElementIdentity).count())
    with pytest.raises(ValidationError) as refused:
        insert(plan, spec, "A")
    assert refused.value.messages == [message]
    assert ((outline(plan), own(ElementIdentity).count()), findings()) == (before, [])


def test_an_identity_in_use_is_not_taken(plan, randers):
    foreign = make_plan(element("goal", "Fremmed"), municipality=randers)
    for taken in (foreign.elements.get(title="Fremmed"), plan.elements.get(title="A1")):
        with pytest.raises(ValidationError, match="står allerede et andet sted"):
            insert(plan, element("goal", "Ny", uid=taken.identity.uid), "A")


def test_another_municipalitys_committee_is_not_made_responsible(plan, randers):
    foreign = CommitteeFactory(municipality=randers)
    with pytest.raises(ValidationError, match="Udvalget hører til en anden kommune"):
        insert(plan, element("goal", "Ny", responsible_id=foreign.pk), "A")


def test_the_root_is_a_document_and_not_deleted(plan, herning):
    with pytest.raises(ValidationError, match="Planens øverste element kan ikke slettes"):
        tree.delete(plan_id=plan.pk, element_id=pk(plan, "Plan"), by=UserFactory())
    with pytest.raises(ValidationError, match="Kun planens øverste element har typen ”dokument”"):
        tree.create_plan(
            Plan(municipality=herning, title="Ny", slug="ny"),
            root=NewElement(kind="goal", title="Ny"),
            by=None,
        )
    assert not Plan.objects.filter(slug="ny").exists()


def test_a_moves_queries_do_not_grow_with_the_plan(db, django_assert_max_num_queries):
    for size in (3, 60):
        plan = make_plan(*[element("goal", f"Mål {n}") for n in range(size)], title=f"Plan {size}")
        last, root = pk(plan, f"Mål {size - 1}"), pk(plan, plan.title)
        with django_assert_max_num_queries(18):
            tree.move(plan_id=plan.pk, element_id=last, parent_id=root, position=0, by=None)


@pytest.mark.django_db(transaction=True)
def test_the_lock_is_taken_before_anything_is_read():
    plan = make_plan(element("section", "A"), element("section", "B"), title="Plan")
    user, a, b = UserFactory(), pk(plan, "A"), pk(plan, "B")
    deeds = [
        lambda: tree.insert(element("goal", "Ny"), plan_id=plan.pk, parent_id=a, by=None),
        lambda: tree.move(plan_id=plan.pk, element_id=a, parent_id=b, by=None),
        lambda: edit_element(plan_id=plan.pk, element_id=b, based_on=1, by=None, title="Nyt"),
        lambda: edit_plan(plan=plan, by=None, title="Plan B"),
        lambda: tree.delete(plan_id=plan.pk, element_id=a, by=user),
        lambda: tree.restore(plan_id=plan.pk, binned_id=plan.bin.values_list("pk", flat=True)[:1], by=user),
        lambda: tree.create_plan(Plan(municipality_id=plan.municipality_id, title="C", slug="c"), by=None),
    ]
    for deed in deeds:
        with CaptureQueriesContext(connection) as captured:
            deed()
        first, second, *_rest = [query["sql"] for query in captured.captured_queries]
        assert first in ("BEGIN IMMEDIATE", "BEGIN")
        if connection.vendor == "postgresql":
            assert second.startswith("SELECT pg_advisory_xact_lock(7351, ")
        else:
            assert first == "BEGIN IMMEDIATE"
    assert findings() == []


def test_a_move_is_written_down_with_where_it_came_from_and_who_did_it(plan):
    who = UserFactory()
    places = {title: plan.elements.get(title=title).identity_id for title in ("A", "A2", "B")}
    tree.move(plan_id=plan.pk, element_id=pk(plan, "A2"), parent_id=pk(plan, "B"), by=who)
    move(plan, "A2", "B")  # stands there already
    written = ("identity", "title", "from_parent", "from_position", "to_parent", "to_position")
    assert list(plan.moves.values_list(*written)) == [(places["A2"], "A2", places["A"], 1, places["B"], 0)]
    assert plan.moves.get().event.by == who


def test_a_committee_of_another_municipality_is_refused_however_many_there_are_here(plan, herning, randers):
    CommitteeFactory(municipality=herning)
    foreign = CommitteeFactory(municipality=randers)
    with pytest.raises(ValidationError, match="Udvalget hører til en anden kommune"):
        insert(plan, element("goal", "Ny", responsible_id=foreign.pk), "A")


def test_an_element_that_was_just_built_is_no_double_of_itself(plan):
    insert(plan, element("goal", "Ny"), "A").full_clean()
