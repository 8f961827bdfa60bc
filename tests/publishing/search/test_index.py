"""What is published is found at once, and nothing else is."""

import pytest
from django.core.management import call_command
from django.db import transaction

from apps.publishing.models import PlanWords, SearchEntry, SearchTokens
from apps.publishing.models.search import PLACES
from apps.publishing.operations.publish import publish, republish
from apps.publishing.operations.rebuild_search import rebuild_search
from apps.publishing.operations.retract import retract
from apps.publishing.operations.withdraw import withdraw
from apps.publishing.search.results import Search
from apps.strategies.operations.edit import edit_element
from tests.bystander import own
from tests.factories import element, make_plan


def titles(typed):
    return [hit.title for hit in Search.of(typed).hits(0, 20)]


def tokens_of(plan):
    first = plan.pk * PLACES
    return SearchTokens.objects.filter(pk__in=range(first, first + 10))


@pytest.fixture
def plan(herning):
    return make_plan(
        element("goal", "Flere går i zebraskole", text="Zebraer lærer mere."),
        municipality=herning,
        title="Zebraplan",
    )


def test_nothing_is_found_before_it_is_published_and_the_plan_itself_afterwards(plan, editor):
    assert titles("zebra") == []
    publish(plan=plan, by=editor, nature="adopted")
    assert titles("zebra") == ["Zebraplan", "Flere går i zebraskole"]
    assert [hit.kind for hit in Search.of("zebraplan").hits(0, 20)] == ["document"]


def test_a_later_edition_takes_the_place_of_the_one_before(plan, editor):
    first = publish(plan=plan, by=editor, nature="adopted")
    goal = plan.elements.get(title="Flere går i zebraskole")
    edit_element(
        plan_id=plan.pk, element_id=goal.pk, based_on=goal.version, by=editor, title="Flere går i giraffskole"
    )
    assert titles("giraf") == []
    publish(plan=plan, by=editor, nature="adopted")
    assert titles("giraffskole") == ["Flere går i giraffskole"]
    assert titles("zebraskole") == []
    republish(edition=first, by=editor)
    assert titles("giraffskole") == []


def test_a_withdrawn_plan_is_not_found_and_leaves_no_word_behind(plan, editor):
    publish(plan=plan, by=editor, nature="adopted")
    withdraw(plan=plan, by=editor)
    assert titles("zebra") == []
    assert [own(SearchEntry).count(), tokens_of(plan).count(), own(PlanWords).count()] == [0, 0, 0]


def test_retracted_words_are_not_found_and_stand_nowhere_in_the_index(plan, editor, herning):
    publish(plan=plan, by=editor, nature="adopted")
    goal = plan.elements.get(title="Flere går i zebraskole")
    retract(identity=goal.identity, by=editor, words="Zebraer lærer mere", reason="Navn")
    assert titles('"lærer mere"') == []
    assert titles("zebraskole") == ["Flere går i zebraskole"]
    assert not own(SearchEntry).filter(words__contains="laerer").exists()
    assert not own(PlanWords).filter(words__contains="lærer").exists()


def test_a_publication_that_fails_leaves_the_index_as_it_was(plan, editor):
    with transaction.atomic():
        publish(plan=plan, by=editor, nature="adopted")
        transaction.set_rollback(True)
    assert titles("zebra") == []


def rows(plan):
    """The plan's; a test that empties the database leaves others' tokens, in a table that is none of Django's."""
    return (
        list(own(SearchEntry).order_by("pk").values()),
        dict(tokens_of(plan).values_list("pk", "tokens")),
        list(own(PlanWords).order_by("pk").values()),
    )


def test_the_index_made_anew_is_the_same_however_often(plan, editor, capsys):
    publish(plan=plan, by=editor, nature="adopted")
    before = rows(plan)
    call_command("rebuild_search")
    call_command("rebuild_search")
    assert rows(plan) == before


def test_what_was_lost_is_made_anew_and_what_is_too_much_goes(plan, editor, herning):
    publish(plan=plan, by=editor, nature="adopted")
    before = rows(plan)
    tokens_of(plan).delete()
    own(SearchEntry).delete()
    own(PlanWords).delete()
    assert rebuild_search(only_missing=True) == 1
    assert [titles("zebra"), rows(plan)[:2]] == [["Zebraplan", "Flere går i zebraskole"], before[:2]]
    assert rebuild_search(only_missing=True) == 0
    PlanWords.objects.create(plan=make_plan(municipality=herning, title="Kladde"), words="kladde 1")
    rebuild_search()
    assert not PlanWords.objects.filter(words="kladde 1").exists()
