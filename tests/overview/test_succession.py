"""What a plan made of the one whose place it takes, and the page that tells it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.overview.succession import succession_of
from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.strategies import tree
from apps.strategies.models import Plan
from apps.strategies.operations.carry_over import Fate, carry_over
from apps.strategies.operations.edit import edit_element
from tests.factories import element, make_plan

PAGE = "/herning/plan-2026/forgaenger/"


@pytest.fixture
def old(herning, editor):
    plan = make_plan(
        element("focus_area", "Vores børn", text="Alle skal med."),
        element("focus_area", "Naturen", text="Grønt."),
        element("goal", "Kunst"),
        element("goal", "Havn", text="Havnen graves ud."),
        element("goal", "Idræt"),
        municipality=herning,
        title="Plan 2022",
        slug="plan-2022",
    )
    publish(plan=plan, by=editor, nature="adopted")
    return plan


@pytest.fixture
def new(old, editor):
    def fate(title, became, note="", into=None):
        return {_key(old, title): Fate(became, note, into and _key(old, into))}

    fates = {
        **fate("Vores børn", "rewrites", "Kortere"),
        **fate("Naturen", "merges", into="Vores børn"),
        **fate("Kunst", "splits"),
        **fate("Havn", "drops", "Gravet ud"),
    }
    plan = carry_over(plan=old, successor=Plan(title="Plan 2026", slug="plan-2026"), fates=fates, by=editor)
    row = plan.elements.get(title="Vores børn")
    edit_element(plan_id=plan.pk, element_id=row.pk, based_on=1, by=editor, title="Alle børn")
    tree.insert(
        element("goal", "Helt nyt"), plan_id=plan.pk, parent_id=plan.elements.get(parent=None).pk, by=editor
    )
    return plan


def _key(plan, title):
    return plan.elements.get(title=title).identity_id


def told(edition):
    return [
        (group.heading, [(row.old.title, row.new and row.new.title, row.note) for row in group.passages])
        for group in succession_of(edition).groups
    ]


def test_every_element_of_the_old_plan_is_told_under_what_became_of_it(old, new, editor):
    edition = publish(plan=new, by=editor, nature="adopted")
    assert told(edition) == [
        ("Formuleret på ny", [("Vores børn", "Alle børn", "Kortere")]),
        ("Slået sammen", [("Naturen", "Alle børn", "")]),
        ("Delt", [("Kunst", "Kunst", ""), ("Kunst", "Kunst (del 2)", "")]),
        ("Ført videre", [("Idræt", "Idræt", "")]),
        ("Udgået", [("Havn", None, "Gravet ud")]),
    ]
    found = succession_of(edition)
    assert found.former == old.editions.get()
    assert [row.title for row in found.added] == ["Helt nyt"]


def test_what_is_word_for_word_the_same_says_so(new, editor):
    found = succession_of(publish(plan=new, by=editor, nature="adopted"))
    same = {row.old.title: row.is_same for group in found.groups for row in group.passages if row.new}
    assert same == {"Vores børn": False, "Naturen": False, "Kunst": False, "Idræt": True}


def test_the_page_tells_it_word_by_word(client, read, new, editor):
    assert client.get(PAGE).status_code == 404
    publish(plan=new, by=editor, nature="adopted")
    words = read(PAGE)
    for part in ("Plan 2022", "Plan 2026", "Kortere", "Gravet ud", "Udgået", "Helt nyt"):
        assert part in words
    html = client.get(PAGE).content.decode()
    for link in ("/herning/plan-2022/havn/", "/herning/plan-2026/idraet/", "/herning/plan-2022/idraet/"):
        assert f'href="{link}"' in html


def test_there_is_no_page_without_a_former_plan_that_can_be_read(client, old, new, editor):
    assert client.get("/herning/plan-2022/forgaenger/").status_code == 404
    edition = publish(plan=new, by=editor, nature="adopted")
    withdraw(plan=old, by=editor)
    assert succession_of(edition) is None
    assert client.get(PAGE).status_code == 404


def test_what_is_changed_in_the_old_working_tree_is_not_shown(client, old, new, editor):
    publish(plan=new, by=editor, nature="adopted")
    row = old.elements.get(title="Havn")
    edit_element(plan_id=old.pk, element_id=row.pk, based_on=1, by=editor, title="Hemmelig havn")
    assert "Hemmelig" not in client.get(PAGE).content.decode()


@pytest.mark.parametrize("size", [1, 3])
def test_it_takes_four_queries_at_any_size(size, herning, editor):
    plan = make_plan(
        *(element("goal", f"Mål {n}", text="Ord.") for n in range(size)), municipality=herning, title="Før"
    )
    publish(plan=plan, by=editor, nature="adopted")
    after = carry_over(plan=plan, successor=Plan(title="Efter", slug="efter"), fates={}, by=editor)
    edition = publish(plan=after, by=editor, nature="adopted")
    with CaptureQueriesContext(connection) as found:
        assert len(succession_of(edition).groups[0].passages) == size
    assert len(found) == 4


def test_what_came_to_the_old_plan_later_is_not_told_as_dropped(old, new, editor):
    root = old.elements.get(parent=None)
    tree.insert(element("goal", "Sent"), plan_id=old.pk, parent_id=root.pk, by=editor)
    publish(plan=old, by=editor, nature="editorial")
    edition = publish(plan=new, by=editor, nature="adopted")
    headings = dict(told(edition))
    assert headings["Kom til i den gamle plan efter overgangen"] == [("Sent", None, "")]
    assert headings["Udgået"] == [("Havn", None, "Gravet ud")]


def test_what_left_the_new_plan_again_is_dropped(client, old, new, editor):
    gone = new.elements.get(title="Idræt")
    tree.delete(plan_id=new.pk, element_id=gone.pk, by=editor)
    edition = publish(plan=new, by=editor, nature="adopted")
    assert dict(told(edition))["Udgået"] == [("Havn", None, "Gravet ud"), ("Idræt", None, "")]
    assert "Kom til i den gamle plan" not in client.get(PAGE).content.decode()


def test_of_a_plan_that_was_not_carried_over_nobody_has_said_what_became_of_it(old, herning, editor):
    plan = make_plan(municipality=herning, title="Plan 2026", slug="plan-2026", succeeds=old)
    edition = publish(plan=plan, by=editor, nature="adopted")
    titles = ["Vores børn", "Naturen", "Kunst", "Havn", "Idræt"]
    assert told(edition) == [("Ikke sagt, hvad der blev af det", [(title, None, "") for title in titles])]
