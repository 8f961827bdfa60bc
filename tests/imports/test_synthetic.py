from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from apps.core import richtext
from apps.imports import synthetic
from apps.municipalities.models import Municipality
from apps.publishing import reading
from apps.publishing.models import Edition
from apps.strategies.models import Element, Plan
from apps.strategies.tree.building import count
from apps.strategies.tree.integrity import findings
from tests.bystander import own


def generate(**options):
    out = StringIO()
    call_command("generate_municipalities", stdout=out, **options)
    return out.getvalue()


def test_municipalities_are_made_whole_published_and_marked_as_examples(db):
    generate(count=2, elements=30, publish=True)
    assert findings() == []
    edition = reading.published_plan("proeveby-2", "strategi")
    assert edition.element_count == 31
    assert edition.plan.municipality.is_example


def test_nothing_is_published_unless_told(db):
    generate(count=1, elements=5)
    assert own(Plan).count() == 1
    assert not own(Edition).exists()


def test_what_is_there_already_is_left_alone(db, herning):
    generate(count=1, elements=5)
    before = list(own(Element).order_by("pk").values())
    assert "findes allerede" in generate(count=2, elements=7)
    assert (
        list(Element.objects.filter(plan__municipality__slug="proeveby-1").order_by("pk").values()) == before
    )
    codes = set(own(Municipality).values_list("code", flat=True))
    assert len(codes) == 3


@pytest.mark.parametrize("wrong", [{"count": 0}, {"elements": -1}, {"count": 10**9}, {"elements": 10**9}])
def test_absurd_numbers_are_refused(db, wrong):
    with pytest.raises(CommandError):
        generate(**wrong)
    assert not own(Municipality).exists()


@pytest.mark.parametrize("elements", [1, 11, 1000, 3000])
def test_the_same_seed_gives_the_same_tree_of_the_wanted_size(elements):
    tree = synthetic.tree(1, elements=elements, seed=1)
    assert count(tree) == elements + 1
    assert tree == synthetic.tree(1, elements=elements, seed=1)
    assert tree != synthetic.tree(1, elements=elements, seed=2)


def test_the_texts_are_canonical_and_some_700_characters_long():
    bodies = [child.body for child in synthetic.tree(1, elements=10, seed=1).children]
    assert all(richtext.canonical(body) == body for body in bodies)
    assert all(500 < len(body) < 1100 for body in bodies)


def test_no_code_is_given_twice():
    taken: set[str] = set()
    for _number in range(500):
        taken.add(synthetic.free_code(taken))
    assert len(taken) == 500
