"""Reviews in admin: written down by whoever runs the follow-up, about elements of their own municipality."""

from datetime import date

import pytest
from django.urls import reverse

from apps.followup.models import Review
from apps.followup.operations.reviews import edit_review
from apps.municipalities.models import Committee
from apps.municipalities.roles import Role
from tests.bystander import own
from tests.factories import MembershipFactory
from tests.workspace.rooms import answered_plan, identity

ADD = reverse("admin:followup_review_add")


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def plan(herning, editor):
    return answered_plan(herning, editor)


def page(row, name="change"):
    return reverse(f"admin:followup_review_{name}", args=[row.pk])


def sent(title="Ro", by="Vand", **changes):
    return {
        "element": identity(title).element.pk,
        "committee": Committee.objects.get(name=by).pk,
        "on": "2025-02-03",
        "conclusion": "Stadig rigtigt.",
        "next_on": "2026-02-03",
        "is_public": "on",
        **changes,
    }


def errors(answer):
    return answer.context["adminform"].form.errors.keys()


def test_a_review_is_written_down(browser, plan, editor):
    assert browser.post(ADD, sent()).status_code == 302
    row = own(Review).get()
    assert (row.identity, row.committee.name, row.conclusion, row.is_public, row.written_by) == (
        identity("Ro"),
        "Vand",
        "Stadig rigtigt.",
        True,
        editor,
    )


def test_a_new_review_is_public_only_when_somebody_says_so(browser, plan):
    assert browser.get(ADD).context["adminform"].form["is_public"].value() is False
    browser.post(ADD, {name: value for name, value in sent().items() if name != "is_public"})
    row = own(Review).get()
    assert row.is_public is False
    assert browser.get(page(row)).context["adminform"].form["is_public"].value() is False


def test_the_same_review_twice_is_refused_in_words(browser, plan):
    browser.post(ADD, sent())
    answer = browser.post(ADD, sent(conclusion="En gang til"))
    assert (answer.status_code, errors(answer)) == (200, {"__all__"})
    assert own(Review).get().conclusion == "Stadig rigtigt."


def test_a_review_is_not_moved_onto_another(browser, plan):
    browser.post(ADD, sent())
    browser.post(ADD, sent(on="2025-02-04"))
    later = own(Review).get(on="2025-02-04")
    answer = browser.post(page(later), sent())
    assert (answer.status_code, errors(answer)) == (200, {"__all__"})


def test_the_element_stays_what_it_was(browser, plan):
    browser.post(ADD, sent())
    row = own(Review).get()
    browser.post(page(row), sent("Gode veje", conclusion="Nyt", based_on="1"))
    row.refresh_from_db()
    assert (row.identity, row.conclusion) == (identity("Ro"), "Nyt")


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"next_on": "2025-02-03"}, {"__all__"}),
        ({"on": "nu"}, {"on"}),
        ({"on": "2130-01-01", "next_on": "2131-01-01"}, {"on"}),
        ({"conclusion": ""}, {"conclusion"}),
        ({"element": ""}, {"element"}),
        ({"element": "x"}, {"element"}),
        ({"element": "9" * 30}, {"element"}),
        ({"committee": "x"}, {"committee"}),
    ],
)
def test_what_is_wrong_is_said(browser, plan, changes, fields):
    answer = browser.post(ADD, sent(**changes))
    assert (answer.status_code, errors(answer), own(Review).exists()) == (200, fields, False)


def test_only_what_somebody_answers_for_in_ones_own_plans_is_offered(browser, plan, randers, other_editor):
    answered_plan(randers, other_editor, prefix="R ")
    rows = browser.get(ADD).context["adminform"].form.fields["element"].queryset
    assert [row.title for row in rows] == ["Natur", "Rent vand", "Gode veje", "Ro"]
    foreign = [browser.post(ADD, sent("R Ro")), browser.post(ADD, sent(by="R Vand"))]
    assert [errors(answer) for answer in foreign] == [{"element"}, {"committee"}]
    assert not own(Review).exists()


def test_whoever_looks_after_two_municipalities_does_not_mix_them(
    browser, editor, plan, randers, other_editor
):
    answered_plan(randers, other_editor, prefix="R ")
    MembershipFactory(user=editor, municipality=randers, role=Role.EDITOR)
    assert errors(browser.post(ADD, sent(by="R Vand"))) == {"committee"}


def test_a_writer_reads_and_writes_none(client, browser, plan, herning):
    browser.post(ADD, sent())
    row = own(Review).get()
    client.force_login(MembershipFactory(municipality=herning, role=Role.WRITER).user)
    assert client.get(page(row)).status_code == 200
    answers = [
        client.post(ADD, sent("Natur")),
        client.post(page(row), sent()),
        client.post(page(row, "delete")),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert own(Review).count() == 1


def test_another_municipalitys_review_is_not_there(client, browser, plan, other_editor):
    browser.post(ADD, sent())
    row = own(Review).get()
    client.force_login(other_editor)
    answers = [client.get(page(row)), client.post(page(row), sent()), client.post(page(row, "delete"))]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert "Ro" not in str(client.get(reverse("admin:followup_review_changelist")).context["cl"].result_list)


def test_a_review_is_deleted_by_an_editor(browser, plan):
    browser.post(ADD, sent())
    browser.post(page(own(Review).get(), "delete"), {"post": "yes"})
    assert not own(Review).exists()


def test_a_stale_save_is_refused_with_both_texts_and_can_be_saved_again(browser, plan, editor, portal_admin):
    browser.post(ADD, sent())
    row = own(Review).get()
    edit_review(
        review=row,
        by=portal_admin,
        based_on=1,
        conclusion="Det skal ændres.",
        next_on=date(2027, 3, 1),
        is_public=False,
    )
    answer = browser.post(page(row), sent(conclusion="Min tekst.", based_on="1"))
    told = " ".join(answer.context["adminform"].form.non_field_errors())
    assert f"{portal_admin} har gemt ”3. februar 2025: Vand” i mellemtiden." in told
    for words in (
        "Konklusion er nu: ”Det skal ændres.”",
        "Næste gang er nu: ”1. marts 2027”",
        "Offentlig er nu: ”nej”",
    ):
        assert words in told
    assert "Min tekst." in answer.content.decode()
    row.refresh_from_db()
    assert (row.conclusion, row.version) == ("Det skal ændres.", 2)
    again = answer.context["adminform"].form["based_on"].value()
    assert browser.post(page(row), sent(conclusion="Min tekst.", based_on=str(again))).status_code == 302
    row.refresh_from_db()
    assert (row.conclusion, row.version, row.history.first().history_user) == ("Min tekst.", 3, editor)


def test_saving_what_stands_there_already_is_no_version(browser, plan):
    browser.post(ADD, sent())
    row = own(Review).get()
    assert browser.post(page(row), sent(based_on="1")).status_code == 302
    row.refresh_from_db()
    assert (row.version, row.history.count()) == (1, 1)
