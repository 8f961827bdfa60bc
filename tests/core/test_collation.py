"""Danish alphabetical order: the same by the key and by the database, whichever it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from apps.accounts.models import User
from apps.core.collation import Danish, danish_key, initial
from apps.core.text import danish_slug
from apps.municipalities.models import Committee, Municipality
from apps.strategies.models import Plan, Topic
from tests.bystander import own
from tests.factories import CommitteeFactory, MunicipalityFactory, UserFactory, make_plan

REGISTER = [
    "1. maj", "10 mål", "2 mål", "Albertslund", "Allerød", "allerød", "Byen til vandet", "By- og Landudvalget", "Cafe", "Café", "Cafeer",
    "Frederiksberg", "Vejle", "Zenia", "Ærø", "Ästrup", "Ølstykke", "Ørsted", "Öland", "Aabenraa", "Aalborg", "Ålborg", "Århus",
]  # fmt: skip


def test_a_register_is_in_the_order_of_a_danish_one():
    expected = sorted(REGISTER, key=danish_key)
    assert [name for name in expected if name[0] in "AÅaZÆØV"] == [
        "Albertslund", "Allerød", "allerød", "Vejle", "Zenia", "Ærø", "Ølstykke", "Ørsted", "Aabenraa", "Ålborg", "Aalborg", "Århus",
    ]  # fmt: skip
    assert sorted(["Café", "Cafeer", "Cafe"], key=danish_key) == ["Cafe", "Café", "Cafeer"]
    mixed = ["Zebra", "Ærø", "Ästrup", "Öland", "Ølby"]
    assert sorted(set(mixed), key=danish_key) == mixed


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Aabenraa", "Å"),
        ("Ålborg", "Å"),
        ("Ærø", "Æ"),
        ("Öland", "Ø"),
        ("vejle", "V"),
        ("É", "E"),
        ("7 byer", "7"),
    ],
)
def test_a_name_stands_under_its_letter(name, letter):
    assert initial(name) == letter


def in_the_database(names):
    Topic.objects.bulk_create(Topic(name=name, slug=f"k-{place}") for place, name in enumerate(names))
    rows = Topic.objects.filter(slug__startswith="k-").order_by(Danish("name"), "pk")
    return list(rows.values_list("name", flat=True))


@pytest.mark.django_db
def test_the_database_says_the_same_of_the_register():
    assert in_the_database(reversed(REGISTER)) == sorted(REGISTER, key=danish_key)


LETTERS = (
    st.text("abAByzæøåÆØÅéä019 -", min_size=1, max_size=6)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


class OnEitherDatabase(TestCase):
    @settings(max_examples=60)
    @given(st.lists(LETTERS, min_size=2, max_size=8, unique=True))
    def test_the_database_sorts_as_the_key_does(self, names):
        assert in_the_database(names) == sorted(names, key=danish_key)


@pytest.mark.django_db
def test_lists_that_name_no_order_are_in_danish_order(herning):
    for name in ("Aabenraa", "Ærø", "Zenia"):
        MunicipalityFactory(name=name)
        CommitteeFactory(municipality=herning, name=name)
        make_plan(municipality=herning, title=name)
        Topic.objects.create(name=name, slug=danish_slug(name))
        UserFactory(full_name=name)
    order = ["Zenia", "Ærø", "Aabenraa"]
    assert [each.name for each in own(Municipality).all()] == ["Herning Kommune", *order]
    assert [each.name for each in own(Committee).all()] == order
    assert [each.title for each in own(Plan).all()] == order
    assert [each.name for each in own(Topic).all()][-3:] == order
    assert [each.full_name for each in own(User).all()][-3:] == order
