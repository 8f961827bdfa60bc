import re
from datetime import date

import pytest
from django.db import connection

from apps.publishing.models import Rendering
from apps.publishing.operations.publish import publish
from apps.publishing.pages import store
from apps.publishing.pages.draft import draft_of
from apps.publishing.pages.fragments import SLOT
from apps.publishing.pages.render import render
from apps.publishing.reading import published_plan
from apps.strategies.models import SourceDocument, SourcePassage, SourceRepair
from tests.factories import CommitteeFactory, element, make_plan


@pytest.fixture
def plan(herning):
    return make_plan(
        element(
            "focus_area",
            "Vækst & <trivsel>",
            element("goal", "Mål", text="Et."),
            element("section", "Bilag"),
            parts_stated=4,
            parts_kind="goal",
        ),
        element("goal", "Sidste", is_derived=True),
        municipality=herning,
        slug="plan",
        lead="Indledning.",
    )


@pytest.fixture
def edition(plan, editor):
    publish(plan=plan, by=editor, nature="adopted")
    return published_plan("herning", "plan")


def test_the_outline_is_nested_lists_of_links(edition):
    assert render(edition, "da").outline == (
        '<ol><li data-number="1"><a href="#vaekst-trivsel">Vækst &amp; &lt;trivsel&gt;</a>'
        '<ol><li><a href="#maal">Mål</a></li><li><a href="#bilag">Bilag</a></li></ol></li>'
        '<li data-number="2"><a href="#sidste">Sidste</a></li></ol>'
    )


def test_the_body_has_a_section_with_a_heading_for_each_element(edition):
    body = render(edition, "da").body
    assert body.count("<section") == body.count("</section>") == 4
    assert '<h2><a href="/herning/plan/vaekst-trivsel/">Vækst &amp; &lt;trivsel&gt;</a></h2>' in body
    assert '<h3><a href="/herning/plan/maal/">Mål</a></h3>' in body
    assert '<div class="adopted"><p>Et.</p></div>' in body
    assert "1 af 4 dele er indlæst" in body


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ({"starts_on": date(2026, 3, 1), "ends_on": date(2027, 12, 31)}, "1. marts 2026 – 31. december 2027"),
        ({"starts_on": date(2026, 3, 1), "is_continuous": True}, "fra 1. marts 2026, løbende"),
        ({"is_continuous": True}, "løbende"),
    ],
)
def test_the_margin_says_who_takes_part_and_when(herning, editor, period, said):
    committees = [
        CommitteeFactory(municipality=herning, name=name, slug=name.lower()) for name in ("Veje", "Sundhed")
    ]
    lead, *others = [CommitteeFactory(municipality=herning, name="Klima & Miljø", slug="klima"), *committees]
    goal = element("goal", "Mål", responsible_id=lead.pk, partner_ids=[each.pk for each in others], **period)
    plan = make_plan(goal, element("goal", "Andet"), municipality=herning, slug="klimaplan")
    publish(plan=plan, by=editor, nature="adopted")
    shown = published_plan("herning", "klimaplan")
    margin, after = render(shown, "da").body.split("<h2>")[:2]
    assert re.findall('<span class="note">(.*?)</span>', margin) == [
        'Ansvarlig: <a href="/herning/udvalg/klima/">Klima &amp; Miljø</a>',
        'Medansvarlige: <a href="/herning/udvalg/sundhed/">Sundhed</a>, <a href="/herning/udvalg/veje/">Veje</a>',
        f"Hvornår: {said}",
    ]
    assert "Medansvarlige" not in after
    assert "Hvornår" not in after
    assert '<span lang="da">Sundhed</span>' in render(shown, "en").body
    [draft] = re.findall("Medansvarlige: (.*?)</span>", draft_of(plan, "da").fragments.body)
    assert draft == "Sundhed, Veje"


def test_english_pages_mark_the_adopted_words_as_danish(edition):
    body = render(edition, "en").body
    assert '<h3 lang="da"><a href="/en/herning/plan/maal/">Mål</a></h3>' in body
    assert "1 of 4 parts are loaded" in body


