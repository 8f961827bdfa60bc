"""Two elements become one: text, what stood under it, topics and passages come along; the emptied one lies in the bin."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from apps.core.conflicts import SavedMeanwhile
from apps.core.richtext.cut_and_join import cuts
from apps.strategies import tree
from apps.strategies.history.versions import versions
from apps.strategies.models import Element, Relation, SourceDocument, SourcePassage, Topic
from apps.strategies.operations.merge import merge
from apps.strategies.operations.relate import relate
from apps.strategies.operations.split import split
from apps.strategies.tree.integrity import plan_findings
from tests.bystander import own
from tests.factories import UserFactory, element, make_plan


@pytest.fixture
def plan(herning):
    return make_plan(
        element("focus_area", "Vores børn", element("goal", "Flere i job"), text="Alle skal med."),
        element("focus_area", "Skolen", element("goal", "Bedre skole"), text="Den skal være god."),
        element("foundation", "Fundament", element("value", "Mod")),
        municipality=herning,
    )


def named(plan, title):
    return plan.elements.select_related("identity").get(title=title)


def put_together(plan, into, gone, **options):
    into, gone = named(plan, into), named(plan, gone)
    versions = {"into_based_on": into.version, "gone_based_on": gone.version}
    options = {**versions, "by": UserFactory(), **options}
    return merge(plan_id=plan.pk, into_id=into.pk, gone_id=gone.pk, **options)


def outline(plan):
    rows = Element.objects.filter(plan=plan).without_root().in_reading_order()
    return [(row.level, row.title, row.paragraphs) for row in rows]


def test_text_and_what_stood_under_it_come_along_and_the_other_lies_in_the_bin(plan):
    who = UserFactory()
    merged = put_together(plan, "Vores børn", "Skolen", by=who)
    assert outline(plan)[:3] == [
        (1, "Vores børn", ["Alle skal med.", "Den skal være god."]),
        (2, "Flere i job", []),
        (2, "Bedre skole", []),
    ]
    [binned] = plan.bin.all()
    assert (binned.title, binned.element_count, binned.deleted_by) == ("Skolen", 1, who)
    newest = versions(merged.identity)[0]
    assert (newest.event.verb, newest.by) == ("merged", who)
    assert plan_findings(plan, shared_tree_ids=set()) == []


def test_the_title_can_stand_as_a_paragraph(plan):
    merged = put_together(plan, "Vores børn", "Skolen", keep_title=True)
    assert merged.paragraphs == ["Alle skal med.", "Skolen", "Den skal være god."]


def test_markup_in_a_title_stays_text(herning):
    plan = make_plan(element("section", "a"), element("section", "<script>x</script>"), municipality=herning)
    merged = put_together(plan, "a", "<script>x</script>", keep_title=True)
    assert merged.body == "<p>&lt;script&gt;x&lt;/script&gt;</p>"


def test_topics_are_put_together(plan):
    one, two = (Topic.objects.create(name=name, slug=name) for name in ("a", "b"))
    named(plan, "Vores børn").identity.topics.set([one])
    named(plan, "Skolen").identity.topics.set([one, two])
    merged = put_together(plan, "Vores børn", "Skolen")
    assert set(merged.identity.topics.all()) == {one, two}


@pytest.mark.parametrize(("keep_title", "expected"), [(False, [(2, 2)]), (True, [(1, 2), (2, 3)])])
def test_passages_follow_their_paragraphs(plan, keep_title, expected):
    source = SourceDocument.objects.create(plan=plan, number=1, title="Kilde", text="…", sha256="0" * 64)
    gone = named(plan, "Skolen").identity
    for line, role, number, text in [(1, "title", None, "Skolen"), (2, "paragraph", 1, "Den skal være god.")]:
        SourcePassage.objects.create(
            document=source,
            first_line=line,
            last_line=line,
            role=role,
            identity=gone,
            paragraph=number,
            text=text,
        )
    merged = put_together(plan, "Vores børn", "Skolen", keep_title=keep_title)
    rows = merged.identity.passages.order_by("first_line")
    assert list(rows.values_list("first_line", "paragraph")) == expected
    assert set(rows.values_list("role", flat=True)) == {"paragraph"}


@pytest.mark.parametrize(
    ("into", "gone", "code"),
    [
        ("Flere i job", "Vores børn", "holds"),
        ("Skolen", "Skolen", "same"),
        ("Skolen", "Vores plan", "root"),
        ("Flere i job", "Fundament", "forbidden_parent"),
    ],
)
def test_what_is_impossible_is_refused_and_nothing_changes(plan, into, gone, code):
    before = outline(plan)
    with pytest.raises(ValidationError) as refused:
        put_together(plan, into, gone)
    assert refused.value.error_list[0].code == code
    assert outline(plan) == before
    assert not plan.bin.exists()


@pytest.mark.parametrize("stale", ["into_based_on", "gone_based_on"])
def test_a_merge_over_somebody_elses_save_is_refused(plan, stale):
    before = outline(plan)
    with pytest.raises(SavedMeanwhile):
        put_together(plan, "Vores børn", "Skolen", **{stale: 9})
    assert outline(plan) == before


class SplitAndMerge(TestCase):
    lines = st.lists(st.sampled_from(["a", "b & c", "<i>", "æ"]), min_size=2, max_size=5)

    @settings(max_examples=25, deadline=None)
    @given(lines, st.data())
    def test_merging_what_was_split_gives_the_text_back(self, lines, data):
        body = "".join(f"<p>{line.replace('&', '&amp;').replace('<', '&lt;')}</p>" for line in lines)
        plan = make_plan(element("section", "Helhed", body=body))
        whole = plan.elements.get(title="Helhed")
        at = data.draw(st.sampled_from([part.number for part in cuts(whole.body)]))
        keep = data.draw(st.booleans())
        new = split(
            plan_id=plan.pk, element_id=whole.pk, at=at, kind="section", by=None, based_on=1,
            title="" if keep else "Nyt",
        )  # fmt: skip
        merged = merge(
            plan_id=plan.pk, into_id=whole.pk, gone_id=new.pk, into_based_on=2, gone_based_on=1,
            by=UserFactory(), keep_title=keep,
        )  # fmt: skip
        assert merged.body == whole.body
        assert Element.objects.filter(plan=plan).count() == 2


def test_the_one_that_went_can_be_brought_back(plan):
    put_together(plan, "Vores børn", "Skolen")
    back = tree.restore(plan_id=plan.pk, binned_id=plan.bin.get().pk, by=UserFactory())
    assert (back.title, back.paragraphs, back.position) == ("Skolen", ["Den skal være god."], 1)


def test_relations_come_along_without_doubles_and_none_of_an_element_to_itself(plan, herning):
    other = make_plan(element("goal", "Fremmed mål"), municipality=herning, title="Anden plan")
    into, gone, value = (named(plan, title).identity for title in ("Vores børn", "Skolen", "Mod"))
    foreign = named(other, "Fremmed mål").identity
    by = UserFactory()
    relate(source=gone, target=value, kind="supports", by=by)
    relate(source=foreign, target=gone, kind="contributes_to", by=by, note="Fordi.")
    relate(source=foreign, target=into, kind="contributes_to", by=by)
    relate(source=gone, target=into, kind="related", by=by)
    put_together(plan, "Vores børn", "Skolen")
    rows = own(Relation).order_by("kind").values_list("source", "target", "kind", "note")
    assert list(rows) == [
        (foreign.pk, into.pk, "contributes_to", "Fordi."),
        (into.pk, value.pk, "supports", ""),
    ]


def test_what_contributes_in_a_line_is_not_merged_into_a_circle(plan, herning):
    into, gone = [named(plan, title).identity for title in ("Vores børn", "Skolen")]
    between = make_plan(element("goal", "Imellem"), municipality=herning, title="Anden")
    middle = named(between, "Imellem").identity
    relate(source=into, target=middle, kind="contributes_to", by=None)
    relate(source=middle, target=gone, kind="contributes_to", by=None)
    with pytest.raises(ValidationError, match="”Vores børn” → ”Imellem” → ”Vores børn”"):
        put_together(plan, "Vores børn", "Skolen")
    assert plan.elements.filter(title="Skolen").exists()


def test_the_plans_whose_relations_change_are_locked_and_no_others(plan, herning, monkeypatch):
    """A relation belongs to the plan of its source: whoever changes it holds that plan's lock from the beginning."""
    pointing, pointed_at, of_another = (
        make_plan(element("goal", "Fremmed"), municipality=herning, title=f"Plan {n}") for n in range(3)
    )
    foreign = [named(other, "Fremmed").identity for other in (pointing, pointed_at, of_another)]
    gone, beside = named(plan, "Skolen").identity, named(plan, "Mod").identity
    relate(source=foreign[0], target=gone, kind="supports", by=None)
    relate(source=gone, target=foreign[1], kind="supports", by=None)
    relate(source=foreign[2], target=beside, kind="supports", by=None)
    taken = []
    locked = tree.locked
    monkeypatch.setattr(tree, "locked", lambda *ids, **rest: taken.append(set(ids)) or locked(*ids, **rest))
    put_together(plan, "Vores børn", "Skolen")
    assert taken[0] == {plan.pk, pointing.pk}
