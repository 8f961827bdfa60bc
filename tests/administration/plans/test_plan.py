"""Plans, relations, topics and sources in admin through real requests."""

import pytest
from django.urls import reverse, reverse_lazy

from apps.municipalities.freshness import portal_version
from apps.strategies.models import Element, ElementIdentity, Plan, Relation, SourceDocument, Topic
from apps.strategies.operations.edit_plan import edit_plan
from apps.strategies.operations.relate import relate
from tests.bystander import own
from tests.factories import CommitteeFactory, CouncilPeriodFactory, element, make_plan

ADD = reverse("admin:strategies_plan_add")


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def plan(herning):
    return make_plan(element("goal", "A"), element("goal", "B"), municipality=herning, title="Plan")


TOPIC_ADD = reverse_lazy("admin:strategies_topic_add")


def page(name, row):
    return reverse(f"admin:strategies_{name}", args=[row.pk])


def form(plan, **changes):
    data = {"title": plan.title, "slug": plan.slug, "level": plan.level, "start_year": "", "end_year": ""}
    return {**data, "based_on": plan.history.latest().history_id, **changes}


def test_a_new_plan_has_its_tree_at_once(browser, herning, editor):
    assert browser.get(ADD).context["adminform"].form.initial["municipality"] == herning.pk
    data = {"municipality": herning.pk, "title": "Ny plan", "slug": "ny-plan", "level": "council_strategy"}
    browser.post(ADD, data)
    plan = own(Plan).get()
    assert (plan.elements.get().title, plan.elements.get().kind) == ("Ny plan", "document")
    assert plan.history.get().history_user == editor
    again = browser.post(ADD, data).content.decode()
    assert "Kommunen har allerede en plan på denne adresse." in again


def test_an_address_that_is_left_empty_is_made_of_the_title(browser, herning):
    data = {"municipality": herning.pk, "title": "Børn på vej", "slug": "", "level": "council_strategy"}
    browser.post(ADD, data)
    assert own(Plan).get().slug == "boern-paa-vej"
    assert browser.post(ADD, {**data, "title": ""}).context["adminform"].form.errors.keys() == {"title"}


@pytest.mark.parametrize("year", ["1", "99999", "9" * 40, "-4", "2026,5", "i år"])
def test_a_year_that_is_none_is_refused_in_one_plain_sentence(browser, plan, year):
    response = browser.post(page("plan_change", plan), form(plan, start_year=year, end_year=year))
    refused = ["Skriv et årstal mellem 1970 og 2200."]
    assert response.context["adminform"].form.errors == {"start_year": refused, "end_year": refused}


def test_a_plan_that_is_there_keeps_its_address(browser, plan):
    response = browser.post(page("plan_change", plan), form(plan, slug=""))
    assert response.context["adminform"].form.errors.keys() == {"slug"}


def test_a_reserved_word_is_no_address(browser, herning):
    data = {"municipality": herning.pk, "title": "Udvalg", "slug": "udvalg", "level": "council_strategy"}
    assert (
        "Portalens egne adresser bruger ordet ”udvalg”. Vælg et andet."
        in browser.post(ADD, data).content.decode()
    )
    assert not own(Plan).exists()


def test_a_title_that_is_too_long_is_told_of_once(browser, herning):
    data = {"municipality": herning.pk, "title": "a" * 301, "slug": "a", "level": "council_strategy"}
    form = browser.post(ADD, data).context["adminform"].form
    assert form.errors == {"title": ["Denne værdi må højst have 300 tegn (den har 301)."]}


def test_the_root_follows_the_title(browser, plan, herning):
    period, committee = CouncilPeriodFactory(), CommitteeFactory(municipality=herning)
    changes = {
        "title": "Ny titel",
        "council_period": period.pk,
        "committee": committee.pk,
        "start_year": "2022",
    }
    assert browser.post(page("plan_change", plan), form(plan, **changes)).status_code == 302
    plan.refresh_from_db()
    assert (plan.title, plan.council_period, plan.committee, plan.start_year) == (
        "Ny titel",
        period,
        committee,
        2022,
    )
    assert plan.elements.get(parent__isnull=True).title == "Ny titel"


def test_saving_unchanged_writes_nothing(browser, plan):
    before = plan.history.count()
    browser.post(page("plan_change", plan), form(plan))
    assert plan.history.count() == before


