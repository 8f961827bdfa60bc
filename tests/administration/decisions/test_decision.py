"""Decisions in admin: written down and weighed on one form, made public and final only by whoever publishes."""

import pytest
from django.urls import reverse

from apps.decisions.models import Decision, DecisionElement, Meeting, ValueAssessment, WeighingBasis
from apps.municipalities.models import Committee
from apps.municipalities.roles import Role
from apps.publishing.operations.publish import publish
from apps.strategies import tree
from tests.bystander import own
from tests.factories import CommitteeFactory, MembershipFactory, element, make_plan
from tests.workspace.rooms import answered_plan, day, identity, make_decision

ADD = reverse("admin:decisions_decision_add")


@pytest.fixture
def plan(herning, editor):
    """Decisions are weighed against its goals."""
    return answered_plan(herning, editor)


@pytest.fixture
def browser(client, editor, plan):
    client.force_login(editor)
    return client


@pytest.fixture
def writer(herning):
    return MembershipFactory(municipality=herning, role=Role.WRITER).user


def page(row, name="change"):
    return reverse(f"admin:decisions_decision_{name}", args=[row.pk])


def sent(herning, **changes):
    return {
        "municipality": herning.pk,
        "title": "Ny sti",
        "committee": Committee.objects.get(municipality=herning, name="Vand").pk,
        "decided_on": "2025-03-04",
        "outcome": "adopted",
        "based_on": "0",
        "elements-TOTAL_FORMS": "0",
        "elements-INITIAL_FORMS": "0",
        **changes,
    }


def weighed(title, effect, reason=""):
    key = identity(title).pk
    return {f"effect_{key}": effect, f"reason_{key}": reason}


def assessed(*titles):
    rows = ValueAssessment.objects.filter(identity__in=[identity(t) for t in titles]).order_by("version")
    return [(row.effect, row.reason, row.version, row.is_final) for row in rows]


def errors(answer):
    return answer.context["adminform"].form.errors.keys()


def test_a_decision_is_written_down_and_weighed(browser, herning):
    changes = {**weighed("Ro", "-2", "Larm"), "is_public": "on", "make_final": "on"}
    assert browser.post(ADD, sent(herning, **changes)).status_code == 302
    row = own(Decision).get()
    assert (row.title, row.meeting.committee.name, str(row.meeting.on), row.is_public) == (
        "Ny sti",
        "Vand",
        "2025-03-04",
        True,
    )
    assert assessed("Ro") == [(-2, "Larm", 1, True)]
    assert assessed("Rent vand") == [(None, "", 1, True)]


def test_two_decisions_of_a_day_are_of_one_meeting(browser, herning):
    for title in ("A", "B"):
        browser.post(ADD, sent(herning, title=title))
    assert own(Decision).values("meeting").distinct().count() == 1


def test_a_meeting_that_is_left_without_decisions_goes(browser, herning):
    browser.post(ADD, sent(herning, decided_on="2025-11-20"))
    row = own(Decision).get()
    browser.post(page(row), sent(herning, decided_on="2025-11-25", based_on=row.version))
    assert [str(meeting.on) for meeting in own(Meeting).all()] == ["2025-11-25"]
    browser.post(page(row, "delete"), {"post": "yes"})
    assert (own(Decision).exists(), own(Meeting).exists()) == (False, False)


def test_nothing_is_decided_on_a_day_that_is_yet_to_come(browser, herning):
    answer = browser.post(ADD, sent(herning, decided_on=str(day(-1))))
    assert (errors(answer), own(Decision).exists()) == ({"decided_on"}, False)
    assert "Dagen ligger i fremtiden" in answer.content.decode()
    assert browser.post(ADD, sent(herning, decided_on=str(day()))).status_code == 302
    row = own(Decision).get()
    moved = browser.post(page(row), sent(herning, decided_on=str(day(-1)), based_on=row.version))
    assert errors(moved) == {"decided_on"}
    assert own(Decision).get().meeting.on == day()


def test_a_value_that_was_dropped_keeps_its_field_marked_and_is_corrected(browser, herning, plan, editor):
    browser.post(ADD, sent(herning, make_final="on", **weighed("Ro", "1", "Stille")))
    row, key = own(Decision).get(), identity("Ro").pk
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="Ro").pk, by=editor)
    publish(plan=plan, by=editor, nature="editorial")
    fields = browser.get(page(row)).context["adminform"].form.fields
    labels = [fields[name].label for name in fields if name.startswith("effect_")]
    assert labels == ["Rent vand", "Gode veje", "Ro (udgået)"]
    changes = {f"effect_{key}": "-1", f"reason_{key}": "Larm", "make_final": "on", "based_on": row.version}
    assert browser.post(page(row), sent(herning, **changes)).status_code == 302
    rows = ValueAssessment.objects.filter(identity=key).order_by("version")
    told = [(each.effect, each.reason, each.version, each.is_current) for each in rows]
    assert told == [(1, "Stille", 1, False), (-1, "Larm", 2, True)]


