"""A plan is carried into the next period: what becomes of each element is done and said, and nothing is lost."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from apps.strategies.models import Element, Plan, Relation, Topic
from apps.strategies.operations.carry_over import Fate, carry_over
from apps.strategies.tree.integrity import plan_findings
from tests.factories import CommitteeFactory, UserFactory, element, make_plan

EACH = ("carries_on", "rewrites", "merges", "splits", "drops")


@pytest.fixture
def plan(herning):
    return make_plan(
        element(
            "focus_area",
            "Vores børn",
            element("goal", "Flere i job", text="Job."),
            element("goal", "Bedre skole", text="Skole."),
            text="Alle skal med.",
        ),
        element("focus_area", "Naturen", element("goal", "Rent vand"), text="Grønt."),
        element("foundation", "Fundament", element("value", "Mod")),
        municipality=herning,
        title="Plan 2022",
        lead="Den gamle indledning.",
    )


@pytest.fixture
def carried(plan, editor):
    """Carry the plan over; fates are by title, and so is what something is merged into."""

    def make(**options):
        fates = {
            key(plan, title): Fate(became, note, into and key(plan, into))
            for title, (became, note, into) in options.pop("fates", {}).items()
        }
        return carry_over(plan=plan, successor=next_plan(**options), fates=fates, by=editor)

    return make


def next_plan(**fields):
    return Plan(**{"title": "Plan 2026", "slug": "plan-2026", **fields})


def key(plan, title):
    return plan.elements.get(title=title).identity_id


def outline(plan):
    rows = Element.objects.filter(plan=plan).without_root().in_reading_order()
    return [(row.level, row.kind, row.title, row.paragraphs) for row in rows]


def said(successor):
    rows = Relation.objects.filter(source__plan=successor).order_by("target__element__lft", "pk")
    return list(rows.values_list("source__element__title", "kind", "target__element__title", "note"))


def test_what_is_not_named_is_carried_on_as_it_is(plan, carried, editor):
    new = carried()
    assert outline(new) == outline(plan)
    assert [(old, became, source) for source, became, old, _note in said(new)] == [
        (title, "carries_on", title) for _level, _kind, title, _text in outline(plan)
    ]
    root = new.elements.get(parent=None)
    assert (new.succeeds, new.level, new.municipality) == (plan, plan.level, plan.municipality)
    assert (root.title, root.paragraphs) == ("Plan 2026", ["Den gamle indledning."])
    assert plan_findings(new, shared_tree_ids=set()) == []
    assert not new.editions.exists()


def test_what_is_worded_anew_stands_there_with_the_reason(carried):
    new = carried(fates={"Rent vand": ("rewrites", "Kortere", None)})
    assert ("Rent vand", "rewrites", "Rent vand", "Kortere") in said(new)


def test_what_is_dropped_is_left_out_and_what_stands_under_it_moves_up(plan, herning, editor):
    upper = make_plan(
        element("focus_area", "A", element("goal", "B", element("goal", "C"), element("goal", "D"))),
        municipality=herning,
        title="En anden",
    )
    fates = {key(upper, "B"): Fate("drops", "Færdig")}
    new = carry_over(plan=upper, successor=next_plan(), fates=fates, by=editor)
    assert [row[:3] for row in outline(new)] == [
        (1, "focus_area", "A"),
        (2, "goal", "C"),
        (2, "goal", "D"),
    ]
    assert said(new) == [
        ("A", "carries_on", "A", ""),
        ("Plan 2026", "drops", "B", "Færdig"),
        ("C", "carries_on", "C", ""),
        ("D", "carries_on", "D", ""),
    ]


def test_what_is_merged_gives_its_text_to_the_other(carried):
    new = carried(fates={"Naturen": ("merges", "Samlet", "Vores børn")})
    assert outline(new)[0] == (1, "focus_area", "Vores børn", ["Alle skal med.", "Grønt."])
    assert "Naturen" not in [title for _level, _kind, title, _text in outline(new)]
    assert ("Vores børn", "merges", "Naturen", "Samlet") in said(new)
    assert ("Vores børn", "carries_on", "Vores børn", "") in said(new)
    assert (1, "goal", "Rent vand", []) in outline(new)


def test_what_is_split_becomes_two_of_which_the_first_keeps_what_stands_under_it(carried):
    new = carried(fates={"Vores børn": ("splits", "To udvalg", None)})
    assert outline(new)[:4] == [
        (1, "focus_area", "Vores børn", ["Alle skal med."]),
        (2, "goal", "Flere i job", ["Job."]),
        (2, "goal", "Bedre skole", ["Skole."]),
        (1, "focus_area", "Vores børn (del 2)", ["Alle skal med."]),
    ]
    assert said(new)[:2] == [
        ("Vores børn", "splits", "Vores børn", "To udvalg"),
        ("Vores børn (del 2)", "splits", "Vores børn", "To udvalg"),
    ]


def test_the_longest_title_can_be_split(herning, editor):
    plan = make_plan(element("goal", "x" * 300), municipality=herning)
    fates = {key(plan, "x" * 300): Fate("splits")}
    new = carry_over(plan=plan, successor=next_plan(), fates=fates, by=editor)
    first, second = [title for _level, _kind, title, _text in outline(new)]
    assert (first, len(second), second[-8:]) == ("x" * 300, 300, " (del 2)")


def test_what_may_not_stand_further_up_is_refused_and_nothing_is_made(plan, herning, editor):
    odd = make_plan(
        element(
            "focus_area", "Område", element("vision", "Billede", element("overarching_goal", "Mod nord"))
        ),
        element("section", "Afsnit", element("value", "Ro")),
        element("focus_area", "Andet", element("section", "Mellem", element("value", "Tro"))),
        municipality=herning,
        title="Sær",
    )
    fates = {key(odd, "Billede"): Fate("drops")}
    with pytest.raises(ValidationError, match="”Mod nord” kan ikke stå der") as refused:
        carry_over(plan=odd, successor=next_plan(), fates=fates, by=editor)
    assert refused.value.code == "forbidden_parent"
    with pytest.raises(ValidationError, match="”Tro” kan ikke stå der"):
        carry_over(plan=odd, successor=next_plan(), fates={key(odd, "Mellem"): Fate("drops")}, by=editor)
    assert not Plan.objects.filter(slug="plan-2026").exists()


@pytest.mark.parametrize(
    "fates",
    [
        {"Naturen": ("merges", "", "Fundament"), "Fundament": ("drops", "", None)},
        {"Naturen": ("merges", "", "Fundament"), "Fundament": ("merges", "", "Vores børn")},
        {"Naturen": ("merges", "", "Naturen")},
        {"Naturen": ("merges", "", None)},
        {"Naturen": ("merges", "", "Plan 2022")},
        {"Naturen": ("related", "", None)},
        {"Naturen": ("", "", None)},
        {"Naturen": ("drops", "x" * 301, None)},
    ],
)
def test_a_fate_that_cannot_be_is_refused_and_nothing_is_made(fates, carried):
    with pytest.raises(ValidationError):
        carried(fates=fates)
    assert not Plan.objects.filter(slug="plan-2026").exists()


def test_it_is_not_merged_into_another_plans_element(plan, herning, editor):
    other = make_plan(element("goal", "Et andet sted"), municipality=herning, title="Anden")
    fates = {key(plan, "Naturen"): Fate("merges", into=key(other, "Et andet sted"))}
    with pytest.raises(ValidationError, match="”Naturen”: Vælg et element, der kommer med"):
        carry_over(plan=plan, successor=next_plan(), fates=fates, by=editor)


def test_a_second_successor_is_refused(carried):
    carried()
    with pytest.raises(ValidationError) as refused:
        carried(title="En til", slug="en-til")
    assert refused.value.message_dict == {"succeeds": ["Planen er allerede afløst af en anden."]}
    assert not Plan.objects.filter(slug="en-til").exists()


def test_the_new_plan_is_checked_like_any_other(carried, randers):
    for fields in (
        {"slug": "vores-plan/"},
        {"slug": "udvalg"},
        {"start_year": 2029, "end_year": 2026},
        {"committee": CommitteeFactory(municipality=randers)},
        {"title": ""},
    ):
        with pytest.raises(ValidationError):
            carried(**fields)
    assert carried(municipality=randers).municipality.slug == "herning"


def test_topics_and_who_is_responsible_come_along(plan, herning, carried):
    board = CommitteeFactory(municipality=herning)
    Element.objects.filter(plan=plan, title="Vores børn").update(responsible=board)
    for title, topic in (("Vores børn", "Skole"), ("Naturen", "Klima"), ("Flere i job", "Job")):
        plan.elements.get(title=title).identity.topics.add(
            Topic.objects.create(name=topic, slug=topic.lower())
        )
    new = carried(
        fates={"Naturen": ("merges", "", "Vores børn"), "Flere i job": ("splits", "", None)},
    )
    topics = {
        row.title: sorted(row.identity.topics.values_list("slug", flat=True))
        for row in new.elements.select_related("identity")
        if row.identity.topics.exists()
    }
    assert topics == {
        "Vores børn": ["klima", "skole"],
        "Flere i job": ["job"],
        "Flere i job (del 2)": ["job"],
    }
    assert new.elements.get(title="Vores børn").responsible == board


def test_the_old_plan_stays_as_it_was(plan, carried):
    before = outline(plan)
    carried(fates={"Naturen": ("merges", "", "Vores børn"), "Mod": ("drops", "", None)})
    assert outline(plan) == before
    assert plan_findings(plan, shared_tree_ids=set()) == []


@st.composite
def forests(draw):
    """Goals under goals, each with a fate, by number: what is merged goes into one that is carried over."""
    parents = [
        draw(st.one_of(st.none(), st.integers(0, at - 1))) if at else None
        for at in range(draw(st.integers(1, 7)))
    ]
    fates = draw(st.lists(st.sampled_from(EACH), min_size=len(parents), max_size=len(parents)))
    kept = [at for at, fate in enumerate(fates) if fate not in ("merges", "drops")]
    into = [draw(st.sampled_from(kept)) if kept else None for _ in fates]
    return parents, ["drops" if fate == "merges" and not kept else fate for fate in fates], into


def _subtree(at, parents):
    below = [_subtree(n, parents) for n, parent in enumerate(parents) if parent == at]
    return element("goal", f"Mål {at}", *below, text=f"Tekst {at}.")


class EveryFate(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(forests())
    def test_every_old_element_has_exactly_what_was_chosen_and_no_text_is_lost(self, forest):
        parents, fates, into = forest
        tops = [_subtree(at, parents) for at, parent in enumerate(parents) if parent is None]
        plan = make_plan(*tops, title="Plan 2022")
        keys = [key(plan, f"Mål {at}") for at in range(len(parents))]
        chosen = {
            keys[at]: Fate(fate, f"Note {at}", keys[into[at]] if fate == "merges" else None)
            for at, fate in enumerate(fates)
        }
        new = carry_over(plan=plan, successor=next_plan(), fates=chosen, by=UserFactory())
        for at, fate in enumerate(fates):
            rows = Relation.objects.filter(target=keys[at]).order_by("pk")
            sources = {
                "drops": ["Plan 2026"],
                "merges": [f"Mål {into[at]}"],
                "splits": [f"Mål {at}", f"Mål {at} (del 2)"],
            }.get(fate, [f"Mål {at}"])
            expected = [(source, fate, f"Note {at}") for source in sources]
            assert list(rows.values_list("source__element__title", "kind", "note")) == expected
        texts = [line for row in new.elements.all() for line in row.paragraphs]
        expected = [f"Tekst {at}." for at, fate in enumerate(fates) if fate != "drops"]
        twice = [f"Tekst {at}." for at, fate in enumerate(fates) if fate == "splits"]
        assert sorted(texts) == sorted(expected + twice)
        assert plan_findings(new, shared_tree_ids=set()) == []
