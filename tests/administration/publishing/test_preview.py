"""Seeing what citizens would see: an element while it is written, and a draft at a secret address."""

import re

import pytest
from django.urls import reverse

from apps.publishing.models import PreviewLink
from apps.publishing.operations.preview_links import make_preview_link
from apps.publishing.operations.publish import publish
from apps.strategies.models import Element, SourceDocument, SourcePassage
from apps.strategies.operations.merge import merge
from tests.bystander import own
from tests.factories import CommitteeFactory, UserFactory, element, make_plan


@pytest.fixture
def plan(herning):
    return make_plan(
        element("focus_area", "Børn", element("goal", "Mål A"), text="Alle skal med."),
        element("focus_area", "Vækst", text="Vi vil vokse."),
        municipality=herning,
        title="Plan",
    )


@pytest.fixture
def foreign(randers):
    return make_plan(element("goal", "Hemmelig", text="Skjult"), municipality=randers, title="Fremmed")


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


def preview(node):
    return reverse("admin:strategies_element_preview", args=[node.pk])


def links(plan):
    return reverse("admin:publishing_preview_links", args=[plan.pk])


def form(node, **changes):
    return {"title": node.title, "kind": node.kind, "body": node.body, "version": node.version, **changes}


def get(plan, title):
    return plan.elements.get(title=title)


def test_the_preview_is_what_the_public_page_would_say_and_nothing_is_saved(browser, plan, herning, editor):
    area, unit = get(plan, "Børn"), CommitteeFactory(municipality=herning, name="Børneudvalget")
    sent = form(
        area,
        title="Børn & unge",
        body="<p>Nye <b>ord</b></p>",
        responsible=unit.pk,
        parts_stated=2,
        parts_kind="goal",
    )
    fragment = browser.post(preview(area), sent, headers={"X-Requested-With": "fetch"}).content.decode()
    assert '<section class="el l1" id="element">' in fragment
    for said in (
        "Børn &amp; unge",
        "<p>Nye <strong>ord</strong></p>",
        "Ansvarlig: Børneudvalget",
        "1 af 2 dele er indlæst",
    ):
        assert said in fragment
    assert Element.objects.get(pk=area.pk).title == "Børn"


def test_the_preview_is_the_markup_that_is_published(browser, plan, editor, client):
    area = get(plan, "Vækst")
    fragment = browser.post(preview(area), form(area), headers={"X-Requested-With": "fetch"}).content.decode()
    publish(plan=plan, by=editor, nature="adopted")
    published = client.get("/herning/plan/").content.decode()
    bare = re.compile(r'id="[^"]*"|href="[^"]*"')
    [itself] = re.findall(r'<section class="el l1" id="element">.*?</section>', fragment)
    assert bare.sub("", itself) in bare.sub("", published)


def test_the_preview_stands_among_its_neighbours_and_says_where_it_is_from(browser, plan):
    area = get(plan, "Børn")
    document = SourceDocument.objects.create(
        plan=plan, number=1, title="Dokument", text="Børn\nAlle skal med.", sha256="x"
    )
    places = [(1, "title", None, "Børn"), (2, "paragraph", 1, "Alle skal med.")]
    for line, role, paragraph, text in places:
        SourcePassage.objects.create(
            document=document,
            identity=area.identity,
            first_line=line,
            last_line=line,
            role=role,
            paragraph=paragraph,
            text=text,
        )

    def ask(**changes):
        sent = form(area, **changes)
        return browser.post(preview(area), sent, headers={"X-Requested-With": "fetch"}).content.decode()

    fragment = ask()
    before, itself, near = re.split(r"(<section class=\"el l1\" id=\"element\">.*?</section>)", fragment)
    assert before == ""
    assert "Kilde: linje 1–2" in itself
    assert "Rettet efter kilden" not in itself
    assert near.startswith('<div class="near">')
    assert near.index("Mål A") < near.index("Vækst")
    assert "Vi vil vokse." not in near
    assert "Rettet efter kilden: Alle → Nogle" in ask(body="<p>Nogle skal med.</p>")
    assert "En anden ordlyd end kilden" in ask(body="<p>Noget helt andet.</p>")
    goal = get(plan, "Mål A")
    fragment = browser.post(preview(goal), form(goal), headers={"X-Requested-With": "fetch"}).content.decode()
    assert fragment.index("Børn") < fragment.index('id="element"')
    assert "Vækst" not in fragment


@pytest.mark.parametrize(
    ("parent", "place", "headings"),
    [
        ("Plan", "first", ["Ny", "Børn"]),
        ("Plan", "Børn", ["Børn", "Ny", "Vækst"]),
        ("Plan", "Vækst", ["Vækst", "Ny"]),
        ("Børn", "first", ["Børn", "Ny", "Mål A"]),
        ("Børn", "Mål A", ["Børn", "Mål A", "Ny"]),
        ("Vækst", "first", ["Vækst", "Ny"]),
    ],
)
def test_an_element_is_seen_among_its_neighbours_before_it_is_added(browser, plan, parent, place, headings):
    address = reverse("admin:strategies_element_preview_new")
    query = f"?plan={plan.pk}&parent={get(plan, parent).pk}"
    sent = {
        "title": "Ny",
        "kind": "goal",
        "body": "<p>Nye ord.</p>",
        "place": place if place == "first" else get(plan, place).pk,
    }
    fragment = browser.post(address + query, sent, headers={"X-Requested-With": "fetch"}).content.decode()
    assert re.findall(r"<h[2-6]><a [^>]*>([^<]*)</a></h[2-6]>", fragment) == headings
    [itself] = re.findall(r"<section class=\"el l[12]\" id=\"element\">.*?</section>", fragment)
    assert "<p>Nye ord.</p>" in itself
    assert plan.elements.count() == 4