def test_a_final_effect_wants_a_reason(browser, herning):
    answer = browser.post(ADD, sent(herning, make_final="on", **weighed("Ro", "1")))
    assert (errors(answer), own(Decision).exists()) == ({f"reason_{identity('Ro').pk}"}, False)


@pytest.mark.parametrize("effect", ["3", "-3", "x", "1.5", "9" * 30])
def test_an_effect_that_is_none_is_refused(browser, herning, effect):
    answer = browser.post(ADD, sent(herning, **weighed("Ro", effect)))
    assert (errors(answer), own(Decision).exists()) == ({f"effect_{identity('Ro').pk}"}, False)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"decided_on": "x"}, {"decided_on"}),
        ({"decided_on": ""}, {"decided_on"}),
        ({"committee": ""}, {"committee"}),
        ({"outcome": "x"}, {"outcome"}),
        ({"minutes_url": "javascript:alert(1)"}, {"minutes_url"}),
    ],
)
def test_what_is_wrong_is_said(browser, herning, changes, fields):
    answer = browser.post(ADD, sent(herning, **changes))
    assert (errors(answer), own(Decision).exists()) == (fields, False)


def test_a_final_assessment_that_changes_is_kept(browser, herning):
    browser.post(ADD, sent(herning, make_final="on", **weighed("Ro", "1", "Stille")))
    row = own(Decision).get()
    changes = {"based_on": row.version, "make_final": "on", **weighed("Ro", "-1", "Larm")}
    assert browser.post(page(row), sent(herning, **changes)).status_code == 302
    assert assessed("Ro") == [(1, "Stille", 1, True), (-1, "Larm", 2, True)]


@pytest.mark.parametrize("based_on", ["0", ""])
def test_a_stale_save_is_refused_in_words(browser, herning, based_on):
    browser.post(ADD, sent(herning))
    row = own(Decision).get()
    answer = browser.post(page(row), sent(herning, title="Min", based_on=based_on))
    assert "har gemt ”Ny sti” i mellemtiden" in answer.content.decode()
    row.refresh_from_db()
    assert row.title == "Ny sti"


def test_elements_are_tied_to_it_once(browser, herning):
    row = make_decision(Committee.objects.get(name="Vand"), "Sag")
    key = identity("Ro").element.pk
    one = {"elements-TOTAL_FORMS": "1", "elements-0-element": key, "elements-0-relation": "amends"}
    two = {"elements-TOTAL_FORMS": "2", "elements-1-element": key, "elements-1-relation": "reviews"}
    assert browser.post(page(row), sent(herning, **{**one, **two})).status_code == 200
    assert not own(DecisionElement).exists()
    assert browser.post(page(row), sent(herning, **one)).status_code == 302
    assert list(own(DecisionElement).values_list("identity", "relation")) == [(identity("Ro").pk, "amends")]


def test_the_form_shows_which_elements_it_is_about_also_one_that_was_deleted(browser, herning, plan, editor):
    row = make_decision(Committee.objects.get(name="Vand"), "Sag")
    for title in ("Ro", "Rent vand"):
        DecisionElement.objects.create(decision=row, identity=identity(title), relation="amends")
    gone = identity("Ro").pk
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="Ro").pk, by=editor)
    forms = browser.get(page(row)).context["inline_admin_formsets"][0].formset.initial_forms
    water = identity("Rent vand").element
    key = water.pk
    assert [form["element"].initial for form in forms] == [None, water]
    assert f'<option value="{key}" selected>– Rent vand</option>' in str(forms[1]["element"])
    rows = {"elements-TOTAL_FORMS": "2", "elements-INITIAL_FORMS": "2", "based_on": row.version}
    for at, (form, chosen) in enumerate(zip(forms, ("", key), strict=True)):
        values = {"id": form.instance.pk, "element": chosen, "relation": "reviews"}
        rows |= {f"elements-{at}-{name}": value for name, value in values.items()}
    assert browser.post(page(row), sent(herning, **rows)).status_code == 302
    assert sorted(own(DecisionElement).values_list("identity", "relation")) == sorted(
        [(gone, "reviews"), (identity("Rent vand").pk, "reviews")]
    )


