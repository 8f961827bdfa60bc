"""Which other plans are offered when words are retracted, and which element their retraction is told of."""

from apps.municipalities.models import Committee
from apps.publishing.retraction.other_plans import elsewhere, where
from apps.publishing.retraction.scrubber import Scrubber
from apps.publishing.retraction.scrubbing import changes
from apps.strategies.models import Element, SourceDocument
from tests.factories import element, make_plan

NAME = "Jens Hansen-Friis"
SAYS_IT = f"Ring til {NAME}."


def offered(plan):
    return [(found.plan, found.titles) for found in elsewhere(plan_id=plan.pk, scrubber=Scrubber(NAME))]


def source(plan):
    return SourceDocument.objects.create(plan=plan, number=1, title="Kilde", text=SAYS_IT, sha256="x")


def test_other_plans_are_offered_by_title_with_each_title_once(herning, randers):
    plan = make_plan(element("goal", "Mål", text=SAYS_IT), municipality=herning, title="Midt")
    last = make_plan(
        element("goal", "Havn", text=SAYS_IT),
        element("goal", "Skov", text="Ingen."),
        element("goal", "By", text=SAYS_IT),
        municipality=herning,
        title="Vej",
    )
    first = make_plan(element("goal", "Sund", text=SAYS_IT), municipality=herning, title="Bo")
    make_plan(element("goal", "Mål", text="Ingen."), municipality=herning, title="Alt andet")
    make_plan(element("goal", "Mål", text=SAYS_IT), municipality=randers, title="Randers")
    assert offered(plan) == [(first, ["Sund"]), (last, ["Havn", "By"])]


def test_a_plan_in_whose_source_alone_the_words_stand_is_offered_without_titles(herning):
    plan = make_plan(element("goal", "Mål", text=SAYS_IT), municipality=herning, title="Vores plan")
    other = make_plan(element("goal", "Mål", text="Ingen."), municipality=herning, title="Anden")
    source(other)
    assert offered(plan) == [(other, [])]


def test_a_committee_that_two_plans_share_offers_neither(herning):
    committee = Committee.objects.create(municipality=herning, name=f"Udvalget for {NAME}", slug="udvalget")
    plan, other_plan = (
        make_plan(element("goal", "Mål"), municipality=herning, title=title)
        for title in ("Vores plan", "Anden")
    )
    for goal in Element.objects.filter(plan__in=(plan, other_plan), kind="goal"):
        goal.responsible = committee
        goal.save(update_fields=["responsible"])
    assert any(change.entry.is_shared for change in changes(plan.pk, Scrubber(NAME)))
    assert offered(plan) == []


def test_a_retraction_is_told_of_the_first_element_that_says_the_words_or_of_the_plans_root(herning):
    make_plan(element("goal", "Mål", text="Ingen."), municipality=herning, title="Før")
    plan = make_plan(
        element("goal", "Havn", text="Ingen."), element("goal", "By", text=SAYS_IT), municipality=herning
    )
    quiet = make_plan(element("goal", "Mål", text="Ingen."), municipality=herning, title="Stille")
    source(quiet)
    by = Element.objects.get(plan=plan, title="By")
    root = Element.objects.get(plan=quiet, parent=None)
    scrubber = Scrubber(NAME)
    assert where(changes(plan.pk, scrubber), plan.pk) == by.identity
    assert where(changes(quiet.pk, scrubber), quiet.pk) == root.identity
