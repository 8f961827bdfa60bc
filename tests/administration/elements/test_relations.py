"""A relation is added in one step, to an element of any plan of the same municipality."""

import pytest
from django.urls import reverse

from apps.administration.element_choice import ElementChoiceField, elements_to_pick
from apps.municipalities.roles import Role
from apps.strategies.models import Relation
from tests.bystander import own
from tests.factories import MembershipFactory, element, make_plan
from tests.workspace.rooms import answered_plan, identity

ADD = reverse("admin:strategies_relation_add")


@pytest.fixture
def strategy(herning, editor):
    return answered_plan(herning, editor)


@pytest.fixture
def plan(herning, strategy):
    return make_plan(
        element("action", "Grav"),
        municipality=herning,
        title="Alt",
        level="action_plan",
        carries_out=strategy,
    )


@pytest.fixture
def browser(client, editor, plan):
    client.force_login(editor)
    return client


def key(title):
    return identity(title).element.pk


def relate(browser, target, source="Grav", **changes):
    values = {"kind": "contributes_to", "target": target, "note": "Fordi", **changes}
    return browser.post(f"{ADD}?source={key(source)}", values)


def test_one_step_relates_to_an_element_of_another_plan(browser):
    answer = relate(browser, key("Ro"))
    assert answer["Location"] == reverse("admin:strategies_element_change", args=[key("Grav")])
    row = own(Relation).get()
    assert (row.source, row.target, row.kind, row.note) == (
        identity("Grav"),
        identity("Ro"),
        "contributes_to",
        "Fordi",
    )


def test_the_plan_that_is_carried_out_stands_first_and_the_element_itself_nowhere(browser):
    choices = list(browser.get(f"{ADD}?source={key('Grav')}").context["form"].fields["target"].choices)
    assert [
        (group, [words for _key, words in rows] if isinstance(rows, list) else rows)
        for group, rows in choices
    ] == [
        ("", "---------"),
        ("Planen", ["Natur", "– Rent vand", "– Gode veje", "– Ro"]),
    ]


@pytest.mark.parametrize("target", ["", "x", "0", "9" * 40, "\x00"])
def test_what_is_no_element_is_refused(browser, target):
    answer = relate(browser, target)
    assert answer.status_code in (200, 400)
    assert not own(Relation).exists()


def test_an_element_is_not_related_to_itself_or_to_anothers(browser, randers, other_editor):
    answered_plan(randers, other_editor, prefix="R ")
    answers = [relate(browser, key("Grav")), relate(browser, key("R Ro"))]
    assert [answer.context["form"].errors.keys() for answer in answers] == [{"target"}, {"target"}]
    assert "R Natur" not in browser.get(f"{ADD}?source={key('Grav')}").content.decode()


@pytest.mark.parametrize("kind", ["", "x", "drops", "carries_on"])
def test_what_becomes_of_an_element_is_no_kind_one_can_choose(browser, kind):
    assert relate(browser, key("Ro"), kind=kind).context["form"].errors.keys() == {"kind"}


@pytest.mark.parametrize("source", ["", "x", "0", "9" * 40])
def test_a_source_that_is_none_is_404(browser, source):
    assert browser.get(f"{ADD}?source={source}").status_code == 404


def test_a_writer_relates_and_others_find_nothing(client, herning, plan, other_editor):
    client.force_login(other_editor)
    assert [relate(client, key("Ro")).status_code, own(Relation).exists()] == [404, False]
    client.force_login(MembershipFactory(municipality=herning, role=Role.WRITER).user)
    assert [relate(client, key("Ro")).status_code, own(Relation).count()] == [302, 1]


def test_plans_of_the_same_title_are_told_apart_by_nothing_but_keep_their_elements(herning, plan):
    make_plan(element("goal", "Anden"), municipality=herning, title="Alt", slug="alt-2")
    field = ElementChoiceField(elements_to_pick(herning.pk))
    groups = {group: [words for _key, words in rows] for group, rows in list(field.choices)[1:]}
    assert groups["Alt"] == ["Anden", "Grav"] or groups["Alt"] == ["Grav", "Anden"]


@pytest.mark.parametrize(("words", "found"), [("grav", 2), ("RO", 1), ("fordi", 1), ("findes ikke", 0)])
def test_relations_are_found_by_the_elements_they_tie_and_by_their_reason(browser, words, found):
    relate(browser, key("Ro"))
    relate(browser, key("Rent vand"), note="Også")
    listed = browser.get(reverse("admin:strategies_relation_changelist"), {"q": words})
    assert len(listed.context["cl"].result_list) == found
