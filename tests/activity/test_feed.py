"""Who did what is told in words, newest first, in pages that tear nothing apart, and only of one's own municipality."""

import secrets
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from apps.activity.feed import activity
from apps.municipalities.invitations import accept_with_new_account, invite
from apps.municipalities.memberships import add_member
from apps.publishing.operations.preview_links import make_preview_link
from apps.publishing.operations.publish import publish
from apps.publishing.operations.retract import retract
from apps.publishing.operations.withdraw import withdraw
from apps.strategies import tree
from apps.strategies.models import Element, Event, Plan
from apps.strategies.operations.bulk_edit import change_kind
from apps.strategies.operations.edit import edit_element
from apps.strategies.operations.edit_plan import edit_plan
from apps.strategies.operations.find_and_replace import Search, find, replace
from tests.bystander import own
from tests.factories import element, make_plan


@pytest.fixture
def plan(herning, editor):
    plan = make_plan(
        element(
            "focus_area",
            "Børn",
            element("goal", "Mål A", text="Ord, hemmelige"),
            element("goal", "Mål B", text="Ord"),
        ),
        element("focus_area", "Vækst"),
        municipality=herning,
        title="Plan",
        by=editor,
    )
    for rows in (Element.history, Plan.history):
        own(rows.model).update(history_date=timezone.now() - timedelta(days=1))
    return plan


def a_minute_ago():
    """Let what was written so far have been written a minute earlier: what is done in one second is told as one."""
    own(Element.history.model).update(history_date=F("history_date") - timedelta(minutes=1))


def told(municipality, **options):
    with translation.override("da"):
        return [event.words for event in activity(municipality, **options).entries]


def pk(plan, title):
    return plan.elements.get(title=title).pk


def test_everything_is_told_in_words_with_who_did_it(plan, herning, editor):
    edit_element(
        plan_id=plan.pk,
        element_id=pk(plan, "Mål A"),
        based_on=1,
        by=editor,
        title="Mål Å",
        body="<p>Ord!</p>",
    )
    a_minute_ago()
    hits = [hit.choice for hit in find(plan=plan, search=Search("Ord"))]
    replace(plan_id=plan.pk, search=Search("Ord"), replacement="Tekst", chosen=hits, by=editor)
    a_minute_ago()
    tree.move(plan_id=plan.pk, element_id=pk(plan, "Mål B"), parent_id=pk(plan, "Vækst"), by=editor)
    binned = tree.delete(plan_id=plan.pk, element_id=pk(plan, "Vækst"), by=editor)
    tree.restore(plan_id=plan.pk, binned_id=binned.pk, by=editor)
    edit_plan(plan=plan, by=editor, title="Ny plan")
    make_preview_link(plan=plan, by=editor, days=3)
    publish(plan=plan, by=editor, nature="adopted")
    withdraw(plan=plan, by=editor)
    events = activity(herning).entries
    assert {event.by for event in events if event.words} <= {editor, None}
    words = told(herning)
    assert words == [
        "trak ”Ny plan” tilbage fra de offentlige sider",
        "offentliggjorde udgave 1 af ”Ny plan” (vedtaget)",
        "lavede en adresse til kladden af ”Ny plan”",
        "ændrede planen ”Ny plan” (titel)",
        "hentede ”Vækst” og det, der stod under, tilbage fra papirkurven, i alt 2 elementer",
        "lagde ”Vækst” og det, der stod under, i papirkurven, i alt 2 elementer",
        "flyttede ”Mål B” ind under ”Vækst”",
        "erstattede ord i 2 elementer",
        "ændrede ”Mål Å” (titel og tekst)",
        "oprettede planen ”Plan”",
        words[-1],
    ]


def test_people_are_told_of_where_the_whole_municipality_is_asked_about(plan, herning):
    add_member(
        email="ny@herning.dk", full_name="Ny Person", municipality=herning, role="council_member",
        starts_on=timezone.localdate(),
    )  # fmt: skip
    assert told(herning)[0] == "gav Ny Person rollen som byrådsmedlem"
    assert not any("Ny Person" in words for words in told(herning, plan=plan))


def test_an_invitation_is_told_with_who_sent_it(plan, herning, editor):
    invite(email="ny@herning.dk", full_name="", municipality=herning, role="editor", by=editor)
    told = [(event.by, event.words) for event in activity(herning).entries]
    assert (editor, "inviterede ny@herning.dk som redaktør") in told
    assert not [event for event in activity(herning, plan=plan).entries if "inviterede" in event.words]


def test_accepting_an_invitation_is_the_deed_of_whoever_accepts(herning, editor):
    _invitation, token = invite(
        municipality=herning, email="ny@example.dk", full_name="", role="council_member", by=editor
    )
    member = accept_with_new_account(
        token=token, email="ny@example.dk", full_name="Nina Ny", password=secrets.token_urlsafe()
    )
    newest = activity(herning).entries[0]
    assert newest.by == member.user
    with translation.override("da"):
        assert told(herning)[0] == "tog imod invitationen som byrådsmedlem"


