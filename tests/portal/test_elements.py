import re

import pytest

from apps.followup.operations.report import Report, report
from apps.publishing.models import EditionElement
from apps.publishing.operations.publish import publish
from apps.strategies import tree
from apps.strategies.models import Relation
from apps.strategies.operations import edit
from apps.strategies.operations.relate import relate
from tests.bystander import own
from tests.factories import CommitteeFactory, element, make_plan


def revise(plan, name, editor, **changes):
    row = plan.elements.get(title=name)
    edit.edit_element(plan_id=plan.pk, element_id=row.pk, based_on=row.version, by=editor, **changes)


def test_an_element_stands_with_its_surroundings(client, read, published):
    words = read("/herning/vores-plan/vores-vaekst/")
    assert (
        "Herning Kommune Vores plan 2022 - 2026 Fokusområde Vores vækst Læs højt Stop Vi vil vokse" in words
    )
    assert "2 visioner 2 af 4 dele er indlæst. Flere job Der skal være flere job. Bedre veje" in words
    assert "Kilde linje 7–9" in words
    assert "Udgave 1 af 1" in words
    assert "← Forrige Et godt sted at leve" in words
    assert "Næste → Vores børn" in words
    uid = EditionElement.objects.get(title="Vores vækst").identity.uid
    assert f"http://testserver/e/{uid}/" in words


def test_a_repair_shows_the_words_before_and_after(read, published):
    words = read("/herning/vores-plan/vores-vaekst/")
    assert "Rettet ved indlæsning" in words
    assert "Før vok- se Efter vokse Hvorfor Ordet var delt." in words


def test_a_derived_element_quotes_the_place_it_comes_from(read, published):
    words = read("/herning/vores-plan/et-godt-sted-at-leve/")
    assert "Taget ordret fra linje 8" in words


def test_an_element_without_text_says_so(read, published):
    assert "Planen siger ikke mere om dette end overskriften." in read("/herning/vores-plan/bedre-veje/")


def test_what_was_reworded_says_so(read, plan, published, editor):
    revise(plan, "Vores børn", editor, body="<p>Nye ord.</p>")
    publish(plan=plan, by=editor, nature="editorial")
    assert "Ordlyd Står ikke i kildeteksten" in read("/herning/vores-plan/vores-boern/")


def test_an_older_address_leads_to_the_new_one(client, plan, published, editor):
    revise(plan, "Vores børn", editor, title="Vores unge")
    publish(plan=plan, by=editor, nature="adopted")
    response = client.get("/herning/vores-plan/vores-boern/")
    assert (response.status_code, response["Location"]) == (301, "/herning/vores-plan/vores-unge/")
    assert client.get("/en/herning/vores-plan/vores-boern/")["Location"] == (
        "/en/herning/vores-plan/vores-unge/"
    )


def test_a_dropped_element_keeps_its_page(read, plan, published, editor):
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="Vores børn").pk, by=editor)
    publish(plan=plan, by=editor, nature="adopted")
    words = read("/herning/vores-plan/vores-boern/")
    assert "Udgået: stod senest i udgave 1 (2022–2026)." in words
    assert "Børn først." in words
    assert "Vores børn" not in read("/herning/vores-plan/")


def test_the_permanent_address_leads_to_where_the_element_is_now(client, published):
    uid = EditionElement.objects.get(title="Vores vækst").identity.uid
    root = own(EditionElement).get(depth=0).identity.uid
    response = client.get(f"/e/{uid}/")
    assert (response.status_code, response["Location"]) == (302, "/herning/vores-plan/vores-vaekst/")
    assert client.get(f"/e/{root}/")["Location"] == "/herning/vores-plan/"


def test_relations_are_told_from_both_ends(read, plan, herning, editor):
    lower = make_plan(
        element("objective", "Cykelsti", text="Vi bygger."), municipality=herning, title="Plan B", slug="b"
    )
    Relation.objects.create(
        source=lower.elements.get(title="Cykelsti").identity,
        target=plan.elements.get(title="Bedre veje").identity,
        kind="supports",
        note="Vejen er til cykler.",
    )
    publish(plan=plan, by=editor, nature="adopted")
    publish(plan=lower, by=editor, nature="adopted")
    assert "Understøtter Bedre veje Vejen er til cykler. Vores plan" in read("/herning/b/cykelsti/")
    assert "Understøttes af Cykelsti Vejen er til cykler. Plan B" in read("/herning/vores-plan/bedre-veje/")


