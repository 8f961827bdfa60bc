"""What the tables of decisions refuse."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.decisions.models import Decision, DecisionElement, Meeting, ValueAssessment, WeighingBasis
from tests.factories import CommitteeFactory
from tests.factories.decisions import decide

NOW = timezone.now()


def test_a_committee_meets_once_a_day(herning, council):
    decide(council, on=date(2026, 3, 2))
    again = Meeting(municipality=herning, committee=council, on=date(2026, 3, 2))
    with pytest.raises(ValidationError, match="Udvalgets møde den dag er her allerede"):
        again.full_clean()
    other = CommitteeFactory(municipality=herning)
    Meeting(municipality=herning, committee=other, on=date(2026, 3, 2)).full_clean()


def test_a_meeting_is_of_a_committee_of_the_municipality(randers, council):
    with pytest.raises(ValidationError) as refused:
        Meeting(municipality=randers, committee=council, on=date(2026, 3, 2)).full_clean()
    assert refused.value.message_dict == {"committee": ["Udvalget hører til en anden kommune."]}


def test_a_decision_is_of_a_meeting_of_the_municipality(randers, council):
    meeting = decide(council).meeting
    with pytest.raises(ValidationError) as refused:
        Decision(municipality=randers, meeting=meeting, title="x", outcome="adopted").full_clean()
    assert refused.value.message_dict == {"meeting": ["Mødet hører til en anden kommune."]}


@pytest.mark.parametrize(
    "fields",
    [{"outcome": "perhaps"}, {"title": ""}, {"title": "x" * 301}, {"minutes_url": "javascript:alert(1)"}],
)
def test_a_decision_that_cannot_be_is_refused(fields, herning, council):
    values = {"title": "Ny skole", "outcome": "adopted", **fields}
    with pytest.raises(ValidationError) as refused:
        Decision(municipality=herning, meeting=decide(council).meeting, **values).full_clean()
    assert list(refused.value.message_dict) == list(fields)


def test_an_element_is_among_those_of_a_decision_once_and_of_the_same_municipality(
    council, strategy, named, randers
):
    decision = decide(council, "Ny skole", named("Bedre skole"))
    with pytest.raises(ValidationError, match="allerede blandt beslutningens elementer"):
        DecisionElement(decision=decision, identity=named("Bedre skole"), relation="amends").full_clean()
    theirs = decide(CommitteeFactory(municipality=randers))
    with pytest.raises(ValidationError) as refused:
        DecisionElement(decision=theirs, identity=named("Mod")).full_clean()
    assert refused.value.message_dict == {"identity": ["Elementet hører til en anden kommune."]}


@pytest.fixture
def assessed(council, strategy, named, editor):
    decision = decide(council)
    value = strategy.editions.get().elements.get(title="Mod")

    def make(**fields):
        values = {"version": 1, "effect": 1, "assessed_at": NOW, "assessed_by": editor, **fields}
        return ValueAssessment.objects.create(
            decision=decision, identity=value.identity, edition_element=value, **values
        )

    return make


@pytest.mark.parametrize("effect", [-3, 3])
def test_the_database_refuses_an_effect_out_of_range(effect, assessed):
    with pytest.raises(IntegrityError), transaction.atomic():
        assessed(effect=effect)


def test_the_database_refuses_a_draft_that_counts(assessed):
    with pytest.raises(IntegrityError), transaction.atomic():
        assessed(is_current=True)


def test_the_database_refuses_a_version_twice_and_two_that_count(assessed):
    assessed(is_final=True, is_current=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        assessed()
    with pytest.raises(IntegrityError), transaction.atomic():
        assessed(version=2, is_final=True, is_current=True)
    second = assessed(version=2, is_final=True)
    assert [str(second), str(assessed(version=3, effect=None))] == ["Mod: 1", "Mod: –"]


def test_a_municipality_weighs_against_one_kind_of_three(herning, randers):
    basis = WeighingBasis.objects.create(municipality=herning)
    assert str(basis) == "værdi"
    with pytest.raises(ValidationError):
        WeighingBasis(municipality=herning, kind="goal").full_clean()
    with pytest.raises(ValidationError):
        WeighingBasis(municipality=randers, kind="section").full_clean()