def test_the_municipalitys_particulars_and_committees_are_told(
    client, herning, randers, portal_admin, editor
):
    client.force_login(portal_admin)
    for place, name in ((herning, "Teknisk Udvalg"), (randers, "Miljøudvalget")):
        address = reverse("admin:municipalities_committee_add")
        data = {"municipality": place.pk, "name": name, "slug": "udvalget", "kind": "committee"}
        assert client.post(address, data).status_code == 302
    assert told(herning)[0] == "tilføjede udvalget ”Teknisk Udvalg”"
    assert activity(herning).entries[0].by == portal_admin
    assert all("Miljøudvalget" not in words for words in told(herning))
    plan = make_plan(municipality=herning)
    assert not [words for words in told(herning, plan=plan) if "Teknisk" in words]


def test_another_municipalitys_doings_are_not_told(plan, randers, herning):
    make_plan(element("goal", "Hemmelig"), municipality=randers, title="Fremmed")
    assert not any("Hemmelig" in words or "Fremmed" in words for words in told(herning))


def test_pages_follow_each_other_and_lose_nothing(plan, herning, editor):
    begun = timezone.now().replace(microsecond=0)
    for number in range(12):
        goal = Element.objects.get(pk=pk(plan, "Børn"))
        edit_element(
            plan_id=plan.pk, element_id=goal.pk, based_on=goal.version, by=editor, body=f"<p>{number}</p>"
        )
        newest = Event.objects.filter(plan=plan).order_by("-pk")[:1]
        Event.objects.filter(pk__in=[event.pk for event in newest]).update(
            at=begun + timedelta(minutes=number)
        )
    seen, before = [], begun + timedelta(hours=1)
    while before:
        page = activity(herning, before=before, size=5)
        seen += [event.at for event in page.entries]
        before = page.older_than
    assert len([at for at in seen if at > begun]) == len({at for at in seen if at > begun})
    assert len(seen) == len(activity(herning, before=begun + timedelta(hours=1), size=100).entries)


def test_the_number_of_queries_does_not_grow_with_what_happened(plan, herning, editor):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            activity(herning)
        return len(captured)

    goal = plan.elements.get(title="Mål A")
    edit_element(plan_id=plan.pk, element_id=goal.pk, based_on=1, by=editor, title="Mål A!")
    few = queries()
    for number in range(15):
        goal = plan.elements.get(title__startswith="Mål A")
        edit_element(
            plan_id=plan.pk, element_id=goal.pk, based_on=goal.version, by=editor, title=f"Mål A{number}"
        )
    assert queries() == few


def test_a_retraction_is_told_without_its_words(plan, herning, editor):
    publish(plan=plan, by=editor, nature="adopted")
    identity = plan.elements.get(title="Mål A").identity
    retract(identity=identity, words="hemmelige", reason="Personoplysning", by=editor)
    assert told(herning)[0] == "fjernede et tekststed i ”Plan”"


class TestPage:
    @pytest.fixture
    def browser(self, client, editor):
        client.force_login(editor)
        return client

    def address(self, municipality):
        return reverse("admin:publishing_activity", args=[municipality.pk])

    def test_it_names_people_and_links_to_the_history(self, browser, plan, herning, editor):
        goal = plan.elements.get(title="Mål A")
        edit_element(plan_id=plan.pk, element_id=goal.pk, based_on=1, by=editor, body="<p>Nyt</p>")
        text = browser.get(self.address(herning), {"plan": plan.pk}).content.decode()
        assert str(editor) in text
        assert f'href="{reverse("admin:strategies_element_history", args=[goal.pk])}"' in text

    def test_another_municipality_or_its_plan_is_not_there(self, browser, plan, herning, randers):
        foreign = make_plan(municipality=randers, title="Fremmed")
        assert browser.get(self.address(randers)).status_code == 404
        assert browser.get(self.address(herning), {"plan": foreign.pk}).status_code == 404

    @pytest.mark.parametrize(
        "query",
        [
            {"before": "igår"},
            {"before": "2026-99-99T00:00:00Z"},
            {"before": "2026-01-01"},
            {"before": "0001-01-01T00:00:00+14:00"},
            {"before": "9999-12-31T23:59:59-14:00"},
            {"plan": "abc"},
        ],
    )
    def test_an_odd_address_is_no_page(self, browser, plan, herning, query):
        assert browser.get(self.address(herning), query).status_code == 404


def test_two_edits_of_one_person_within_a_second_are_told_one_by_one(plan, herning, editor):
    a_minute_ago()
    for title, text in (("Mål A", "<p>Nyt A</p>"), ("Mål B", "<p>Nyt B</p>")):
        node = plan.elements.get(title=title)
        edit_element(plan_id=plan.pk, element_id=node.pk, based_on=node.version, by=editor, body=text)
    own(Element.history.model).filter(history_type="~").update(history_date=timezone.now())
    assert set(told(herning)[:2]) == {"ændrede ”Mål A” (tekst)", "ændrede ”Mål B” (tekst)"}


def test_several_changed_together_are_one_event(plan, herning, editor):
    a_minute_ago()
    chosen = {node.pk: node.version for node in plan.elements.filter(kind="goal")}
    change_kind(plan_id=plan.pk, based_on=chosen, kind="section", by=editor)
    assert told(herning)[0] == "ændrede 2 elementer på én gang (type)"
