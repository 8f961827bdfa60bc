"""What an edition seals is also told: by comparing, by “changed since published”, on the page of changes and before publishing."""

from datetime import date

import pytest
from django.utils import translation

from apps.publishing.comparison import facts
from apps.publishing.comparison.compare import Snapshot, compare
from apps.publishing.comparison.snapshot import snapshot
from apps.publishing.content import Content
from apps.publishing.digest import digest_of
from apps.publishing.models import (
    Edition,
    EditionElement,
    EditionPartner,
    EditionRelation,
    EditionSource,
    EditionTopic,
)

PASSAGE = {
    "source": 1,
    "first": 3,
    "last": 4,
    "role": "paragraph",
    "paragraph": 1,
    "text": "Et.",
    "repairs": [],
}


def edition_of(**changes):
    values = {
        "title": "Plan", "level": "council_strategy", "start_year": 2022, "end_year": 2026, "case_reference": "21/1",
        "adopted_on": date(2021, 11, 16), "committee_slug": "klima", "committee_name": "Klimaudvalget",
    }  # fmt: skip
    return Edition(**values | changes)


def rows_of(**changes):
    """A root, two elements and one under the second; the changes are those of the last."""
    shape = [(1, 0, 3, None, 0), (2, 1, 1, 0, 1), (3, 2, 3, 0, 1), (4, 3, 3, 2, 2)]
    rows = []
    for identity, position, last, parent, depth in shape:
        row = EditionElement(
            identity_id=identity, position=position, last_position=last, parent_position=parent, depth=depth,
            kind="goal", title=f"T{identity}", slug=f"t{identity}", body="<p>Et.</p>", text="Et.", passages=[PASSAGE],
            responsible_slug="klima", responsible_name="Klimaudvalget", parts_stated=4, parts_kind="goal",
        )  # fmt: skip
        rows.append(row)
    for name, value in changes.items():
        setattr(rows[-1], name, value)
    return rows


def content_of(
    rows=None, *, relation=None, source=None, topics=(("klima", "Klima"),), partners=(("kultur", "Kultur"),)
):
    link = {"source_id": 4, "target_id": 9, "kind": "supports", "note": "Fordi"} | (relation or {})
    document = {"number": 1, "title": "Kilden", "file_name": "a.txt", "text": "Et.", "passages": []} | (
        source or {}
    )
    return Content(
        rows or rows_of(),
        [EditionRelation(**link)],
        [EditionSource(**document)],
        {4: [EditionTopic(slug=slug, name=name) for slug, name in topics]},
        {4: [EditionPartner(slug=slug, name=name) for slug, name in partners]},
    )


OTHER = {
    "title": "Anden", "level": "action_plan", "start_year": 2023, "end_year": 2027, "case_reference": "22/2",
    "adopted_on": date(2022, 1, 1), "committee_slug": "teknik", "committee_name": "Teknikudvalget",
    "kind": "vision", "body": "<ul><li>Et.</li></ul>", "text": "To.", "slug": "anden", "is_derived": True,
    "deviates": True, "parts_stated": 5, "parts_kind": "vision", "responsible_slug": "teknik",
    "responsible_name": "Teknikudvalget", "passages": [PASSAGE | {"text": "To."}],
    "stage": "repealed", "hearing_until": date(2022, 2, 1), "carries_out_slug": "anden", "succeeds_slug": "anden",
    "contact": "Rådhuset", "starts_on": date(2026, 1, 1), "ends_on": date(2027, 1, 1), "is_continuous": True,
    "note": "Derfor", "source_id": 2, "target_id": 8, "number": 2, "file_name": "b.txt",
}  # fmt: skip
#: Where an element stands is changed as a whole: a number of its own makes no tree.
ELSEWHERE = {"position": 2, "last_position": 2, "parent_position": 1, "depth": 2}


def told(old, new):
    """Whether each of the two that see a difference does: the seal and the comparison."""
    seals = {digest_of(edition, content) for edition, content in (old, new)}
    return len(seals) == 2, not compare(snapshot(*old), snapshot(*new)).is_empty


