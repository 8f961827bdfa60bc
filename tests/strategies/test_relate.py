import itertools
import random

import pytest
from django.core.exceptions import ValidationError

from apps.strategies.models import Relation
from apps.strategies.operations.relate import edit_relation, relate, unrelate
from tests.bystander import own
from tests.factories import element, make_plan


def identity(municipality, title):
    plan = make_plan(element("goal", title), title=f"Plan om {title}", municipality=municipality)
    return plan.elements.select_related("identity").get(title=title).identity


@pytest.fixture
def source(herning):
    return identity(herning, "Flere i job")


@pytest.fixture
def target(herning):
    return identity(herning, "Vækst")


def test_a_relation_is_recorded_changed_and_taken_away(source, target):
    relation = relate(source=source, target=target, kind="supports", by=None, note="Se side 4")
    assert list(source.relations.values_list("target", "kind", "note")) == [
        (target.pk, "supports", "Se side 4")
    ]
    edit_relation(plan_id=source.plan_id, relation_id=relation.pk, kind="depends_on", by=None)
    assert list(source.relations.values_list("kind", "note")) == [("depends_on", "")]
    unrelate(plan_id=source.plan_id, relation_id=relation.pk, by=None)
    assert not own(Relation).exists()


def test_relations_stay_within_a_municipality(source, randers):
    with pytest.raises(ValidationError, match="Elementet hører til en anden kommune"):
        relate(source=source, target=identity(randers, "Nye veje"), kind="supports", by=None)


def test_an_element_is_not_related_to_itself(source):
    with pytest.raises(ValidationError, match="Et element kan ikke hænge sammen med sig selv"):
        relate(source=source, target=source, kind="supports", by=None)


def test_the_same_relation_is_recorded_once(source, target):
    relate(source=source, target=target, kind="supports", by=None)
    with pytest.raises(ValidationError, match="Sammenhængen er der allerede"):
        relate(source=source, target=target, kind="supports", by=None)
    assert own(Relation).count() == 1


def test_another_plans_relation_is_not_found(source, target):
    relation = relate(source=source, target=target, kind="supports", by=None)
    for call in (unrelate, lambda **kw: edit_relation(kind="related", **kw)):
        with pytest.raises(Relation.DoesNotExist):
            call(plan_id=target.plan_id, relation_id=relation.pk, by=None)
    assert own(Relation).get().kind == "supports"


def test_a_kind_that_there_is_not_is_refused_when_a_relation_is_changed(source, target):
    relation = relate(source=source, target=target, kind="supports", by=None)
    with pytest.raises(ValidationError):
        edit_relation(plan_id=source.plan_id, relation_id=relation.pk, kind="hates", by=None)
    assert own(Relation).get().kind == "supports"


@pytest.fixture
def four(herning):
    return [identity(herning, title) for title in "ABCD"]


def contribute(source, target):
    return relate(source=source, target=target, kind="contributes_to", by=None)


def test_elements_do_not_contribute_to_each_other_in_a_circle_however_long(four):
    a, b, c, d = four
    for source, target in ((a, b), (b, c), (c, d)):
        contribute(source, target)
    circles = {a: "”B” → ”A” → ”B”", b: "”C” → ”B” → ”C”", c: "”D” → ”C” → ”D”"}
    for target, source in ((a, b), (b, c), (c, d)):
        with pytest.raises(ValidationError) as refused:
            contribute(source, target)
        assert refused.value.messages == [
            f"Elementerne ville bidrage til hinanden i ring: {circles[target]}."
        ]
    with pytest.raises(ValidationError, match="”D” → ”A” → ”B” → ”C” → ”D”"):
        contribute(d, a)
    assert own(Relation).count() == 3
    contribute(a, d)
    relate(source=d, target=a, kind="supports", by=None)


def test_a_relation_that_is_changed_closes_no_circle_either(four):
    a, b, *_rest = four
    contribute(a, b)
    back = relate(source=b, target=a, kind="related", by=None)
    with pytest.raises(ValidationError, match="i ring"):
        edit_relation(plan_id=b.plan_id, relation_id=back.pk, kind="contributes_to", by=None)
    back.refresh_from_db()
    assert back.kind == "related"


def test_any_order_of_relations_leaves_what_could_be_sorted(four):
    """All 12 relations of four elements, in a few hundred orders: what was taken never goes round, what was refused would have."""
    pairs = list(itertools.permutations(range(4), 2))
    for seed in range(25):
        Relation.objects.filter(source__in=four).delete()
        taken = set()
        for source, target in random.Random(seed).sample(pairs, len(pairs)):
            reachable = _reachable(taken, target)
            if source in reachable:
                with pytest.raises(ValidationError, match="i ring"):
                    contribute(four[source], four[target])
            else:
                contribute(four[source], four[target])
                taken.add((source, target))
        assert len(taken) == 6


def _reachable(pairs, start):
    found, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for source, target in pairs:
            if source == here and target not in found:
                found.add(target)
                waiting.append(target)
    return found