def test_what_has_no_title_yet_says_so_in_its_place(browser, plan):
    address = f"{reverse('admin:strategies_element_preview_new')}?plan={plan.pk}"
    answer = browser.post(
        address, {"title": " ", "body": "<p>Ord.</p>"}, headers={"X-Requested-With": "fetch"}
    )
    [itself] = re.findall(r"<section class=\"el l1\" id=\"element\">.*?</section>", answer.content.decode())
    assert re.findall(r"<h2><a [^>]*>([^<]*)</a>", itself) == ["Endnu uden titel"]
    assert "<p>Ord.</p>" in itself


def test_what_is_not_added_yet_has_no_source_though_passages_of_nothing_do(browser, plan):
    document = SourceDocument.objects.create(
        plan=plan, number=1, title="Dokument", text="Indhold", sha256="x"
    )
    SourcePassage.objects.create(
        document=document, first_line=1, last_line=1, role="furniture", text="Indhold"
    )
    query = f"?plan={plan.pk}"
    sent = {"title": "Ny", "kind": "goal", "place": "first", "body": ""}
    address = reverse("admin:strategies_element_preview_new") + query
    page = browser.post(address, sent).content.decode()
    assert "Sådan vil borgerne se elementet. Intet er gemt." in page
    assert "Kilde: linje" not in page
    assert "Står ikke i kildeteksten" in page


def test_without_a_script_the_preview_is_a_page_of_its_own(browser, plan):
    text = browser.post(preview(get(plan, "Børn")), form(get(plan, "Børn"))).content.decode()
    assert "Sådan vil borgerne se elementet. Intet er gemt." in text
    assert "Alle skal med." in text


def test_what_cannot_be_saved_can_be_looked_at_and_harms_nobody(browser, plan):
    area = get(plan, "Børn")
    sent = form(
        area,
        title="",
        kind="ukendt",
        body="<script>alert(1)</script><p onclick=x>Ord</p>",
        parts_stated="9" * 30,
    )
    response = browser.post(preview(area), sent, headers={"X-Requested-With": "fetch"})
    assert response.status_code == 200
    assert "<script" not in response.content.decode()
    assert "onclick" not in response.content.decode()


def test_a_link_is_made_shown_once_and_opens_the_draft(browser, plan, client):
    browser.post(links(plan), {"days": 7, "purpose": "Udvalget"})
    text = browser.get(links(plan)).content.decode()
    [address] = set(re.findall(r"/kladde/[\w-]{43}/", text))
    assert "Udvalget" in text
    assert "/kladde/" not in browser.get(links(plan)).content.decode()
    client.logout()
    assert "Alle skal med." in client.get(address).content.decode()


def test_a_link_is_withdrawn_at_once(browser, plan):
    link, token = make_preview_link(plan=plan, by=UserFactory(), days=7)
    response = browser.post(
        reverse("admin:publishing_preview_withdraw", args=[plan.pk, link.pk]), follow=True
    )
    assert "Adressen åbner ikke længere noget." in response.content.decode()
    assert browser.get(f"/kladde/{token}/").status_code == 404


def test_before_a_link_is_withdrawn_one_is_asked(browser, plan):
    link, token = make_preview_link(plan=plan, by=UserFactory(is_superuser=True), days=7, purpose="Formanden")
    address = reverse("admin:publishing_preview_withdraw", args=[plan.pk, link.pk])
    assert f'href="{address}"' in browser.get(links(plan)).content.decode()
    page = browser.get(address).content.decode()
    assert "Træk adressen til kladden tilbage?" in page
    assert "Adressen, der blev lavet til ”Formanden”, åbner derefter ingenting." in page
    assert browser.get(f"/kladde/{token}/").status_code == 200
    browser.post(address)
    assert browser.get(address).status_code == 404


@pytest.mark.parametrize("days", ["0", "91", "-5", "abc", "9" * 30, ""])
def test_odd_days_make_no_link(browser, plan, days):
    assert browser.post(links(plan), {"days": days}).status_code == 200
    assert not own(PreviewLink).exists()


def test_another_municipalitys_previews_are_not_there(browser, plan, foreign):
    link, token = make_preview_link(plan=foreign, by=UserFactory(is_superuser=True), days=7)
    node = get(foreign, "Hemmelig")
    addresses = [
        preview(node),
        links(foreign),
        reverse("admin:publishing_preview_withdraw", args=[foreign.pk, link.pk]),
        reverse("admin:publishing_preview_withdraw", args=[plan.pk, link.pk]),
        reverse("admin:publishing_preview_withdraw", args=[plan.pk, "abc"]),
    ]
    for address in addresses:
        assert browser.post(address, {**form(node), "days": 7}).status_code == 404
    assert browser.get(links(foreign)).status_code == 404
    assert own(PreviewLink).get() == link
    assert browser.get(f"/kladde/{token}/").status_code == 200


def test_the_one_that_was_merged_away_is_said_to_be_dropped_at_its_address(client, plan, editor):
    publish(plan=plan, by=editor, nature="adopted")
    into, gone = get(plan, "Børn"), get(plan, "Vækst")
    merge(plan_id=plan.pk, into_id=into.pk, gone_id=gone.pk, into_based_on=1, gone_based_on=1, by=editor)
    assert "Udgået" not in client.get("/herning/plan/vaekst/").content.decode()
    publish(plan=plan, by=editor, nature="editorial")
    assert "Udgået" in client.get("/herning/plan/vaekst/").content.decode()
    assert "Vi vil vokse." in client.get("/herning/plan/boern/").content.decode()