@pytest.mark.parametrize("size", [0, 1, 12])
def test_the_form_takes_the_same_queries_however_many_elements_it_is_about(
    size, client, herning, editor, django_assert_num_queries
):
    titles = [f"Mål {number}" for number in range(12)]
    answered_plan(herning, editor)
    long = make_plan(
        element("focus_area", "Alt", *(element("goal", title) for title in titles)), municipality=herning
    )
    row = make_decision(Committee.objects.get(name="Vand"), "Sag")
    for title in titles[:size]:
        DecisionElement.objects.create(decision=row, identity=long.elements.get(title=title).identity)
    client.force_login(editor)
    client.get(page(row))  # what a process remembers of itself is known then
    with django_assert_num_queries(10):
        seen = client.get(page(row))
    assert len(seen.context["inline_admin_formsets"][0].formset.initial_forms) == size
    with django_assert_num_queries(8):
        client.get(ADD)


def test_another_municipalitys_committee_and_element_are_no_choice(
    browser, herning, randers, editor, other_editor
):
    answered_plan(randers, other_editor, prefix="R ")
    foreign = CommitteeFactory(municipality=randers).pk
    assert errors(browser.post(ADD, sent(herning, committee=foreign))) == {"committee"}
    key = identity("R Ro").element.pk
    rows = {"elements-TOTAL_FORMS": "1", "elements-0-element": key, "elements-0-relation": "amends"}
    assert browser.post(ADD, sent(herning, **rows)).status_code == 200
    MembershipFactory(user=editor, municipality=randers, role=Role.EDITOR)
    assert errors(browser.post(ADD, sent(herning, committee=foreign))) == {"committee"}
    assert not own(Decision).exists()


def test_a_writer_makes_nothing_public_and_nothing_final(client, plan, herning, writer):
    client.force_login(writer)
    public = {"is_public": "on", "make_final": "on", **weighed("Ro", "1", "Stille")}
    client.post(ADD, sent(herning, **public))
    row = own(Decision).get()
    client.post(page(row), sent(herning, based_on=row.version, **public))
    row.refresh_from_db()
    assert (row.is_public, assessed("Ro")) == (False, [(1, "Stille", 1, False)])


def test_whoever_publishes_elsewhere_makes_nothing_public_here(client, plan, herning, writer, randers):
    MembershipFactory(user=writer, municipality=randers, role=Role.EDITOR)
    client.force_login(writer)
    client.post(ADD, sent(herning, is_public="on"))
    assert own(Decision).get().is_public is False


def test_another_municipalitys_decision_is_not_there(client, plan, herning, other_editor):
    row = make_decision(Committee.objects.get(name="Vand"), "Lukket sag")
    client.force_login(other_editor)
    answers = [client.get(page(row)), client.post(page(row), sent(herning)), client.post(page(row, "delete"))]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert "Lukket sag" not in client.get(reverse("admin:decisions_decision_changelist")).content.decode()


def test_only_an_editor_chooses_what_decisions_are_weighed_against(client, browser, herning, writer):
    add = reverse("admin:decisions_weighingbasis_add")
    browser.post(add, {"municipality": herning.pk, "kind": "principle"})
    assert own(WeighingBasis).get().kind == "principle"
    client.force_login(writer)
    change = reverse("admin:decisions_weighingbasis_change", args=[own(WeighingBasis).get().pk])
    assert [client.post(add, {}).status_code, client.post(change, {"kind": "goal"}).status_code] == [403, 403]


def test_what_citizens_read_a_writer_sees_and_neither_changes_nor_deletes(client, plan, herning, writer):
    row = make_decision(Committee.objects.get(name="Vand"), "Åben sag")
    Decision.objects.filter(pk=row.pk).update(is_public=True)
    client.force_login(writer)
    seen = client.get(page(row))
    assert (seen.status_code, "Åben sag" in seen.content.decode()) == (200, True)
    assert 'name="_save"' not in seen.content.decode()
    values = sent(herning, title="Ændret", based_on=str(row.version))
    answers = [client.post(page(row), values), client.post(page(row, "delete"), {"post": "yes"})]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert own(Decision).get().title == "Åben sag"


def test_what_citizens_do_not_read_a_writer_changes_and_deletes(client, plan, herning, writer):
    row = make_decision(Committee.objects.get(name="Vand"), "Lukket sag")
    Decision.objects.filter(pk=row.pk).update(is_public=False)
    client.force_login(writer)
    assert client.post(page(row), sent(herning, title="Ændret", based_on=str(row.version))).status_code == 302
    assert own(Decision).get().title == "Ændret"
    assert client.post(page(row, "delete"), {"post": "yes"}).status_code == 302
    assert not own(Decision).exists()