@pytest.mark.parametrize("name", facts.PLAN_FIELDS)
def test_every_field_of_the_plan_that_is_sealed_is_compared(name):
    assert told((edition_of(), content_of()), (edition_of(**{name: OTHER[name]}), content_of())) == (
        True,
        True,
    )


@pytest.mark.parametrize("name", [name for name in facts.ELEMENT_FIELDS if name not in facts.STRUCTURE])
def test_every_field_of_an_element_that_is_sealed_is_compared(name):
    changed = content_of(rows_of(**{name: OTHER[name]}))
    assert told((edition_of(), content_of()), (edition_of(), changed)) == (True, True)


def test_where_an_element_stands_and_whether_it_does_is_compared():
    moved = rows_of(parent_position=0, depth=1)
    moved[2].last_position = 2
    other = rows_of(identity_id=5)
    for rows in (moved, other):
        assert told((edition_of(), content_of()), (edition_of(), content_of(rows))) == (True, True)
    moves = compare(Snapshot(rows_of()), Snapshot(moved)).moved
    assert [
        (move.new.identity_id, move.old_parent.identity_id, move.new_parent.identity_id) for move in moves
    ] == [(4, 3, 1)]


@pytest.mark.parametrize("name", facts.RELATION_FIELDS)
def test_every_field_of_a_relation_that_is_sealed_is_compared(name):
    value = "related" if name == "kind" else OTHER[name]
    assert told((edition_of(), content_of()), (edition_of(), content_of(relation={name: value}))) == (
        True,
        True,
    )


@pytest.mark.parametrize("name", facts.SOURCE_FIELDS)
def test_every_field_of_a_source_that_is_sealed_is_compared(name):
    assert told((edition_of(), content_of()), (edition_of(), content_of(source={name: OTHER[name]}))) == (
        True,
        True,
    )


@pytest.mark.parametrize("topics", [(), (("klima", "Klima og natur"),), (("vand", "Klima"),)])
def test_topics_that_are_sealed_are_compared(topics):
    assert told((edition_of(), content_of()), (edition_of(), content_of(topics=topics))) == (True, True)


@pytest.mark.parametrize("partners", [(), (("kultur", "Kultur og fritid"),), (("vand", "Kultur"),)])
def test_partners_that_are_sealed_are_compared(partners):
    assert told((edition_of(), content_of()), (edition_of(), content_of(partners=partners))) == (True, True)


def test_another_end_and_other_partners_are_told_in_words():
    old = content_of(rows_of(ends_on=date(2027, 12, 31)))
    new = content_of(rows_of(ends_on=date(2028, 12, 31)), partners=(("kultur", "Kultur"), ("bus", "Ældre")))
    [change] = compare(snapshot(edition_of(), old), snapshot(edition_of(), new)).changed
    with translation.override("da"):
        told = [(str(fact.label), fact.old, fact.new) for fact in change.facts]
    assert told == [
        ("Slutter", "31. december 2027", "31. december 2028"),
        ("Medansvarlige", "Kultur", "Kultur, Ældre"),
    ]


def test_every_column_of_an_edition_is_sealed_or_known_not_to_be_content():
    aside = {
        Edition: {"id", "plan", "number", "is_current", "nature", "public_note", "published_at", "published_by",
                  "republished_from", "committee", "carries_out", "succeeds", "element_count", "has_sources", "remarks", "digest", "digest_format"},
        EditionElement: {"id", "edition", "parent_position", "responsible"},
        EditionRelation: {"id", "edition"},
        # The original file beside a source is known by a digest of its own.
        EditionSource: {"id", "edition", "original_name", "original_size", "original_sha256", "original_removed_on"},
    }  # fmt: skip
    sealed = {
        Edition: facts.PLAN_FIELDS,
        EditionElement: facts.ELEMENT_FIELDS,
        EditionRelation: facts.RELATION_FIELDS,
        EditionSource: facts.SOURCE_FIELDS,
    }
    for model, names in sealed.items():
        columns = {field.name for field in model._meta.concrete_fields}
        assert {name.removesuffix("_id") for name in names} | aside[model] == columns


