"""Each change of a plan is told: before it is published to editors, and afterwards to citizens."""

from datetime import date

import pytest
from django.urls import reverse

from apps.core.templatetags.difference import added
from apps.publishing.comparison.pending_changes import differing, marks_of, pending_changes
from apps.publishing.models import Edition, EditionElement
from apps.publishing.operations.publish import publish
from apps.strategies import tree
from apps.strategies.models import Relation, SourceDocument, SourcePassage, Topic
from apps.strategies.operations.edit import edit_element
from apps.strategies.operations.edit_plan import edit_plan
from apps.strategies.tree.building import NewElement
from tests.bystander import own
from tests.factories import CommitteeFactory, element, make_plan


@pytest.fixture
def climate(herning):
    return CommitteeFactory(municipality=herning, name="Klimaudvalget", slug="klima")


@pytest.fixture
def technical(herning):
    return CommitteeFactory(municipality=herning, name="Teknikudvalget", slug="teknik")


@pytest.fixture
def plan(herning, climate, editor):
    """A published plan with a source; and another, published and left alone."""
    other = make_plan(element("goal", "Andet mål"), municipality=herning, title="En anden plan", by=editor)
    plan = make_plan(
        element("goal", "Mål", text='Læs <a href="https://a.dk/">mere</a>.', responsible_id=climate.pk),
        element("goal", "Nabo"),
        municipality=herning,
        title="Plan",
        adopted_on=date(2021, 11, 16),
        committee=climate,
        by=editor,
    )
    source = SourceDocument.objects.create(plan=plan, number=1, title="Kilden", text="Mål\n", sha256="x")
    goal = plan.elements.get(title="Mål").identity
    SourcePassage.objects.create(
        document=source, identity=goal, first_line=1, last_line=1, role="title", text="Mål"
    )
    for each in (other, plan):
        publish(plan=each, by=editor, nature="adopted")
    return plan


def change_responsible(plan, goal, editor, technical):
    edit_element(plan_id=plan.pk, element_id=goal.pk, based_on=1, by=editor, responsible=technical)


def change_parts(plan, goal, editor, technical):
    edit_element(
        plan_id=plan.pk, element_id=goal.pk, based_on=1, by=editor, parts_stated=4, parts_kind="goal"
    )


def change_link(plan, goal, editor, technical):
    body = goal.body.replace("https://a.dk/", "https://b.dk/")
    edit_element(plan_id=plan.pk, element_id=goal.pk, based_on=1, by=editor, body=body)


def change_topics(plan, goal, editor, technical):
    goal.identity.topics.add(Topic.objects.create(name="Klima", slug="klima"))


def change_relations(plan, goal, editor, technical):
    target = plan.elements.get(title="Nabo").identity
    Relation.objects.create(source=goal.identity, target=target, kind="supports", note="Fordi")


def change_passages(plan, goal, editor, technical):
    SourcePassage.objects.filter(identity=goal.identity).update(text="Mål!")


def change_adoption(plan, goal, editor, technical):
    edit_plan(plan=plan, by=editor, adopted_on=date(2022, 1, 3))


def change_committee(plan, goal, editor, technical):
    edit_plan(plan=plan, by=editor, committee=technical)


def change_years_and_level(plan, goal, editor, technical):
    edit_plan(
        plan=plan, by=editor, start_year=2022, end_year=2026, level="action_plan", case_reference="21/1"
    )


