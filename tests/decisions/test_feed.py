"""What is told of the decisions in the feed of who did what."""

from datetime import timedelta

from django.utils import timezone

from apps.decisions.feed import entries
from apps.decisions.models import Decision
from apps.decisions.operations.weigh import Weight, weigh
from apps.municipalities.feed import Scope
from tests.factories import CommitteeFactory
from tests.factories.decisions import decide, final


def told(municipality, *, with_people=True, before=None, limit=20):
    soon = timezone.now() + timedelta(hours=1)
    scope = Scope(municipality, [], with_people, before or soon, limit)
    return [(entry.by, entry.words) for entry in entries(scope)]


def test_decisions_and_how_they_were_weighed_are_told(herning, council, strategy, named, editor):
    decision = decide(council)
    decision.title = "Større skole"
    decision.save()
    final(decision, (named("Mod"), 1), by=editor)
    weigh(decision=decision, weights=[Weight(named("Tillid").pk, 1)], by=editor, is_final=False)
    assert told(herning) == [
        (None, "ændrede beslutningen ”Større skole”"),
        (None, "noterede beslutningen ”Ny skole”"),
        (editor, "skrev en kladde til en vurdering af ”Større skole”"),
        (editor, "gjorde en vurdering af ”Større skole” endelig"),
    ]
    Decision.objects.get(pk=decision.pk).delete()
    assert told(herning)[0] == (None, "slettede beslutningen ”Større skole”")


def test_nothing_is_told_of_other_municipalities_of_later_or_where_one_plan_is_asked_about(
    herning, randers, council, strategy, named
):
    final(decide(council), (named("Mod"), 1))
    decide(CommitteeFactory(municipality=randers), "Randers")
    assert told(herning, with_people=False) == []
    assert told(herning, before=timezone.now() - timedelta(days=1)) == []
    assert told(randers) == [(None, "noterede beslutningen ”Randers”")]


def test_no_more_is_told_of_each_than_was_asked_for(
    herning, council, strategy, named, django_assert_num_queries
):
    for number in range(3):
        final(decide(council, f"Nr. {number}"), (named("Mod"), 1))
    with django_assert_num_queries(2):
        assert len(told(herning, limit=2)) == 4
