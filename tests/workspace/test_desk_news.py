"""What happened since the last visit, on the desk."""

from datetime import timedelta

from django.utils import timezone

from apps.decisions.models import Decision
from apps.municipalities.models import Committee
from apps.publishing.operations.publish import publish
from apps.strategies import tree
from apps.workspace.desk import news_since
from apps.workspace.models import LastVisit
from tests.workspace.rooms import answered_plan, identity, make_decision, say

ADDRESS = "/arbejdsrum/herning/"


def test_news_are_what_was_published_reported_and_decided_since(room, water, strategy, editor):
    since = timezone.now()
    publish(plan=strategy, by=editor, nature="editorial")
    say("Rent vand", "at_risk", by=editor, is_public=False)
    make_decision(water, "Lukket sag")
    shown = make_decision(water, "Åben sag", is_public=True)
    told = [(each.kind, each.title, each.uid, each.label, each.by_plan) for each in news_since(room, since)]
    assert told == [
        ("decision", "Åben sag", shown.uid, "vedtaget", ""),
        ("decision", "Lukket sag", None, "vedtaget", ""),
        ("status", "Rent vand", identity("Rent vand").uid, "i fare for at glippe", ""),
        ("edition", "Planen", None, "2", "planen"),
    ]
    assert news_since(room, timezone.now()) == []


def test_what_was_dropped_since_keeps_its_title_in_the_news(room, strategy, editor):
    since = timezone.now()
    say("Rent vand", "at_risk", by=editor)
    tree.delete(plan_id=strategy.pk, element_id=strategy.elements.get(title="Rent vand").pk, by=editor)
    publish(plan=strategy, by=editor, nature="editorial")
    assert [each.title for each in news_since(room, since)] == ["Planen", "Rent vand"]


def test_news_of_another_municipality_are_not_told(room, randers, other_editor):
    since = timezone.now()
    answered_plan(randers, other_editor, prefix="R ")
    say("R Rent vand", by=other_editor)
    make_decision(Committee.objects.get(name="R Vand"), "Sag", is_public=True)
    assert news_since(room, since) == []


def test_news_lead_nowhere_that_citizens_can_no_longer_go(room, water):
    since = timezone.now()
    hidden = make_decision(water, "Trukket", is_public=True)
    Decision.objects.filter(pk=hidden.pk).update(is_public=False)
    assert [each.uid for each in news_since(room, since)] == [None]


def test_the_page_tells_news_from_the_second_visit_on(client, person, room, editor):
    client.force_login(person)
    assert client.get(ADDRESS).context["before"] is None
    LastVisit.objects.filter(user=person).update(at=timezone.now() - timedelta(days=2))
    say("Rent vand", by=editor)
    answer = client.get(ADDRESS)
    assert next(each.title for each in answer.context["news"]) == "Rent vand"