@pytest.mark.parametrize("place", ["top", "leaf"])
def test_an_element_takes_seven_queries_at_any_size(
    client, herning, editor, place, django_assert_num_queries
):
    for size in (1, 40):
        leaves = [element("goal", f"Mål {n}", text="Tekst.") for n in range(size)]
        plan = make_plan(element("focus_area", "Top", *leaves), municipality=herning, slug=f"p{size}")
        publish(plan=plan, by=editor, nature="adopted")
        with django_assert_num_queries(7):
            client.get(f"/herning/p{size}/{'top' if place == 'top' else 'maal-0'}/")


@pytest.fixture
def levels(herning, editor):
    """A strategy with two goals, of which a development plan takes up one; nothing is published."""
    strategy = make_plan(
        element("focus_area", "Natur", element("goal", "Skov"), element("goal", "Vand")),
        municipality=herning,
        title="Strategi",
    )
    lower = make_plan(
        element("objective", "Træer", element("action", "Plant dem")),
        element("objective", "Andet"),
        municipality=herning,
        title="Udviklingsplan",
        level="development_plan",
    )
    source, target = (
        plan.elements.select_related("identity").get(title=title).identity
        for plan, title in ((lower, "Træer"), (strategy, "Skov"))
    )
    relate(source=source, target=target, kind="contributes_to", by=editor)
    return strategy, lower


def test_the_gaps_of_the_chain_are_said(read, levels, editor):
    strategy, lower = levels
    publish(plan=strategy, by=editor, nature="adopted")
    nothing = "Der er ikke offentliggjort udviklingsplaner eller handlingsplaner her"
    assert nothing in read("/herning/strategi/skov/")
    publish(plan=lower, by=editor, nature="adopted")
    assert nothing not in read("/herning/strategi/vand/")
    assert "Intet udvalg har taget dette mål op endnu." in read("/herning/strategi/vand/")
    for taken_up in ("skov", "natur"):
        assert "har taget" not in read(f"/herning/strategi/{taken_up}/")
    assert "Det står uden for strategien" in read("/herning/udviklingsplan/andet/")
    assert "uden for strategien" not in read("/herning/udviklingsplan/traeer/")


def test_the_chain_is_drawn_with_a_link_for_every_part_and_told_in_words(client, read, levels, editor):
    for plan in levels:
        publish(plan=plan, by=editor, nature="adopted")
    html = client.get("/herning/strategi/skov/").content.decode()
    picture = html[html.index("chain-picture") : html.index("chain-words")]
    assert re.findall(r'<a href="([^"]*)"', picture) == [
        "/herning/strategi/skov/",
        "/herning/udviklingsplan/traeer/",
        "/herning/udviklingsplan/plant-dem/",
    ]
    assert picture.count("<path") == 2
    in_words = "Kæden i ord Målsætning Træer bidrager til Skov Handling Plant dem er en del af Træer"
    for path in ("strategi/skov/", "udviklingsplan/plant-dem/"):
        assert in_words in read(f"/herning/{path}")
    assert "chain-picture" not in client.get("/herning/strategi/natur/").content.decode()
    assert "chain-picture" not in client.get("/herning/strategi/vand/").content.decode()


def test_the_words_of_the_chain_name_who_answers_and_how_it_goes(read, levels, herning, editor):
    strategy, lower = levels
    trees = lower.elements.get(title="Træer")
    committee = CommitteeFactory(municipality=herning, name="Naturudvalget")
    edit.edit_element(
        plan_id=lower.pk, element_id=trees.pk, based_on=trees.version, by=editor, responsible=committee
    )
    for plan in levels:
        publish(plan=plan, by=editor, nature="adopted")
    goal = strategy.elements.get(title="Skov").identity_id
    report(reports=[Report(trees.identity_id, "at_risk"), Report(goal, "on_track")], by=editor)
    in_words = "Træer ( Naturudvalget · I fare for at glippe) bidrager til Skov (På sporet) "
    for path in ("strategi/skov/", "udviklingsplan/plant-dem/"):
        assert in_words in read(f"/herning/{path}")


def test_who_answers_for_it_stands_before_what_became_of_it(read, levels, herning, editor):
    strategy, _lower = levels
    goal = strategy.elements.get(title="Skov")
    committee = CommitteeFactory(municipality=herning, name="Naturudvalget")
    edit.edit_element(
        plan_id=strategy.pk, element_id=goal.pk, based_on=goal.version, by=editor, responsible=committee
    )
    publish(plan=strategy, by=editor, nature="adopted")
    assert "Ansvarlig: Naturudvalget Sådan går det" in read("/herning/strategi/skov/")
    nobody = "Det står ikke i strategien, hvem der er ansvarlig Sådan går det Ikke fulgt op endnu."
    assert nobody in read("/herning/strategi/vand/")
