import pytest

from apps.overview.directory import all_municipalities, initial
from apps.publishing.operations.publish import publish
from tests.factories import MunicipalityFactory, make_plan, once_public


@pytest.mark.without_bystander("all municipalities of the front page")
def test_strategies_stand_before_the_plans_under_them(herning, editor):
    for level in ("action_plan", "council_strategy", "development_plan"):
        plan = make_plan(municipality=herning, title=level, slug=level, level=level)
        publish(plan=plan, by=editor, nature="adopted")
    [entry] = all_municipalities().real
    assert [edition.title for edition in entry.editions] == [
        "council_strategy",
        "development_plan",
        "action_plan",
    ]


@pytest.mark.without_bystander("all municipalities of the front page")
def test_examples_stand_apart(db):
    once_public(MunicipalityFactory(name="Eksempelby Kommune", is_example=True))
    once_public(MunicipalityFactory(name="Vejle Kommune"))
    MunicipalityFactory(name="Skive Kommune")
    directory = all_municipalities()
    assert [entry.municipality.name for entry in directory.real] == ["Vejle Kommune"]
    assert [entry.municipality.name for entry in directory.examples] == ["Eksempelby Kommune"]
    assert directory.letters == []


def test_aa_stands_under_a_ring():
    assert [initial(name) for name in ("Aabenraa", "Ålborg", "Ærø", "vejle")] == ["Å", "Å", "Æ", "V"]
