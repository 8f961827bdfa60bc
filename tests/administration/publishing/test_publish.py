"""Publishing in admin: preview, statement, editions, withdrawal and retraction through real requests."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.core.templatetags.difference import added, removed
from apps.publishing import content
from apps.publishing.models import Edition, EditionElement, Retraction
from apps.publishing.operations.publish import publish
from apps.strategies import tree
from apps.strategies.operations.edit import edit_element
from apps.strategies.tree.building import NewElement
from tests.bystander import own
from tests.factories import element, make_plan


@pytest.fixture
def plan(herning):
    return make_plan(
        element("focus_area", "Første", element("goal", "Mål", text="Vi vil gå langsomt.")),
        element("focus_area", "Anden"),
        municipality=herning,
        title="Vores plan",
    )


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


def page(name, plan, *args):
    return reverse(f"admin:publishing_{name}", args=[plan.pk, *args])


def seen(browser, plan):
    return browser.get(page("publish", plan)).context["form"]["expected"].value()


def put_out(browser, plan, **values):
    data = {"nature": "adopted", "adopted_on": "", "case_reference": "", "public_note": "", **values}
    return browser.post(page("publish", plan), {"expected": seen(browser, plan), **data})


def test_the_first_publication_shows_everything_as_added(browser, plan):
    response = browser.get(page("publish", plan))
    assert [row.title for row in response.context["added"]] == ["Vores plan", "Første", "Mål", "Anden"]
    assert "Planen er ikke offentliggjort. Vælg, hvad udgaven er." in response.content.decode()


def test_publishing_makes_the_edition_and_keeps_the_statement(browser, plan, editor):
    values = {"adopted_on": "16.11.2021", "case_reference": "21/123", "public_note": "Vedtaget enstemmigt."}
    response = put_out(browser, plan, **values)
    assert response["Location"] == page("editions", plan)
    edition = Edition.objects.get(plan=plan)
    assert (edition.nature, str(edition.adopted_on), edition.case_reference) == (
        "adopted",
        "2021-11-16",
        "21/123",
    )
    assert (edition.public_note, edition.published_by) == ("Vedtaget enstemmigt.", editor)
    plan.refresh_from_db()
    assert (str(plan.adopted_on), plan.case_reference) == ("2021-11-16", "21/123")
    assert (
        "Udgave 1 er offentliggjort. Det er den, borgerne læser nu."
        in browser.get(page("editions", plan)).content.decode()
    )


def test_the_preview_says_word_for_word_what_changes(browser, plan, editor):
    publish(plan=plan, by=editor, nature="adopted")
    goal, first = plan.elements.get(title="Mål"), plan.elements.get(title="Første")
    edit_element(plan_id=plan.pk, element_id=goal.pk, based_on=1, by=editor, body="<p>Vi vil gå hurtigt.</p>")
    tree.insert(NewElement(kind="section", title="Nyt"), plan_id=plan.pk, parent_id=first.pk, by=editor)
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="Anden").pk, by=editor)
    text = browser.get(page("publish", plan)).content.decode()
    assert removed("langsomt") + added("hurtigt") in text
    for heading in ("Ændret (1)", "Fjernet (1)", "Tilføjet (1)"):
        assert heading in text
    marks = browser.get(reverse("admin:strategies_element_changelist"), {"plan": plan.pk}).content.decode()
    assert marks.count('<span class="changed-mark">ændret</span>') == 1
    assert '<td role="cell">nyt</td>' in marks
    assert "moved-mark" not in marks


def test_the_tree_marks_what_citizens_read_elsewhere_and_nothing_of_a_plan_they_cannot_read(
    browser, plan, editor
):
    address = f"{reverse('admin:strategies_element_changelist')}?plan={plan.pk}"
    assert "<td>nyt</td>" not in browser.get(address).content.decode()
    publish(plan=plan, by=editor, nature="adopted")
    tree.move(
        plan_id=plan.pk,
        element_id=plan.elements.get(title="Anden").pk,
        parent_id=plan.elements.get(parent=None).pk,
        position=0,
        by=editor,
    )
    assert browser.get(address).content.decode().count('<span class="moved-mark">flyttet</span>') == 1


def test_an_unchanged_plan_says_so_and_can_still_be_adopted_again(browser, plan, editor):
    publish(plan=plan, by=editor, nature="adopted")
    text = browser.get(page("publish", plan)).content.decode()
    assert "Intet er ændret siden udgave 1." in text
    put_out(browser, plan, nature="adopted")
    assert Edition.objects.filter(plan=plan).count() == 2


def test_nobody_publishes_what_nobody_has_looked_at(browser, plan, editor, portal_admin):
    looked_at = seen(browser, plan)
    goal = plan.elements.get(title="Mål")
    edit_element(
        plan_id=plan.pk, element_id=goal.pk, based_on=1, by=portal_admin, body="<p>Noget helt andet.</p>"
    )
    response = browser.post(page("publish", plan), {"expected": looked_at, "nature": "adopted"})
    assert "En anden har ændret eller offentliggjort planen, mens du så på den." in response.content.decode()
    assert not Edition.objects.filter(plan=plan).exists()
    browser.post(
        page("publish", plan), {"expected": response.context["form"]["expected"].value(), "nature": "adopted"}
    )
    assert Edition.objects.filter(plan=plan).count() == 1


def test_of_two_who_publish_the_same_the_second_is_told(browser, plan, portal_admin):
    looked_at = seen(browser, plan)
    publish(plan=plan, by=portal_admin, nature="adopted")
    response = browser.post(page("publish", plan), {"expected": looked_at, "nature": "adopted"})
    told = (
        f"{portal_admin} har ændret eller offentliggjort planen, mens du så på den. Intet er offentliggjort."
    )
    assert told in response.content.decode()
    assert Edition.objects.filter(plan=plan).count() == 1


def test_it_must_be_said_what_it_is(browser, plan, editor):
    publish(plan=plan, by=editor, nature="adopted")
    response = browser.post(page("publish", plan), {"expected": seen(browser, plan)})
    assert response.context["form"].errors.keys() == {"nature"}
    assert Edition.objects.filter(plan=plan).count() == 1


def test_an_earlier_edition_is_published_again(browser, plan, editor):
    publish(plan=plan, by=editor, nature="adopted")
    goal = plan.elements.get(title="Mål")
    edit_element(plan_id=plan.pk, element_id=goal.pk, based_on=1, by=editor, body="<p>Ny tekst.</p>")
    publish(plan=plan, by=editor, nature="editorial")
    assert browser.get(page("again", plan, 2)).status_code == 404  # the one citizens read
    browser.post(page("again", plan, 1), {"public_note": "Tilbage."})
    current = Edition.objects.get(plan=plan, is_current=True)
    assert (current.number, current.republished_from.number, current.public_note) == (3, 1, "Tilbage.")
    assert current.elements.get(title="Mål").text == "Vi vil gå langsomt."


def test_a_withdrawn_plan_is_off_the_public_pages_and_can_come_back(browser, plan, editor):
    publish(plan=plan, by=editor, nature="adopted")
    browser.post(page("withdraw", plan), {"public_note": "En fejl."})
    assert not Edition.objects.filter(plan=plan, is_current=True).exists()
    text = browser.get(page("editions", plan)).content.decode()
    assert "Planen er trukket tilbage. Borgerne kan ikke læse den." in text
    assert "En fejl." in text
    assert browser.get(page("withdraw", plan)).status_code == 302
    browser.post(page("again", plan, 1), {})
    assert Edition.objects.get(plan=plan, is_current=True).number == 2


def test_a_passage_of_a_withdrawn_plan_can_be_retracted(browser, plan, editor):
    publish(plan=plan, by=editor, nature="adopted")
    assert page("retract", plan) in browser.get(page("editions", plan)).content.decode()
    browser.post(page("withdraw", plan), {})
    assert page("retract", plan) in browser.get(page("editions", plan)).content.decode()


def test_a_passage_is_retracted_from_everything(browser, plan, editor):
    publish(plan=plan, by=editor, nature="adopted")
    goal = plan.elements.get(title="Mål")
    data = {"identity": goal.identity_id, "words": "gå langsomt", "reason": "Personoplysning"}
    response = browser.post(page("retract", plan), data)
    assert response.context["form"].errors.keys() == {"sure"}
    browser.post(page("retract", plan), {**data, "sure": "on"})
    assert own(Retraction).get().retracted_by == editor
    assert "langsomt" not in EditionElement.objects.get(identity=goal.identity).text
    goal.refresh_from_db()
    assert "langsomt" not in goal.body


def test_the_address_is_frozen_once_published(browser, plan, editor, portal_admin, client):
    change = reverse("admin:strategies_plan_change", args=[plan.pk])
    assert 'name="slug"' in browser.get(change).content.decode()
    publish(plan=plan, by=editor, nature="adopted")
    data = {
        "title": "Ny titel",
        "slug": "ny",
        "level": "council_strategy",
        "based_on": plan.history.latest().history_id,
    }
    browser.post(change, data)
    plan.refresh_from_db()
    assert (plan.title, plan.slug) == ("Ny titel", "vores-plan")
    client.force_login(portal_admin)
    place = reverse("admin:municipalities_municipality_change", args=[plan.municipality_id])
    assert 'name="slug"' not in client.get(place).content.decode()


def test_a_published_plan_is_not_deleted(browser, herning, editor):
    plan = make_plan(municipality=herning, title="Tom plan")
    publish(plan=plan, by=editor, nature="adopted")
    address = reverse("admin:strategies_plan_delete", args=[plan.pk])
    for response in (browser.get(address), browser.post(address)):
        assert "Planen har været offentliggjort." in response.content.decode()
    plan.refresh_from_db()


def test_publishing_reads_the_tree_and_looks_at_its_health_once(browser, plan, monkeypatch):
    looked = []
    findings = content.plan_findings
    monkeypatch.setattr(
        content, "plan_findings", lambda *args, **kwargs: looked.append(1) or findings(*args, **kwargs)
    )
    expected = seen(browser, plan)
    looked.clear()
    with CaptureQueriesContext(connection) as queries:
        response = browser.post(page("publish", plan), {"expected": expected, "nature": "adopted"})
    texts = [q["sql"] for q in queries if 'FROM "strategies_element"' in q["sql"] and '"body"' in q["sql"]]
    assert (response.status_code, len(looked), len(texts)) == (302, 1, 1)


@pytest.mark.parametrize("name", ["withdraw", "again"])
def test_an_edition_that_nobody_looked_at_is_not_withdrawn_or_replaced(browser, plan, portal_admin, name):
    for nature in ("adopted", "editorial"):
        publish(plan=plan, by=portal_admin, nature=nature)
    address = reverse(f"admin:publishing_{name}", args=[plan.pk, *([1] if name == "again" else [])])
    expected = browser.get(address).context["form"]["expected"].value()
    publish(plan=plan, by=portal_admin, nature="editorial")
    told = browser.post(address, {"expected": expected}, follow=True).content.decode()
    assert f"{portal_admin} har ændret eller offentliggjort planen, mens du så på den." in told
    assert list(Edition.objects.filter(plan=plan, is_current=True).values_list("number", flat=True)) == [3]
