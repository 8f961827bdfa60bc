"""What an indicator, its figures and its elements may be: told in words by ``clean``, held by the database."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from apps.indicators.models import Indicator, IndicatorElement, Measurement, Target
from tests.factories import CommitteeFactory, element, make_plan
from tests.factories.indicators import IndicatorFactory

DAY = date(2024, 12, 31)


def refusal(row) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return refused.value.message_dict


def refused_by_the_database(row) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def new(municipality, **fields) -> Indicator:
    return Indicator(
        **{"municipality": municipality, "title": "Ledige", "unit": "%", "direction": "down", **fields}
    )


@pytest.mark.parametrize(("least", "most"), [("1", "1"), ("1", "0"), ("-1", "-2")])
def test_the_largest_possible_value_is_larger_than_the_least(herning, least, most):
    row = new(herning, least=Decimal(least), most=Decimal(most))
    assert refusal(row) == {"__all__": ["Den største mulige værdi skal være større end den mindste."]}
    refused_by_the_database(row)


@pytest.mark.parametrize("half", [{"baseline": Decimal(0)}, {"baseline_on": DAY}])
def test_a_baseline_has_both_a_value_and_a_day(herning, half):
    row = new(herning, **half)
    assert refusal(row) == {"__all__": ["Et udgangspunkt skal have både en værdi og den dag, det er målt."]}
    refused_by_the_database(row)


def test_a_baseline_of_zero_at_the_edge_of_the_domain_is_fine(herning):
    row = new(herning, baseline=Decimal(0), baseline_on=DAY, least=Decimal(0), most=Decimal(100))
    row.full_clean()
    row.save()
    assert Indicator.objects.get(pk=row.pk).baseline == 0


@pytest.mark.parametrize(
    ("value", "why"), [("-0.5", "Værdien skal være mindst 0."), ("100.5", "Værdien må højst være 100.")]
)
def test_a_baseline_outside_the_domain_is_refused(herning, value, why):
    row = new(herning, baseline=Decimal(value), baseline_on=DAY, least=Decimal("0.00"), most=Decimal("100.0"))
    assert refusal(row) == {"baseline": [why]}


@pytest.mark.parametrize("model", [Measurement, Target])
@pytest.mark.parametrize(
    ("value", "why"), [("-1.51", "Værdien skal være mindst -1,5."), ("2.01", "Værdien må højst være 2.")]
)
def test_a_figure_outside_the_domain_is_refused_and_one_at_its_edge_is_not(herning, model, value, why):
    indicator = IndicatorFactory(municipality=herning, least=Decimal("-1.5"), most=Decimal(2))
    assert refusal(model(indicator=indicator, on=DAY, value=Decimal(value))) == {"value": [why]}
    for edge in (indicator.least, indicator.most):
        model(indicator=indicator, on=DAY, value=edge).full_clean()


def test_an_owner_of_another_municipality_is_refused(herning, randers):
    row = new(herning, owner=CommitteeFactory(municipality=randers))
    assert refusal(row) == {"owner": ["Udvalget hører til en anden kommune."]}
    new(herning, owner=CommitteeFactory(municipality=herning)).full_clean()


def test_an_element_of_another_municipality_is_refused(herning, randers):
    indicator = IndicatorFactory(municipality=herning)
    own, others = (
        make_plan(element("goal", "Mål"), municipality=each).elements.get(title="Mål").identity
        for each in (herning, randers)
    )
    assert refusal(IndicatorElement(indicator=indicator, identity=others)) == {
        "identity": ["Elementet hører til en anden kommune."]
    }
    tie = IndicatorElement(indicator=indicator, identity=own)
    tie.full_clean()
    tie.save()
    assert tie.role == "outcome"
    twice = IndicatorElement(indicator=indicator, identity=own, role="output")
    assert refusal(twice) == {"__all__": ["Elementet hører allerede til indikatoren."]}
    refused_by_the_database(twice)


@pytest.mark.parametrize("fields", [{}, {"value": Decimal(0), "missing_reason": "Sygdom"}])
def test_a_measurement_has_either_a_figure_or_a_reason(herning, fields):
    row = Measurement(indicator=IndicatorFactory(municipality=herning), on=DAY, **fields)
    assert refusal(row) == {"__all__": ["Skriv enten et tal, eller hvorfor der ikke er noget."]}
    refused_by_the_database(row)


@pytest.mark.parametrize("fields", [{"value": Decimal(0)}, {"missing_reason": "Sygdom"}])
def test_a_measurement_with_one_of_both_is_fine(herning, fields):
    row = Measurement(indicator=IndicatorFactory(municipality=herning), on=DAY, **fields)
    row.full_clean()
    row.save()


@pytest.mark.parametrize(
    ("model", "why"),
    [(Measurement, "Der er allerede en måling for denne dag."), (Target, "Der er allerede et måltal for denne dag.")],
)  # fmt: skip
def test_a_day_has_one_measurement_and_one_target(herning, model, why):
    indicator = IndicatorFactory(municipality=herning)
    model.objects.create(indicator=indicator, on=DAY, value=1)
    again = model(indicator=indicator, on=DAY, value=2)
    assert refusal(again) == {"__all__": [why]}
    refused_by_the_database(again)
    other = IndicatorFactory(municipality=herning)
    model(indicator=other, on=DAY, value=2).full_clean()


def test_the_name_is_taken_in_one_municipality_only(herning, randers):
    new(herning).save()
    assert refusal(new(herning, title=" Ledige ")) == {
        "__all__": ["Kommunen har allerede en indikator med dette navn."]
    }
    refused_by_the_database(new(herning))
    new(randers).full_clean()


@pytest.mark.parametrize("value", ["1.1234567", "123456789012345.0"])
def test_a_figure_has_six_decimals_and_fourteen_digits_before_them_at_most(herning, value):
    row = Target(indicator=IndicatorFactory(municipality=herning), on=DAY, value=Decimal(value))
    assert list(refusal(row)) == ["value"]


def test_citizens_may_read_no_internal_indicator(herning):
    shown = IndicatorFactory(municipality=herning)
    IndicatorFactory(municipality=herning, is_public=False)
    assert list(Indicator.objects.public().filter(municipality=herning)) == [shown]
    assert not Indicator._meta.get_field("is_public").default
