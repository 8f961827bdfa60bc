"""What the database refuses, and the words in which ``clean`` says so."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from apps.core.addresses import RESERVED_FOR_PLANS
from apps.strategies.kinds import ALLOWED_PARENTS, Kind, check_place, may_stand_under
from apps.strategies.models import Element, Plan, Relation, SourceDocument, SourcePassage, Topic
from apps.strategies.models.guard import structure_change
from tests.factories import CommitteeFactory, element, make_plan


@pytest.fixture
def plan(herning):
    return make_plan(element("goal", "Mål", text="Ord"), title="Plan", municipality=herning)


@pytest.fixture
def document(plan):
    return SourceDocument.objects.create(plan=plan, number=1, title="Kilde", text="Et\nTo", sha256="0" * 64)


def messages(row) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return refused.value.messages


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"slug": "plan"}, "Kommunen har allerede en plan på denne adresse."),
        ({"start_year": 2026, "end_year": 2025}, "Det sidste år kan ikke ligge før det første."),
        ({"start_year": 1969}, "Årstal skal ligge mellem 1970 og 2200."),
        ({"end_year": 2201}, "Årstal skal ligge mellem 1970 og 2200."),
        ({"adopted_on": date(1, 11, 16)}, "Datoen for vedtagelsen skal ligge mellem 1970 og 2200."),
        ({"title": " \n "}, "Skriv en titel."),
        ({"title": "a" * 301}, "Denne værdi må højst have 300 tegn (den har 301)."),
        *[
            ({"slug": word}, f"Portalens egne adresser bruger ordet ”{word}”. Vælg et andet.")
            for word in sorted(RESERVED_FOR_PLANS)
        ],
    ],
)
def test_a_plan_says_what_is_wrong(plan, values, message):
    new = Plan(**{"municipality": plan.municipality, "title": "Ny", "slug": "ny", **values})
    assert messages(new) == [message]


def test_a_plans_committee_is_of_its_municipality(plan, randers):
    plan.committee = CommitteeFactory(municipality=randers)
    assert messages(plan) == ["Udvalget hører til en anden kommune."]


def test_a_plan_without_years_or_date_is_whole(plan):
    plan.full_clean()
    assert (plan.start_year, plan.end_year, plan.adopted_on) == (None, None, None)
    plan.adopted_on = date(2021, 11, 16)
    plan.full_clean()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"first_line": 0}, "Linjer tælles fra 1, og den sidste linje kan ikke ligge før den første."),
        ({"last_line": 1}, "Linjer tælles fra 1, og den sidste linje kan ikke ligge før den første."),
        ({"role": "paragraph"}, "En titel, et tekstafsnit og en afledt titel hører til et element."),
    ],
)
def test_a_passage_says_what_is_wrong(document, values, message):
    passage = {"document": document, "first_line": 2, "last_line": 2, "role": "furniture", **values}
    assert messages(SourcePassage(**passage)) == [message]
    with pytest.raises(IntegrityError), transaction.atomic():
        SourcePassage.objects.create(**passage)


def test_a_passages_element_is_of_the_same_plan(document):
    foreign = make_plan(title="En anden").identities.get()
    passage = SourcePassage(document=document, first_line=1, last_line=1, role="title", identity=foreign)
    assert messages(passage) == ["Elementet hører til en anden plan."]


def test_a_plans_sources_have_each_their_number(plan, document):
    again = SourceDocument(plan=plan, number=1, title="Igen", text="Et", sha256="0" * 64)
    assert messages(again) == ["Planen har allerede en kilde med dette nummer."]


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "document"},
        {"parent": None},
        {"lft": 9, "rght": 9},
        {"is_derived": True},
        {"parts_stated": 4},
        {"parts_kind": "theme"},
        {"parts_stated": 0, "parts_kind": "theme"},
        {"position": -1},
    ],
)
def test_the_database_refuses_an_element_that_cannot_be(plan, values):
    with pytest.raises(IntegrityError), transaction.atomic(), structure_change(None):
        Element.objects.filter(title="Mål").update(**values)


def test_a_plan_has_one_root_and_an_identity_one_element(plan):
    root = plan.elements.get(parent=None)
    copies = [
        Element(
            plan=plan,
            identity=make_plan(title="B").identities.get(),
            kind="document",
            title="To",
            lft=1,
            rght=2,
            level=0,
            tree_id=99,
        ),
        Element(
            plan=plan,
            identity=root.identity,
            parent=root,
            kind="goal",
            title="To",
            lft=1,
            rght=2,
            level=0,
            tree_id=99,
        ),
    ]
    for copy in copies:
        with pytest.raises(IntegrityError), transaction.atomic(), structure_change(None):
            Element.objects.bulk_create([copy])


def test_the_database_refuses_relations_to_itself_and_twice(plan):
    first, second = plan.identities.all()
    Relation.objects.create(source=first, target=second, kind="supports")
    for target in (first, second):
        with pytest.raises(IntegrityError), transaction.atomic():
            Relation.objects.create(source=first, target=target, kind="supports")


def test_a_topic_is_named_once(db):
    Topic.objects.create(name="Klima", slug="klima")
    assert messages(Topic(name="Klima", slug="klima")) == [
        "Navn: Det, du har skrevet, bruges allerede af en anden.",
        "Webadresse: Det, du har skrevet, bruges allerede af en anden.",
    ]


def test_every_kind_stands_in_the_table_and_sections_hold_and_stand_anywhere():
    assert set(ALLOWED_PARENTS) == set(Kind)
    for kind in set(Kind) - {Kind.DOCUMENT}:
        assert may_stand_under(kind, Kind.SECTION)
        assert may_stand_under(Kind.SECTION, kind)
        assert may_stand_under(kind, Kind.DOCUMENT)
        assert not may_stand_under(Kind.DOCUMENT, kind)


@pytest.mark.parametrize(
    ("kind", "parent"),
    [
        ("goal", "value"),
        ("value", "vision"),
        ("principle", "goal"),
        ("narrative", "vision"),
        ("vision", "goal"),
        ("action", "vision"),
    ],
)
def test_a_forbidden_place_is_explained_in_danish(kind, parent):
    with pytest.raises(ValidationError) as refused:
        check_place(kind, parent)
    labels = (Kind(kind).label, Kind(parent).label)
    assert refused.value.messages == ["Typen ”{}” kan ikke stå under ”{}”.".format(*labels)]