def test_a_part_that_an_older_edition_does_not_know_makes_no_difference():
    older = (edition_of(committee_slug=""), content_of(rows_of(responsible_slug=""), topics=(("klima", ""),)))
    newer = (edition_of(), content_of())
    assert compare(snapshot(*older), snapshot(*newer)).is_empty
    assert not compare(
        snapshot(*newer), snapshot(edition_of(committee_slug="", committee_name=""), content_of())
    ).is_empty


def test_links_are_told_with_both_addresses():
    old = content_of(rows_of(body='<p><a href="https://a.dk/?x=1&amp;y=2">Et.</a></p>'))
    new = content_of(rows_of(body='<p><a href="https://b.dk/">Et.</a></p>'))
    [change] = compare(snapshot(edition_of(), old), snapshot(edition_of(), new)).changed
    assert [(fact.label, fact.old, fact.new) for fact in change.facts] == [
        ("Link", "https://a.dk/?x=1&y=2", "https://b.dk/")
    ]
    assert not change.formatting_changed


@pytest.mark.parametrize("added", [True, False])
def test_a_link_that_comes_or_goes_is_told_with_its_one_address(added):
    plain = content_of(rows_of(body="<p>Et.</p>"))
    linked = content_of(rows_of(body='<p><a href="https://a.dk/">Et.</a></p>'))
    old, new = (plain, linked) if added else (linked, plain)
    [change] = compare(snapshot(edition_of(), old), snapshot(edition_of(), new)).changed
    pair = ("ingen", "https://a.dk/") if added else ("https://a.dk/", "ingen")
    assert [(fact.name, fact.old, fact.new) for fact in change.facts] == [("links", *pair)]


def test_sources_that_are_no_longer_there_are_told_as_none():
    old, new = content_of(), content_of()
    new.sources.clear()
    found = compare(snapshot(edition_of(), old), snapshot(edition_of(), new)).particulars
    assert [(fact.name, fact.old, fact.new) for fact in found] == [("sources", "Kilden", "ingen")]


PLACE = PASSAGE | {"last": 3}
LONGER = PASSAGE | {"first": 7, "last": 9}


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("title", ("Plan",), "Plan"),
        ("title", ("",), "ikke angivet"),
        ("level", ("action_plan",), "handlingsplan"),
        ("level", ("et helt andet",), "et helt andet"),
        ("level", ("",), "ikke angivet"),
        ("years", (2022, 2026), "2022–2026"),
        ("years", (2022, None), "2022–"),
        ("years", (None, 2026), "–2026"),
        ("years", (None, None), "ikke angivet"),
        ("adopted_on", (date(2021, 11, 16),), "16. november 2021"),
        ("adopted_on", (None,), "ikke angivet"),
        ("case_reference", ("",), "ikke angivet"),
        ("committee", ("klima", "Klimaudvalget"), "Klimaudvalget"),
        ("committee", ("klima", ""), "klima"),
        ("committee", ("", ""), "ikke angivet"),
        ("parts", (4, "vision"), "4 vision"),
        ("parts", (4, "ukendt"), "4 ukendt"),
        ("parts", (None, "vision"), "vision"),
        ("parts", (None, ""), "ikke angivet"),
        ("ends_on", (date(2027, 12, 31), False), "31. december 2027"),
        ("ends_on", (None, True), "løbende"),
        ("ends_on", (None, False), "ikke angivet"),
        ("contact", ("Rådhuset, 99 00 00 00",), "Rådhuset, 99 00 00 00"),
        ("is_derived", (True,), "ja"),
        ("is_derived", (False,), "nej"),
        ("passages", ([],), "ikke angivet"),
        ("passages", ([PLACE],), "linje 3"),
        ("passages", ([PLACE, LONGER],), "linje 3, 7–9"),
    ],
)
def test_each_fact_is_said_in_words(name, values, words):
    [fact] = [fact for fact in (*facts.PLAN_FACTS, *facts.ELEMENT_FACTS) if fact.name == name]
    with translation.override("da"):
        assert fact.words(*values) == words
