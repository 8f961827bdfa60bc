import pytest
from django.core.exceptions import ValidationError

from apps.strategies.models import Element, Plan
from apps.strategies.operations.edit import StaleEdit
from apps.strategies.operations.edit_plan import edit_plan, plan_version
from tests.factories import CommitteeFactory, UserFactory, element, make_plan


@pytest.fixture
def plan(herning):
    return make_plan(element("goal", "Mål"), title="Vores plan", municipality=herning)


def test_the_roots_title_follows_the_plans_with_history_on_both(plan):
    user = UserFactory()
    edit_plan(plan=plan, by=user, title="Vores nye plan", start_year=2022, end_year=2026)
    root = Element.objects.get(plan=plan, parent=None)
    assert (root.title, root.version, root.history.latest().history_user) == ("Vores nye plan", 2, user)
    saved = Plan.objects.get(pk=plan.pk)
    assert (saved.title, saved.start_year, saved.end_year) == ("Vores nye plan", 2022, 2026)
    assert (saved.history.count(), saved.history.latest().history_user) == (2, user)


def test_saving_a_plan_unchanged_changes_nothing(plan):
    edit_plan(plan=plan, by=None, title="Vores plan", level="council_strategy")
    assert (plan.history.count(), Element.objects.get(plan=plan, parent=None).version) == (1, 1)


def test_a_stale_edit_of_a_plan_is_refused_with_both(plan):
    began = plan_version(plan)
    other = UserFactory()
    edit_plan(plan=plan, by=other, title="Deres", based_on=began)
    with pytest.raises(StaleEdit) as refused:
        edit_plan(plan=plan, by=None, title="Min", based_on=began)
    assert (refused.value.theirs, refused.value.ours) == ({"title": "Deres"}, {"title": "Min"})
    assert refused.value.who == other
    assert Plan.objects.get(pk=plan.pk).title == "Deres"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": " "}, "Skriv en titel."),
        ({"slug": "udvalg"}, "Portalens egne adresser bruger ordet ”udvalg”. Vælg et andet."),
        ({"slug": "taget"}, "Kommunen har allerede en plan på denne adresse."),
        ({"start_year": 2026, "end_year": 2022}, "Det sidste år kan ikke ligge før det første."),
        ({"start_year": 20221}, "Årstal skal ligge mellem 1970 og 2200."),
    ],
)
def test_values_that_are_not_allowed_are_refused_with_a_reason(plan, changes, message):
    make_plan(title="En anden", slug="taget", municipality=plan.municipality)
    with pytest.raises(ValidationError) as refused:
        edit_plan(plan=plan, by=None, **changes)
    assert refused.value.messages == [message]
    assert Plan.objects.get(pk=plan.pk).history.count() == 1


def test_another_municipalitys_committee_is_refused(plan, randers):
    with pytest.raises(ValidationError, match="Udvalget hører til en anden kommune"):
        edit_plan(plan=plan, by=None, committee=CommitteeFactory(municipality=randers))


def test_a_plan_stays_in_its_municipality(plan, randers):
    with pytest.raises(TypeError):
        edit_plan(plan=plan, by=None, municipality=randers)