def rename_committee(plan, goal, editor, technical):
    plan.committee.name = "Klima- og Miljøudvalget"
    plan.committee.save()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (change_responsible, ["Ansvarlig: Klimaudvalget → Teknikudvalget"]),
        (change_parts, ["Dele ifølge teksten: ikke angivet → 4 mål"]),
        (change_link, ["Link: https://a.dk/ → https://b.dk/"]),
        (change_topics, ["Emner: ingen → Klima"]),
        (change_relations, ["Sammenhæng: ingen → understøtter ”Nabo” (Fordi)"]),
        (change_passages, ["Sted i kilden: ændret"]),
        (change_adoption, ["Vedtaget: 16. november 2021 → 3. januar 2022"]),
        (change_committee, ["Hører til: Klimaudvalget → Teknikudvalget"]),
        (
            change_years_and_level,
            ["År: ikke angivet → 2022–2026", "Sag: ikke angivet → 21/1", "Niveau: strategi → handlingsplan"],
        ),
        (
            rename_committee,
            ["Hører til: Klimaudvalget → Klima- og Miljøudvalget", "Ansvarlig: Klimaudvalget → Klima"],
        ),
    ],
)
def test_each_change_is_told_to_editors_before_and_to_citizens_after(
    client, plan, editor, technical, change, words
):
    goal = plan.elements.get(title="Mål")
    change(plan, goal, editor, technical)
    assert not pending_changes(plan).is_empty
    assert not marks_of([plan.pk])[plan.pk].is_empty
    assert differing([*own(type(plan)).values_list("pk", flat=True)]) == {plan.pk}
    client.force_login(editor)
    before = flat(client.get(reverse("admin:publishing_publish", args=[plan.pk])))
    publish(plan=plan, by=editor, nature="editorial")
    client.logout()
    after = flat(client.get("/herning/plan/udgaver/1/2/"))
    assert [(text in before, text in after) for text in words] == [(True, True)] * len(words)
    assert "Ordlyden er den samme" not in after


def flat(response):
    return " ".join(response.content.decode().split())


def test_a_relation_to_what_is_not_public_is_not_told_to_citizens(client, plan, herning, editor):
    secret = make_plan(element("goal", "Hemmeligt mål"), municipality=herning, title="Kladde", by=editor)
    goal = plan.elements.get(title="Mål").identity
    Relation.objects.create(
        source=goal, target=secret.elements.get(title="Hemmeligt mål").identity, kind="supports"
    )
    client.force_login(editor)
    assert "understøtter ”Hemmeligt mål”" in flat(
        client.get(reverse("admin:publishing_publish", args=[plan.pk]))
    )
    publish(plan=plan, by=editor, nature="editorial")
    client.logout()
    page = flat(client.get("/herning/plan/udgaver/1/2/"))
    assert "Hemmeligt" not in page
    assert "Ordlyden er den samme i begge." in page


def test_an_added_element_is_shown_with_its_text(client, plan, editor):
    new = NewElement(kind="goal", title="Nyt", body="<p>Det er nyt.</p>")
    tree.insert(new, plan_id=plan.pk, parent_id=plan.elements.get(parent=None).pk, by=editor)
    client.force_login(editor)
    page = flat(client.get(reverse("admin:publishing_publish", args=[plan.pk])))
    assert added("Det er nyt.") in page


def test_elements_of_a_topic_and_of_a_committee_are_found_by_the_database(plan, editor, climate):
    topic = Topic.objects.create(name="Klima", slug="klima")
    plan.elements.get(title="Mål").identity.topics.add(topic)
    publish(plan=plan, by=editor, nature="editorial")
    current = EditionElement.objects.filter(edition__is_current=True)
    assert [row.title for row in current.filter(topics__topic=topic)] == ["Mål"]
    assert [row.title for row in current.filter(responsible=climate)] == ["Mål"]
    assert Edition.objects.current().get(committee=climate).committee_slug == "klima"


def test_the_list_of_plans_marks_those_that_citizens_read_otherwise(client, plan, editor, technical):
    address = reverse("admin:strategies_plan_changelist")
    client.force_login(editor)
    assert "changed-mark" not in flat(client.get(address))
    change_committee(plan, plan.elements.get(title="Mål"), editor, technical)
    page = flat(client.get(address))
    assert page.count('<span class="changed-mark">ændret</span>') == 1
