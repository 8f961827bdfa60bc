"""What was public on a day: plans and elements at their dated addresses."""

from datetime import datetime

import pytest
from django.utils import timezone

from apps.core import page_cache
from apps.publishing.operations.publish import publish, republish
from apps.publishing.operations.retract import retract
from apps.publishing.operations.withdraw import withdraw
from apps.strategies import tree
from apps.strategies.models import Relation
from apps.strategies.operations import edit
from apps.strategies.operations.relate import relate
from tests.factories import element, make_plan

PLAN = "/herning/vores-plan/"


def at(text: str) -> datetime:
    """A moment by the clocks of Denmark."""
    return timezone.make_aware(datetime.fromisoformat(text))


def revise(plan, name, editor, **changes):
    row = plan.elements.get(title=name)
    edit.edit_element(plan_id=plan.pk, element_id=row.pk, based_on=row.version, by=editor, **changes)


@pytest.fixture
def history(plan, editor):
    """First edition on 3 May 2026, a renamed and a dropped element on 10 May, withdrawn on 20 May, back on 1 June."""
    publish(plan=plan, by=editor, nature="adopted", at=at("2026-05-03 12:00"))
    revise(plan, "Vores børn", editor, title="Vores unge", body="<p>Unge først.</p>")
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="Bedre veje").pk, by=editor)
    second = publish(plan=plan, by=editor, nature="editorial", at=at("2026-05-10 23:59"))
    withdraw(plan=plan, by=editor, at=at("2026-05-20 08:00"))
    republish(edition=second, by=editor, at=at("2026-06-01 00:00"))
    return plan


def test_a_plan_is_shown_as_it_was_that_day(read, history):
    words = read(PLAN + "pr/2026-05-09/")
    assert "Sådan så planen ud den 9. maj 2026." in words
    assert "Udgave 1, lagt på portalen 3. maj 2026" in words
    assert "Børn først." in words
    assert "Bedre veje" in words
    assert "Vores unge" not in words
    later = read(PLAN + "pr/2026-05-10/")
    assert "Unge først." in later
    assert "Bedre veje" not in later


def test_a_day_is_told_by_danish_clocks(client, read, history):
    assert "Udgave 3" in read(PLAN + "pr/2026-06-01/")
    assert client.get(PLAN + "pr/2026-05-31/").status_code == 404


def test_a_dated_plan_leads_on_within_its_day(client, history):
    html = client.get(PLAN + "pr/2026-05-09/").content.decode()
    assert f'<a href="{PLAN}vores-boern/pr/2026-05-09/">' in html
    assert f'<a href="{PLAN}">Gældende i dag</a>' in html
    assert f'<link rel="canonical" href="http://testserver{PLAN}udgaver/1/">' in html


def test_no_robot_keeps_a_dated_page(client, history):
    for address in ("pr/2026-05-09/", "vores-boern/pr/2026-05-09/", "pr/2026-05-01/", "pr/"):
        response = client.get(PLAN + address)
        assert response["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in response.content.decode()


@pytest.mark.parametrize("slug", ["vores-boern", "vores-unge"])
def test_an_element_is_shown_as_it_was_at_every_address_it_ever_had(read, history, slug):
    words = read(f"{PLAN}{slug}/pr/2026-05-09/")
    assert "Sådan så elementet ud den 9. maj 2026." in words
    assert "Vores børn" in words
    assert "Børn først." in words
    assert "Unge først." in read(f"{PLAN}{slug}/pr/2026-05-10/")


def test_a_dropped_element_is_what_it_was_and_then_no_more(read, history):
    assert "Bedre veje" in read(PLAN + "bedre-veje/pr/2026-05-09/")
    words = read(PLAN + "bedre-veje/pr/2026-05-10/", 404)
    assert "Elementet var ikke længere en del af planen den 10. maj 2026." in words


def test_an_element_that_came_later_is_not_there_yet(client, read, history, editor):
    root = history.elements.get(parent=None)
    tree.insert(element("focus_area", "Ny start"), plan_id=history.pk, parent_id=root.pk, by=editor)
    publish(plan=history, by=editor, nature="adopted", at=at("2026-06-02 10:00"))
    assert "Elementet var endnu ikke en del af planen den 9. maj 2026." in read(
        PLAN + "ny-start/pr/2026-05-09/", 404
    )
    assert "Ny start" in read(PLAN + "ny-start/pr/2026-06-02/")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-05-02", "Planen var endnu ikke lagt på portalen den 2. maj 2026. Det blev den første gang den 3. maj 2026."),
        ("2026-05-20", "Planen var trukket tilbage, da den 20. maj 2026 sluttede, så ingen kunne læse den her. Den blev lagt på portalen igen den 1. juni 2026."),
        ("9999-12-31", "31. december 9999 er ikke kommet endnu, og ingen ved, hvad planen siger til den tid."),
        ("2025-02-29", "Den dag findes ikke i kalenderen."),
        ("0000-00-00", "Den dag findes ikke i kalenderen."),
        ("0001-01-01", "Planen var endnu ikke lagt på portalen"),
        ("3-5-2026", "En dato i en adresse skrives år-måned-dag, fx 2026-05-03."),
        ("20260503", "En dato i en adresse skrives"),
        ("2026-W18-7", "En dato i en adresse skrives"),
        ("٢٠٢٦-٠٥-٠٣", "En dato i en adresse skrives"),
        ("%3Cscript%3E", "En dato i en adresse skrives"),
    ],
)  # fmt: skip
def test_a_day_without_anything_says_why(client, read, history, day, said):
    for about in ("", "vores-boern/"):
        words = read(f"{PLAN}{about}pr/{day}/", 404)
        assert said in words
        assert "Læs planen, som den er nu" in words
    assert b"<script>" not in client.get(f"{PLAN}pr/{day}/").content


