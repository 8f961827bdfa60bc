import re
from datetime import date

import pytest

from apps.publishing.operations.publish import publish
from apps.publishing.operations.withdraw import withdraw
from apps.strategies import tree
from tests.factories import element, make_plan


def headings(html):
    return [(int(level), text) for level, text in re.findall(r"<h(\d)[^>]*>(?:<a[^>]*>)?([^<]*)", html)]


def test_the_whole_plan_stands_on_one_page(read, published):
    words = read("/herning/vores-plan/")
    assert "Strategi Vores plan 2022 - 2026 2022–2026 Udgave 1, lagt på portalen" in words
    assert "Kilde: linje 1, 4 Byrådets strategi." in words
    assert "Overliggende mål Kilde: linje 8–9 Taget ordret fra kilden Et godt sted at leve" in words
    assert "Fokusområde Kilde: linje 7–9 2 af 4 dele er indlæst" in words
    assert "Rettet ved indlæsning Før vok- se Efter vokse Hvorfor Ordet var delt. Vores vækst" in words
    assert "Vores vækst Vi vil vokse &amp; trives. Det kræver mod. Andet afsnit." in words


def test_headings_are_the_tree(client, published):
    assert headings(client.get("/herning/vores-plan/").content.decode()) == [
        (1, "Vores plan 2022 - 2026"),
        (2, "Et godt sted at leve"),
        (2, "Vores vækst"),
        (3, "Flere job"),
        (3, "Bedre veje"),
        (2, "Vores børn"),
    ]


def test_the_contents_lead_to_anchors_that_are_there(client, published):
    html = client.get("/herning/vores-plan/").content.decode()
    anchors = re.findall(r'href="#([a-z0-9-]+)"', html)
    assert anchors == ["et-godt-sted-at-leve", "vores-vaekst", "flere-job", "bedre-veje", "vores-boern"]
    assert all(html.count(f'id="{anchor}"') == 1 for anchor in anchors)


def test_ids_of_the_page_cannot_be_slugs(client, published):
    html = client.get("/herning/vores-plan/").content.decode()
    ids = re.findall(r'id="([^"]+)"', html)
    slugs = set(re.findall(r'<section class="el l\d" id="([^"]+)"', html))
    assert all("_" in name for name in ids if name not in slugs)


def test_seven_levels_and_a_long_title_stand_as_they_are(client, herning, editor):
    title = "Et langt navn på et mål, som byrådet har vedtaget uden at tænke på, at det også skal kunne læses på en lille telefon"
    deep = element("section", title, text="Nederst.")
    for number in range(6, 0, -1):
        deep = element("section", f"Niveau {number}", deep)
    publish(plan=make_plan(deep, municipality=herning, slug="dyb"), by=editor, nature="adopted")
    html = client.get("/herning/dyb/").content.decode()
    assert headings(html)[1:] == [(n + 1, f"Niveau {n}") for n in range(1, 6)] + [
        (6, "Niveau 6"),
        (6, title),
    ]


def test_a_plan_without_elements_has_no_contents(client, herning, editor):
    publish(plan=make_plan(municipality=herning, lead="Kun dette.", slug="kort"), by=editor, nature="adopted")
    html = client.get("/herning/kort/").content.decode()
    assert "Kun dette." in html
    assert "<nav class=" not in html.replace('<nav class="crumbs"', "")


def test_titles_are_escaped(client, herning, editor):
    plan = make_plan(
        element("goal", "<script>alert(1)</script>"), municipality=herning, title="A & <b>", slug="x"
    )
    publish(plan=plan, by=editor, nature="adopted", public_note="<img src=x>")
    for path in ("/", "/herning/", "/herning/x/", "/herning/x/udgaver/", "/herning/x/script-alert-1-script/"):
        html = client.get(path).content.decode()
        assert "<script>alert" not in html
        assert "<b>" not in html
        assert "<img src=x>" not in html


@pytest.mark.parametrize("encoding", ["", "br", "gzip"])
def test_a_whole_plan_takes_three_queries_at_any_size(
    client, herning, editor, encoding, django_assert_max_num_queries, django_capture_on_commit_callbacks
):
    counts = []
    for size in (3, 60):
        plan = make_plan(
            *[element("goal", f"Mål {n}", text="Tekst.") for n in range(size)],
            municipality=herning,
            slug=f"p{size}",
        )
        with django_capture_on_commit_callbacks(execute=True):
            publish(plan=plan, by=editor, nature="adopted")
        client.get(f"/herning/p{size}/", HTTP_ACCEPT_ENCODING=encoding)
        with django_assert_max_num_queries(3) as queries:
            client.get(f"/herning/p{size}/", HTTP_ACCEPT_ENCODING=encoding)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_same_words_come_in_every_encoding(client, published):
    from brotli import decompress

    plain = client.get("/herning/vores-plan/").content
    assert decompress(client.get("/herning/vores-plan/", HTTP_ACCEPT_ENCODING="br").content) == plain


def test_an_adopted_plan_tells_when_and_in_which_case(read, herning, editor):
    plan = make_plan(municipality=herning, slug="p", lead="Tekst.", case_reference="23-1")
    publish(plan=plan, by=editor, nature="adopted", adopted_on=date(2021, 11, 16))
    assert "Vedtaget 16. november 2021 (sag 23-1)" in read("/herning/p/")


def test_english_pages_mark_the_adopted_words_as_danish(client, published):
    html = client.get("/en/herning/vores-plan/").content.decode()
    assert '<html lang="en" ' in html
    assert '<h1 lang="da">Vores plan 2022 - 2026</h1>' in html
    assert '<h2 lang="da"><a href="/en/herning/vores-plan/vores-vaekst/">Vores vækst</a></h2>' in html
    assert 'href="/herning/vores-plan/" lang="da" hreflang="da"' in html


def test_a_withdrawn_plan_is_gone_and_says_why(read, client, plan, published, editor):
    withdraw(plan=plan, by=editor, public_note="Byrådet har vedtaget en ny.")
    for path in ("", "udgaver/", "udgaver/1/", "vores-vaekst/", "kilde/", "kilde/1/"):
        words = read(f"/herning/vores-plan/{path}", status=410)
        assert "Planen er trukket tilbage" in words
        assert "”Vores plan 2022 - 2026”" in words
        assert "Byrådet har vedtaget en ny." in words
    assert "Vores plan" not in client.get("/herning/").content.decode()


def test_only_the_adopted_words_are_read_not_the_working_tree(client, plan, published, editor):
    before = client.get("/herning/vores-plan/").content
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="Vores børn").pk, by=editor)
    assert client.get("/herning/vores-plan/").content == before