def test_a_stale_plan_is_refused_with_what_stands_now(browser, plan, portal_admin):
    mine = form(plan, title="Min titel")
    edit_plan(plan=plan, by=portal_admin, title="Andres titel")
    response = browser.post(page("plan_change", plan), mine)
    text = response.content.decode()
    assert f"{portal_admin} har gemt ”Andres titel” i mellemtiden. Din tekst er ikke gået tabt." in text
    assert "Titel er nu: ”Andres titel”." in text
    assert 'value="Min titel"' in text
    plan.refresh_from_db()
    assert plan.title == "Andres titel"
    browser.post(
        page("plan_change", plan),
        {**mine, "based_on": response.context["adminform"].form["based_on"].value()},
    )
    plan.refresh_from_db()
    assert plan.title == "Min titel"


def test_an_empty_plan_is_deleted_and_leaves_nothing(browser, herning):
    plan = make_plan(municipality=herning, title="Fejl")
    address = page("plan_delete", plan)
    assert "Der hører ikke noget til planen." in browser.get(address).content.decode()
    assert browser.post(address).status_code == 302
    assert [own(model).count() for model in (Plan, Element, ElementIdentity)] == [0, 0, 0]


def test_a_plan_that_something_hangs_on_is_not_deleted(browser, plan, editor, herning):
    a, b = plan.elements.filter(level=1)
    relate(source=a.identity, target=b.identity, kind="related", by=editor)
    SourceDocument.objects.create(plan=plan, number=1, title="Kilde", text="x", sha256="0" * 64)
    text = browser.post(page("plan_delete", plan)).content.decode()
    for reason in ("Planen har elementer.", "Planen har kilder.", "Planens elementer har sammenhænge."):
        assert reason in text
    assert Plan.objects.filter(pk=plan.pk).exists()


def test_relations_are_added_where_they_start_changed_and_taken_away(browser, plan):
    a, b = plan.elements.filter(level=1)
    add = reverse("admin:strategies_relation_add")
    assert browser.get(add)["Location"] == reverse("admin:strategies_element_changelist")
    assert "B" in browser.get(f"{add}?source={a.pk}&to={plan.pk}").content.decode()
    data = {"kind": "supports", "target": b.pk, "note": "Fordi"}
    browser.post(f"{add}?source={a.pk}&to={plan.pk}", data)
    relation = own(Relation).get()
    assert (relation.source, relation.target, relation.kind) == (a.identity, b.identity, "supports")
    again = browser.post(f"{add}?source={a.pk}&to={plan.pk}", data)
    assert again.status_code == 200
    assert "understøtter: B" in browser.get(page("element_change", a)).content.decode()
    browser.post(page("relation_change", relation), {"kind": "depends_on", "note": ""})
    relation.refresh_from_db()
    assert (relation.kind, relation.note) == ("depends_on", "")
    browser.post(page("relation_delete", relation), {"post": "yes"})
    assert not own(Relation).exists()


def test_editors_pick_topics_and_portal_administrators_keep_them(browser, client, portal_admin):
    assert browser.get(reverse("admin:strategies_topic_changelist")).status_code == 404
    client.force_login(portal_admin)
    before = portal_version()
    written = {"name": "Klima", "slug": "klima", "words": "klima*\ngrøn omstilling"}
    assert "Dette felt er påkrævet" in client.post(TOPIC_ADD, written).content.decode()
    client.post(TOPIC_ADD, written | {"description": "Mindre udledning af CO₂."})
    topic = own(Topic).get()
    assert (topic.name, topic.description) == ("Klima", "Mindre udledning af CO₂.")
    assert portal_version() > before
    client.post(page("topic_delete", topic), {"post": "yes"})
    assert not own(Topic).exists()
    assert portal_version() > before + 1


@pytest.mark.parametrize("word", ["*", "k*", "*la", "klima energi* ! nu", "en to tre fire fem seks syv"])
def test_a_word_that_would_be_found_everywhere_or_nowhere_is_refused(client, portal_admin, word):
    client.force_login(portal_admin)
    written = {"name": "Klima", "slug": "klima", "description": "Om klimaet.", "words": f"klima*\n{word}"}
    answer = client.post(TOPIC_ADD, written).content.decode()
    assert f"”{word}” kan ikke findes i en tekst." in answer
    assert not own(Topic).exists()


def test_sources_are_only_read(browser, plan):
    source = SourceDocument.objects.create(
        plan=plan, number=1, title="Kilde", text="Linje 1", sha256="0" * 64
    )
    assert "Linje 1" in browser.get(page("sourcedocument_change", source)).content.decode()
    assert browser.post(page("sourcedocument_change", source), {"text": "x"}).status_code == 403
    assert browser.post(page("sourcedocument_delete", source), {"post": "yes"}).status_code == 403