def test_what_is_not_public_has_no_days(client, plan, history, editor):
    hidden = make_plan(element("goal", "Hemmelig"), municipality=plan.municipality, title="Skjult", by=editor)
    assert client.get(f"/herning/{hidden.slug}/pr/2026-05-09/").status_code == 404
    assert client.get("/herning/skjult/hemmelig/pr/vrøvl/").status_code == 404
    assert client.get(PLAN + "findes-ikke/pr/2026-05-09/").status_code == 404
    assert client.get(PLAN + "findes-ikke/pr/").status_code == 404


def test_a_plan_that_is_withdrawn_today_answers_for_no_day(client, history, editor):
    withdraw(plan=history, by=editor)
    assert client.get(PLAN + "pr/2026-05-09/").status_code == 410
    assert client.get(PLAN + "vores-boern/pr/2026-05-09/").status_code == 410
    assert client.get(PLAN + "pr/").status_code == 410


def test_the_page_of_a_withdrawn_plan_says_so_and_leads_to_the_log(client, history, editor):
    withdraw(plan=history, by=editor)
    page = client.get(PLAN + "pr/2026-05-09/").content.decode()
    assert "kan den heller ikke læses her, som den var på tidligere dage" in page
    assert '<a href="/herning/log/">Loggen siger, hvornår den var offentlig</a>' in page


def test_the_question_for_a_day_is_there_in_both_languages(client, history):
    page = client.get(PLAN + "pr/").content.decode()
    assert f'<link rel="alternate" hreflang="en" href="http://testserver/en{PLAN}pr/">' in page
    assert '<meta name="robots" content="noindex">' in page


def test_retracted_words_stay_retracted(read, history, editor):
    identity = history.elements.get(title="Vores vækst").identity
    retract(identity=identity, by=editor, reason="Personoplysninger.", words="Det kræver mod.")
    for address in ("pr/2026-05-09/", "vores-vaekst/pr/2026-05-09/"):
        words = read(PLAN + address)
        assert "Det kræver mod." not in words
        assert "Vi vil" in words


def test_a_relation_is_told_in_the_words_of_that_day(read, plan, editor):
    other = make_plan(element("goal", "Stier"), municipality=plan.municipality, title="Naturplan", by=editor)
    relate(
        source=plan.elements.get(title="Vores vækst").identity,
        target=other.elements.get(title="Stier").identity,
        kind=Relation.Kind.SUPPORTS,
        by=editor,
    )
    publish(plan=plan, by=editor, nature="adopted", at=at("2026-05-03 12:00"))
    publish(plan=other, by=editor, nature="adopted", at=at("2026-05-05 12:00"))
    revise(other, "Stier", editor, title="Nye stier")
    publish(plan=other, by=editor, nature="adopted", at=at("2026-05-07 12:00"))
    assert "støtter" not in read(PLAN + "vores-vaekst/pr/2026-05-04/")
    assert "støtter Stier" in read(PLAN + "vores-vaekst/pr/2026-05-06/")
    assert "støtter Nye stier" in read(PLAN + "vores-vaekst/pr/2026-05-07/")


def test_the_form_leads_to_the_day(client, read, history):
    response = client.get(PLAN + "pr/", {"dato": "2026-05-09"})
    assert (response.status_code, response["Location"]) == (302, PLAN + "pr/2026-05-09/")
    response = client.get("/en" + PLAN + "vores-boern/pr/", {"dato": "2026-05-09"})
    assert response["Location"] == "/en" + PLAN + "vores-boern/pr/2026-05-09/"
    assert "Se planen på en dato" in read(PLAN + "pr/")
    assert "Se elementet på en dato" in read(PLAN + "bedre-veje/pr/")
    assert "Se planen på en dato" in read(PLAN + "udgaver/")
    for nonsense in ("//evil.example", "../..", "2026-13-01", "3999-01-01"):
        assert client.get(PLAN + "pr/", {"dato": nonsense}).status_code == 404


def test_today_is_today(read, history):
    assert "Sådan ser det ud i dag" in read(f"{PLAN}pr/{timezone.localdate().isoformat()}/")


def test_dated_pages_are_in_english_too(read, history):
    assert "This is how the plan looked on 9 May 2026." in read("/en" + PLAN + "pr/2026-05-09/")


def test_a_robot_that_walks_the_calendar_fills_no_memory(client, history):
    client.get(PLAN)
    before = page_cache.store.bytes
    for day in range(3, 10):
        response = client.get(f"{PLAN}pr/2026-05-0{day}/")
        assert (
            client.get(f"{PLAN}pr/2026-05-0{day}/", headers={"If-None-Match": response["ETag"]}).status_code
            == 304
        )
        client.get(f"{PLAN}vores-boern/pr/2026-05-0{day}/")
    assert page_cache.store.bytes == before


def test_few_queries_whatever_day(client, history, django_assert_max_num_queries):
    for day in ("2026-05-09", "2026-07-01"):
        client.get(f"{PLAN}pr/{day}/")  # renders the edition once and for all
    for day in ("2026-05-09", "2026-05-25", "2026-05-01", "2026-07-01", "9999-01-01", "x"):
        for about in ("", "vores-boern/", "bedre-veje/", "vores-vaekst/"):
            with django_assert_max_num_queries(4):
                client.get(f"{PLAN}{about}pr/{day}/")
