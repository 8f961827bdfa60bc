"""Addresses of elements, beside another plan that uses the same words."""

from itertools import islice, permutations

import pytest

from apps.publishing.addresses import (
    candidates,
    municipality_slug_is_frozen,
    path_of_element,
    path_of_plan,
    slug_is_frozen,
)
from apps.publishing.models import PublishedAddress
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.publishing.retraction.scrubber import GAP
from apps.strategies.operations.edit import edit_element
from tests.factories import element, make_plan


def first(title, count=3):
    return list(islice(candidates(title), count))


def test_the_same_title_again_gets_a_number_from_two_on():
    assert first("Mål for børn") == ["maal-for-boern", "maal-for-boern-2", "maal-for-boern-3"]


def test_a_word_of_the_portal_s_own_addresses_is_never_bare():
    assert first("Udgaver") == ["udgaver-2", "udgaver-3", "udgaver-4"]


@pytest.fixture
def plan(herning):
    return make_plan(
        *(element("section", title) for title in ("Et", "To", "Tre")), municipality=herning, slug="plan"
    )


def addresses(plan):
    """Element for element, in the order in which they were made: its address, and those that lead to it."""
    rows = PublishedAddress.objects.filter(plan=plan).order_by("slug")
    return [
        [
            [row.slug for row in rows if row.identity_id == identity and row.is_primary is primary]
            for primary in (True, False)
        ]
        for identity in plan.identities.order_by("pk").values_list("pk", flat=True)[1:]
    ]


def rename(plan, titles, by):
    for identity, title in zip(plan.identities.order_by("pk")[1:], titles, strict=True):
        row = plan.elements.get(identity=identity)
        edit_element(plan_id=plan.pk, element_id=row.pk, based_on=row.version, by=by, title=title)


def test_another_plan_s_addresses_are_free_for_this_one(plan, herning, editor):
    other = make_plan(element("section", "Et"), municipality=herning, slug="anden")
    publish(plan=other, by=editor, nature="adopted")
    publish(plan=plan, by=editor, nature="adopted")
    assert addresses(plan) == [[["et"], []], [["to"], []], [["tre"], []]]


@pytest.mark.parametrize("titles", list(permutations(("Et", "To", "Tre"))))
def test_no_address_changes_hands_whatever_titles_are_exchanged(plan, editor, titles):
    publish(plan=plan, by=editor, nature="adopted")
    rename(plan, titles, editor)
    publish(plan=plan, by=editor, nature="editorial")
    for slug, now, (primary, former) in zip(("et", "to", "tre"), titles, addresses(plan), strict=True):
        if now.lower() == slug:
            assert (primary, former) == ([slug], [])
        else:
            assert (primary, former) == ([f"{now.lower()}-2"], [slug])
    rename(plan, ("Et", "To", "Tre"), editor)
    publish(plan=plan, by=editor, nature="editorial")
    assert [primary for primary, _former in addresses(plan)] == [["et"], ["to"], ["tre"]]


def test_an_address_is_frozen_where_something_was_published_and_nowhere_else(plan, herning, randers, editor):
    other = make_plan(municipality=randers, slug="plan")
    assert not slug_is_frozen(plan)
    assert not municipality_slug_is_frozen(herning.pk)
    publish(plan=plan, by=editor, nature="adopted")
    assert slug_is_frozen(plan)
    assert municipality_slug_is_frozen(herning.pk)
    assert not slug_is_frozen(other)
    assert not municipality_slug_is_frozen(randers.pk)


def test_a_public_path_is_told_of_what_is_published_and_of_nothing_beside_it(plan, herning, editor):
    other = make_plan(element("section", "Et"), municipality=herning, slug="anden")
    elements = {title: plan.elements.get(title=title) for title in ("Et", "To")}
    draft = other.elements.get(title="Et")
    assert (path_of_plan(plan), path_of_element(elements["Et"])) == ("", "")
    publish(plan=plan, by=editor, nature="adopted")
    assert path_of_plan(plan) == "/herning/plan/"
    assert path_of_element(elements["Et"]) == "/herning/plan/et/"
    assert path_of_element(elements["To"]) == "/herning/plan/to/"
    assert (path_of_plan(other), path_of_element(draft)) == ("", "")
    withdraw(plan=plan, by=editor)
    assert (path_of_plan(plan), path_of_element(elements["Et"])) == ("", "")


def test_a_title_with_a_gap_keeps_the_address_it_has(plan, editor):
    publish(plan=plan, by=editor, nature="adopted")
    rename(plan, (f"Om {GAP}", "To", "Tre"), editor)
    edition = publish(plan=plan, by=editor, nature="editorial")
    assert list(edition.elements.order_by("position").values_list("slug", flat=True)) == [
        "",
        "et",
        "to",
        "tre",
    ]
    assert addresses(plan) == [[["et"], []], [["to"], []], [["tre"], []]]


def test_a_title_with_a_gap_keeps_the_address_it_has_now_not_one_it_had_between(plan, editor):
    for title in ("Et", "Fire", "Et"):
        rename(plan, (title, "To", "Tre"), editor)
        publish(plan=plan, by=editor, nature="editorial")
    rename(plan, (f"Om {GAP}", "To", "Tre"), editor)
    publish(plan=plan, by=editor, nature="editorial")
    assert addresses(plan) == [[["et"], ["fire"]], [["to"], []], [["tre"], []]]
