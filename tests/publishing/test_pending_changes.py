"""The three answers to what citizens read otherwise agree, whatever was done to the plan."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.publishing.comparison.pending_changes import Marks, differing, marks_of, pending_changes
from apps.publishing.comparison.pending_element import pending_element, read_element
from apps.publishing.operations.publish import publish
from apps.publishing.operations.retract import retract
from apps.publishing.operations.withdraw import withdraw
from apps.strategies import tree
from apps.strategies.models import Element, Relation, SourceDocument, SourcePassage, Topic
from apps.strategies.operations.edit import edit_element
from apps.strategies.operations.edit_plan import edit_plan
from apps.strategies.tree.building import NewElement
from tests.factories import CommitteeFactory, element, make_plan


@pytest.fixture
def world(herning, editor):
    """Two published plans with a source each, one that is not published, committees and topics."""
    committees = [CommitteeFactory(municipality=herning, name=name) for name in ("Klima", "Teknik")]
    for name in ("Vand", "Luft"):
        Topic.objects.create(name=name, slug=name.lower())
    plans = [
        make_plan(
            element("section", "A", element("section", "A1", text="Et.\nTo."), element("section", "A2")),
            element("section", "B", responsible_id=committees[0].pk),
            municipality=herning,
            title=title,
            by=editor,
        )
        for title in ("Første", "Anden", "Kladde")
    ]
    for plan in plans[:2]:
        source = SourceDocument.objects.create(plan=plan, number=1, title="Kilden", text="A\n", sha256="x")
        first = plan.elements.get(title="A").identity
        SourcePassage.objects.create(
            document=source, identity=first, first_line=1, last_line=1, role="title", text="A"
        )
        publish(plan=plan, by=editor, nature="adopted")
    return plans


def _pick(rows, number):
    rows = list(rows)
    return rows[number % len(rows)] if rows else None


def _node(plan, number):
    return _pick(plan.elements.without_root().select_related("identity").order_by("pk"), number)


def _revise(plan, node, editor, **changes):
    edit_element(plan_id=plan.pk, element_id=node.pk, based_on=node.version, by=editor, **changes)


CONTENT = [
    {"title": "Ny titel"}, {"title": "A"}, {"body": "<p>Et.</p>"}, {"body": "<p>Et.</p>\n<p>To.</p>"}, {"body": ""},
    {"body": '<p><a href="https://a.dk/">Et.</a></p>'}, {"kind": "goal"}, {"kind": "section"}, {"is_derived": True},
    {"is_derived": False}, {"parts_stated": 2, "parts_kind": "section"}, {"parts_stated": None, "parts_kind": ""},
]  # fmt: skip
PLAN = [
    {"title": "Andre ord"}, {"title": "Første"}, {"level": "action_plan"}, {"level": "council_strategy"},
    {"start_year": 2022, "end_year": 2026}, {"start_year": None, "end_year": None}, {"adopted_on": date(2022, 1, 3)},
    {"adopted_on": None}, {"case_reference": "21/1"}, {"case_reference": ""},
]  # fmt: skip


def _content(plan, editor, one, two):
    if node := _node(plan, one):
        _revise(plan, node, editor, **CONTENT[two % len(CONTENT)])


def _responsible(plan, editor, one, two):
    if node := _node(plan, one):
        _revise(
            plan, node, editor, responsible=_pick([None, *plan.municipality.committees.order_by("pk")], two)
        )


def _topics(plan, editor, one, two):
    if node := _node(plan, one):
        _revise(
            plan, node, editor, topics=_pick([[], *[[topic] for topic in Topic.objects.order_by("pk")]], two)
        )


def _particulars(plan, editor, one, two):
    edit_plan(plan=plan, by=editor, **PLAN[one % len(PLAN)])


def _committee(plan, editor, one, two):
    committee = _pick([None, *plan.municipality.committees.order_by("pk")], one)
    edit_plan(plan=plan, by=editor, committee=committee)


def _rename(plan, editor, one, two):
    committee = _pick(plan.municipality.committees.order_by("pk"), one)
    committee.name = ("Klima", "Teknik", "Natur")[two % 3]
    committee.save()


def _insert(plan, editor, one, two):
    if parent := _pick(plan.elements.order_by("pk"), one):
        new = NewElement(kind="section", title="Nyt")
        tree.insert(new, plan_id=plan.pk, parent_id=parent.pk, position=0, by=editor)


def _move(plan, editor, one, two):
    node, parent = _node(plan, one), _pick(plan.elements.order_by("pk"), two)
    if node:
        tree.move(plan_id=plan.pk, element_id=node.pk, parent_id=parent.pk, position=one % 2, by=editor)


def _delete(plan, editor, one, two):
    if node := _node(plan, one):
        tree.delete(plan_id=plan.pk, element_id=node.pk, by=editor)


def _restore(plan, editor, one, two):
    if binned := plan.bin.restorable().order_by("pk").first():
        tree.restore(plan_id=plan.pk, binned_id=binned.pk, by=editor)


def _relation(plan, editor, one, two):
    source, target = _node(plan, one), _node(plan, two)
    if source and target and source != target:
        found = Relation.objects.filter(source=source.identity, target=target.identity)
        if not found.delete()[0]:
            Relation.objects.create(source=source.identity, target=target.identity, kind="supports")


def _note(plan, editor, one, two):
    Relation.objects.filter(source__plan=plan).update(note=("", "Fordi")[one % 2])


def _source(plan, editor, one, two):
    SourcePassage.objects.filter(document__plan=plan).update(text=("A", "B")[one % 2])


def _publish(plan, editor, one, two):
    publish(plan=plan, by=editor, nature="editorial")


DEEDS = [
    _content, _responsible, _topics, _particulars, _committee, _rename, _insert, _move, _delete, _restore, _relation, _note,
    _source, _publish,
]  # fmt: skip

numbers = st.integers(0, 30)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 1), numbers, numbers), max_size=7))
def test_the_cheap_and_the_thorough_answers_agree(world, editor, deeds):
    with transaction.atomic():
        for deed, which, one, two in deeds:
            plan = type(world[which]).objects.get(pk=world[which].pk)
            try:
                with transaction.atomic():
                    deed(plan, editor, one, two)
            except ValidationError:
                continue  # a deed that is refused changes nothing
        assert_all_agree(world)
        transaction.set_rollback(True)


def assert_all_agree(plans):
    ids = [plan.pk for plan in plans]
    marks = marks_of(ids)
    thorough = {pk: found for pk in ids if (found := pending_changes(type(plans[0])(pk=pk))).current}
    assert marks.keys() == thorough.keys()
    assert differing(ids) == {pk for pk, found in thorough.items() if not found.is_empty}
    for pk, found in thorough.items():
        comparison, mark = found.comparison, marks[pk]
        assert mark.new == {row.identity_id for row in comparison.added}
        assert mark.removed == [row.identity_id for row in comparison.removed]
        assert mark.moved == {move.new.identity_id for move in comparison.moved}
        assert mark.changed == {change.new.identity_id for change in comparison.changed}
        assert mark.particulars == bool(comparison.particulars)
        changes = {change.new.identity_id: change for change in comparison.changed}
        for row in found.current.elements.all():
            if node := Element.objects.filter(identity=row.identity_id).first():
                alone = pending_element(node, read_element(row.identity_id))
                assert alone.change.is_empty == (row.identity_id not in changes)
                assert alone.is_moved == (row.identity_id in mark.moved)


def test_what_was_just_published_does_not_differ_and_a_draft_has_nothing_to_differ_from(world):
    assert differing([plan.pk for plan in world]) == set()
    assert set(marks_of([plan.pk for plan in world])) == {plan.pk for plan in world[:2]}
    assert_all_agree(world)


def test_a_withdrawn_plan_has_nothing_to_differ_from(world, editor):
    withdraw(plan=world[0], by=editor)
    assert set(marks_of([world[0].pk])) == set()
    assert_all_agree(world)


def test_they_agree_about_a_plan_that_words_were_retracted_from(world, editor):
    node = world[0].elements.get(title="A2")
    _revise(world[0], node, editor, title="Tak til Jens Hansen")
    publish(plan=world[0], by=editor, nature="editorial")
    retract(identity=node.identity, by=editor, reason="Personoplysning", words="Jens Hansen")
    assert_all_agree(world)


def _add_a_repair(documents):
    passage = SourcePassage.objects.get(document__in=documents)
    passage.repairs.create(kind="space", before="A", after="A", why="Mellemrum")
    passage.repairs.create(kind="other", before="A", after="A", why="Andet")


def _remove(documents):
    SourcePassage.objects.filter(document__in=documents).delete()
    documents.delete()


@pytest.mark.parametrize(
    "change",
    [
        lambda documents: documents.update(text="A\nB\n"),
        lambda documents: documents.update(number=2),
        lambda documents: documents.update(original_sha256="y"),
        lambda documents: documents.update(original_removed_on=date(2026, 5, 3)),
        lambda documents: SourceDocument.objects.create(plan_id=documents.get().plan_id, number=2, text="B"),
        _add_a_repair,
        _remove,
    ],
    ids=["text", "number", "file", "file removed", "one more", "repairs", "one less"],
)
def test_they_agree_about_a_source_that_is_another_now_and_again_when_it_was_published(world, editor, change):
    change(SourceDocument.objects.filter(plan=world[0]))
    assert differing([plan.pk for plan in world]) == {world[0].pk}
    assert_all_agree(world)
    publish(plan=world[0], by=editor, nature="editorial")
    assert differing([plan.pk for plan in world]) == set()


def test_the_lines_of_all_sources_take_two_queries_more(world, django_assert_num_queries):
    ids = [plan.pk for plan in world]
    for chosen in (ids[:1], ids):
        with django_assert_num_queries(2 + 2):
            differing(chosen)
        with django_assert_num_queries(4 + 2):
            marks_of(chosen)


@pytest.mark.parametrize("elements", [1, 30])
def test_the_answers_take_as_many_queries_at_any_size(herning, editor, elements, django_assert_num_queries):
    children = [element("section", f"Afsnit {number}") for number in range(elements)]
    plans = [
        make_plan(*children, municipality=herning, title=f"Plan {number}", by=editor)
        for number in range(1 if elements == 1 else 3)
    ]
    for plan in plans:
        publish(plan=plan, by=editor, nature="adopted")
        for node in plan.elements.without_root():
            _revise(plan, node, editor, body="<p>Nyt.</p>")
    with django_assert_num_queries(2):
        assert len(differing([plan.pk for plan in plans])) == len(plans)
    with django_assert_num_queries(4):
        assert {len(found.changed) for found in marks_of([plan.pk for plan in plans]).values()} == {elements}
    with django_assert_num_queries(13):
        assert len(pending_changes(plans[0]).comparison.changed) == elements


@pytest.mark.parametrize(
    "found", [{"new": {1}}, {"changed": {1}}, {"moved": {1}}, {"removed": [1]}, {"particulars": True}]
)
def test_marks_of_any_one_kind_are_something(found):
    assert (Marks(published={1, 2}).is_empty, Marks(**found).is_empty) == (True, False)
