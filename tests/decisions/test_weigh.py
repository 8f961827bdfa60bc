"""Weighing a decision: drafts, final assessments that are kept, and what is refused."""

import pytest
from django.core.exceptions import ValidationError

from apps.core.conflicts import SavedMeanwhile
from apps.decisions.models import ValueAssessment
from apps.decisions.operations.weigh import Weight, weigh
from apps.publishing.operations.publish import publish
from apps.strategies import tree
from tests.factories import element, make_plan
from tests.factories.decisions import decide


@pytest.fixture
def decision(council, strategy):
    return decide(council)


@pytest.fixture
def say(decision, editor):
    def weighed(*weights, is_final=False, **options):
        return weigh(decision=decision, weights=weights, by=editor, is_final=is_final, **options)

    return weighed


def rows(decision):
    columns = ("edition_element__title", "version", "effect", "reason", "is_final", "is_current")
    found = ValueAssessment.objects.filter(decision=decision).order_by("identity", "version")
    return list(found.values_list(*columns))


def test_a_draft_may_lack_a_reason_and_becomes_final_in_place(decision, say, named, editor):
    mod = named("Mod").pk
    [draft] = say(Weight(mod, 1))
    assert rows(decision) == [("Mod", 1, 1, "", False, False)]
    [final] = say(Weight(mod, 1, " Børnene spørges. "), is_final=True)
    assert final.pk == draft.pk
    assert rows(decision) == [("Mod", 1, 1, "Børnene spørges.", True, True)]
    assert final.assessed_by == editor


def test_a_final_assessment_is_kept_and_followed_by_the_next_version(decision, say, named):
    mod = named("Mod").pk
    say(Weight(mod, 1, "Først"), is_final=True)
    say(Weight(mod, -2, "Siden"), is_final=True)
    assert rows(decision) == [
        ("Mod", 1, 1, "Først", True, False),
        ("Mod", 2, -2, "Siden", True, True),
    ]


def test_a_draft_never_takes_back_what_is_final(decision, say, named):
    mod = named("Mod").pk
    say(Weight(mod, 2, "Endeligt"), is_final=True)
    say(Weight(mod, -1))
    say(Weight(mod, 0))
    assert rows(decision) == [
        ("Mod", 1, 2, "Endeligt", True, True),
        ("Mod", 2, 0, "", False, False),
    ]
    newest = ValueAssessment.objects.filter(decision=decision).newest().get()
    counts = ValueAssessment.objects.filter(decision=decision).final().get()
    assert (newest.version, counts.version) == (2, 1)
    say(Weight(mod, 0, "Alligevel"), is_final=True)
    assert rows(decision)[1] == ("Mod", 2, 0, "Alligevel", True, True)


@pytest.mark.parametrize("is_final", [False, True])
def test_what_is_so_already_is_left_alone(is_final, decision, say, named):
    mod = named("Mod").pk
    say(Weight(mod, 2, "Derfor"), is_final=True)
    decision.refresh_from_db()
    before = decision.version
    assert say(Weight(mod, 2, " Derfor "), is_final=is_final) == []
    decision.refresh_from_db()
    assert decision.version == before
    assert rows(decision) == [("Mod", 1, 2, "Derfor", True, True)]


def test_not_assessed_needs_no_reason(decision, say, named):
    say(Weight(named("Mod").pk, None), is_final=True)
    assert rows(decision) == [("Mod", 1, None, "", True, True)]


@pytest.mark.parametrize("effect", [-2, 0, 2])
@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_final_effect_without_a_reason_is_refused_and_nothing_is_written(
    effect, reason, decision, say, named
):
    tillid = Weight(named("Tillid").pk, 1, "Fordi")
    with pytest.raises(ValidationError, match="virkningen på ”Mod” er, som den er") as refused:
        say(tillid, Weight(named("Mod").pk, effect, reason), is_final=True)
    assert refused.value.code == "reason"
    assert rows(decision) == []


@pytest.mark.parametrize("effect", [-3, 3, 100])
def test_an_effect_out_of_range_is_refused(effect, decision, say, named):
    with pytest.raises(ValidationError) as refused:
        say(Weight(named("Mod").pk, effect, "x"))
    assert refused.value.code == "range"
    assert rows(decision) == []


def test_only_what_the_published_strategy_names_is_weighed_against(decision, say, named, randers, editor):
    theirs = make_plan(
        element("foundation", "F", element("value", "Ro")), municipality=randers, title="Anden"
    )
    publish(plan=theirs, by=editor, nature="adopted")
    stranger = theirs.elements.get(title="Ro").identity
    for identity in (stranger, named("Bedre skole"), named("Fundament")):
        with pytest.raises(ValidationError) as refused:
            say(Weight(identity.pk, 1, "x"))
        assert refused.value.code == "not_a_value"
    with pytest.raises(ValidationError):
        say(Weight(0, 1, "x"))
    assert rows(decision) == []


def test_whoever_saw_an_older_decision_is_refused(decision, say, named):
    decision.refresh_from_db()
    seen = decision.version
    say(Weight(named("Mod").pk, 1), expected=seen)
    with pytest.raises(SavedMeanwhile):
        say(Weight(named("Mod").pk, 2), expected=seen)
    assert rows(decision) == [("Mod", 1, 1, "", False, False)]


def test_a_value_that_left_the_strategy_shows_as_it_read_and_can_be_weighed_again(
    decision, say, named, strategy, editor
):
    mod = named("Mod")
    say(Weight(mod.pk, 1, "Først"), is_final=True)
    tree.delete(plan_id=strategy.pk, element_id=strategy.elements.get(title="Mod").pk, by=editor)
    publish(plan=strategy, by=editor, nature="editorial")
    say(Weight(mod.pk, 2, "Siden"), is_final=True)
    assert rows(decision) == [
        ("Mod", 1, 1, "Først", True, False),
        ("Mod", 2, 2, "Siden", True, True),
    ]
    numbers = ValueAssessment.objects.filter(decision=decision).order_by("version")
    assert list(numbers.values_list("edition_element__edition__number", flat=True)) == [1, 1]


def test_the_same_value_twice_in_one_go_is_written_once_after_the_other(decision, say, named):
    mod = named("Mod").pk
    say(Weight(mod, 1, "Et"), Weight(mod, 2, "To"), is_final=True)
    assert rows(decision) == [("Mod", 1, 1, "Et", True, False), ("Mod", 2, 2, "To", True, True)]


@pytest.mark.parametrize(("is_public", "steps"), [(True, 1), (False, 0)])
def test_only_what_citizens_can_read_is_news_to_them(
    is_public, steps, council, strategy, named, herning, editor
):
    decision = decide(council, is_public=is_public)
    herning.refresh_from_db()
    before = herning.public_version
    weigh(decision=decision, weights=[Weight(named("Mod").pk, 1, "x")], by=editor, is_final=True)
    herning.refresh_from_db()
    assert herning.public_version == before + steps