def test_the_margin_says_where_the_words_come_from_and_what_was_mended(plan, editor):
    document = SourceDocument.objects.create(plan=plan, number=1, title="Kilde", text="a", sha256="x")
    goal = plan.elements.get(title="Mål")
    for first, role, text in [(10, "title", "Mål"), (12, "paragraph", "Et."), (40, "label", "")]:
        passage = SourcePassage.objects.create(
            document=document,
            first_line=first,
            last_line=first,
            role=role,
            identity=goal.identity,
            paragraph=1 if role == "paragraph" else None,
            text=text,
        )
    SourceRepair.objects.create(passage=passage, kind="hyphen", before="E-t", after="Et", why="Orddeling.")
    publish(plan=plan, by=editor, nature="adopted")
    body = render(published_plan("herning", "plan"), "da").body
    assert '<a href="/herning/plan/kilde/1/#linje-10">Kilde: linje 10–12, 40</a>' in body
    assert "<dt>Før</dt><dd>E-t</dd><dt>Efter</dt><dd>Et</dd>" in body


def test_unsafe_html_in_the_database_never_comes_through(edition):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE publishing_editionelement SET body = %s WHERE slug = 'maal'",
            ['<p onclick="x()">Et<script>x()</script></p><a href="javascript:x()">to</a>'],
        )
    body = render(edition, "da").body
    assert "script" not in body
    assert "onclick" not in body


def test_what_is_missing_is_rendered_and_once_kept_takes_one_query(edition, django_assert_num_queries):
    with django_assert_num_queries(3):
        rendered = store.fragments(edition, "da")
    assert rendered == render(edition, "da")
    assert not rendered.is_stored
    store.keep(edition, "da", rendered)
    with django_assert_num_queries(1):
        assert store.fragments(edition, "da") == rendered


def body_of(fragments):
    """The text as it stands in a page."""
    marks = fragments.marks()
    return fragments.set_into(f"{marks.outline}|{marks.body}").decode().partition("|")[2]


def test_a_fact_is_set_beside_its_element_without_rendering_again(
    plan, edition, django_assert_num_queries, monkeypatch
):
    plain = store.fragments(edition, "da")
    store.keep(edition, "da", plain)
    monkeypatch.setattr(store, "render", None)
    goal = plan.elements.get(title="Mål").identity_id
    with django_assert_num_queries(1):
        found = store.fragments(edition, "da").with_facts(
            {goal: "<b>I gang</b>", 10**9: "<b>Findes ikke</b>"}
        )
    margin = '<section class="el l2" id="maal"><div class="margin"><span class="kind">Mål</span>'
    assert f"{margin}<b>I gang</b></div>" in body_of(found)
    assert body_of(found).replace("<b>I gang</b>", "") == plain.body
    assert found.outline == plain.outline


def test_every_element_has_one_place_for_facts_in_reading_order(plan, edition):
    fragments = store.fragments(edition, "da")
    identities = list(plan.elements.in_reading_order().values_list("identity_id", flat=True))
    found = fragments.with_facts({identity: f"<i>{identity}</i>" for identity in identities})
    assert [int(number) for number in re.findall(r"<i>(\d+)</i></div>", body_of(found))] == identities
    assert re.sub(r"<i>\d+</i>", "", body_of(found)) == fragments.body
    assert SLOT not in fragments.body
    assert fragments.with_facts({}) is fragments


def test_renderings_of_other_code_are_thrown_away(edition):
    Rendering.objects.create(edition=edition, language="da", code_version="old", outline="", body="")
    store.warm(edition)
    assert set(Rendering.objects.values_list("language", flat=True)) == {"da", "en"}
    assert not Rendering.objects.filter(code_version="old").exists()


def test_nothing_is_kept_of_an_edition_that_changed_meanwhile(edition):
    found = render(edition, "da")
    edition.digest = "0" * 64
    store.keep(edition, "da", found)
    assert not Rendering.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_publishing_warms_the_fragments_after_the_commit(plan, editor):
    edition = publish(plan=plan, by=editor, nature="adopted")
    assert set(edition.renderings.values_list("language", flat=True)) == {"da", "en"}
