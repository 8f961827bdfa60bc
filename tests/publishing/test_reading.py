import pytest

from apps.publishing import reading
from apps.publishing.models import Edition, EditionElement
from apps.publishing.operations.publish import publish
from apps.strategies import tree
from apps.strategies.models import Relation
from tests.factories import element, make_plan


def plan_of(size, municipality, **fields):
    """A plan of ``size`` focus areas with two goals each."""
    goals = [element("goal", "Mål", text="Noget."), element("goal", "Andet mål")]
    areas = [element("focus_area", f"Område {n}", *goals, text="Tekst.") for n in range(size)]
    return make_plan(*areas, municipality=municipality, **fields)


@pytest.mark.parametrize("size", [3, 30])
def test_a_plan_and_its_elements_take_two_queries_at_any_size(
    size, herning, editor, django_assert_num_queries
):
    publish(plan=plan_of(size, herning, slug="plan"), by=editor, nature="adopted")
    with django_assert_num_queries(2):
        edition = reading.published_plan("herning", "plan")
        rows = list(reading.elements(edition))
        assert str(rows[-1].identity.uid)
        assert edition.plan.municipality.name == "Herning Kommune"
    assert len(rows) == 1 + size * 3


@pytest.mark.parametrize("size", [3, 30])
def test_an_element_page_takes_three_queries_at_any_size(size, herning, editor, django_assert_num_queries):
    publish(plan=plan_of(size, herning, slug="plan"), by=editor, nature="adopted")
    with django_assert_num_queries(3):
        page = reading.published_element("herning", "plan", "omraade-1")
    assert [row.title for row in page.ancestors] == ["Vores plan"]
    assert [row.title for row in page.children] == ["Mål", "Andet mål"]
    assert (page.previous.title, page.next.title) == ("Område 0", "Område 2")
    assert not page.is_dropped


def test_a_dropped_element_is_read_in_the_last_edition_that_had_it(herning, editor):
    plan = plan_of(2, herning, slug="plan")
    first = publish(plan=plan, by=editor, nature="adopted")
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="Område 0").pk, by=editor)
    publish(plan=plan, by=editor, nature="editorial")
    page = reading.published_element("herning", "plan", "omraade-0")
    assert page.is_dropped
    assert page.edition == first
    assert [row.title for row in page.children] == ["Mål", "Andet mål"]
    assert reading.by_uid(page.element.identity.uid).edition == first


def test_a_relation_is_shown_at_both_ends_once_both_plans_are_published(herning, editor):
    upper, lower = (
        plan_of(1, herning, slug="plan"),
        make_plan(element("objective", "Målsætning"), municipality=herning, title="Lavere", slug="lavere"),
    )
    goal = upper.elements.get(title="Mål").identity
    objective = lower.elements.get(title="Målsætning").identity
    Relation.objects.create(source=objective, target=goal, kind="contributes_to")
    publish(plan=upper, by=editor, nature="adopted")
    assert reading.published_element("herning", "plan", "maal").relations == []
    publish(plan=lower, by=editor, nature="adopted")
    [incoming] = reading.published_element("herning", "plan", "maal").relations
    [outgoing] = reading.published_element("herning", "lavere", "maalsaetning").relations
    assert (incoming.is_outgoing, incoming.title, incoming.plan_slug) == (False, "Målsætning", "lavere")
    assert (outgoing.is_outgoing, outgoing.title, outgoing.slug) == (True, "Mål", "maal")
    tree.delete(plan_id=upper.pk, element_id=upper.elements.get(title="Mål").pk, by=editor)
    publish(plan=upper, by=editor, nature="editorial")
    [outgoing] = reading.published_element("herning", "lavere", "maalsaetning").relations
    assert (outgoing.is_dropped, outgoing.edition_number) == (True, 1)


def test_an_unpublished_plan_does_not_exist(herning):
    plan = plan_of(1, herning, slug="plan")
    with pytest.raises(Edition.DoesNotExist):
        reading.published_plan("herning", "plan")
    with pytest.raises(EditionElement.DoesNotExist):
        reading.by_uid(plan.elements.first().identity.uid)


def test_older_editions_know_the_current_one(herning, editor):
    plan = plan_of(1, herning, slug="plan")
    publish(plan=plan, by=editor, nature="adopted")
    publish(plan=plan, by=editor, nature="editorial")
    older = reading.published_edition("herning", "plan", 1)
    assert (older.number, older.current_number) == (1, 2)
    for absent in (3, 0, 10**30):
        with pytest.raises(Edition.DoesNotExist):
            reading.published_edition("herning", "plan", absent)


@pytest.mark.parametrize("count", [1, 3])
def test_all_municipalities_take_two_queries(count, herning, editor, django_assert_num_queries):
    for number in range(count):
        publish(plan=plan_of(1, herning, slug=f"plan-{number}"), by=editor, nature="adopted")
    with django_assert_num_queries(2):
        read = dict(reading.municipalities_with_editions())
    assert len(read[herning]) == count


def test_editions_of_are_the_plans_own_and_the_newest_comes_first(herning, editor):
    plan, other = (
        make_plan(element("goal", "Mål"), municipality=herning, slug=slug) for slug in ("plan", "anden")
    )
    for each in (plan, other, plan):
        newest = publish(plan=each, by=editor, nature="adopted")
    assert [(e.plan_id, e.number) for e in reading.editions_of(newest)] == [(plan.pk, 2), (plan.pk, 1)]


def test_what_was_dropped_is_found_in_its_own_plan(herning, editor):
    plans = [make_plan(element("goal", "Mål"), municipality=herning, slug=slug) for slug in ("plan", "anden")]
    for plan in plans:
        publish(plan=plan, by=editor, nature="adopted")
        goal = plan.elements.get(title="Mål")
        tree.delete(plan_id=plan.pk, element_id=goal.pk, by=editor)
        publish(plan=plan, by=editor, nature="editorial")
    for plan in plans:
        page = reading.published_element("herning", plan.slug, "maal")
        assert (page.is_dropped, page.element.edition.plan_id) == (True, plan.pk)


def test_an_address_that_no_element_ever_had_leads_nowhere(herning, editor):
    plan = make_plan(element("goal", "Mål"), municipality=herning, slug="plan")
    publish(plan=plan, by=editor, nature="adopted")
    with pytest.raises(EditionElement.DoesNotExist):
        reading.published_element("herning", "plan", "et-andet")
