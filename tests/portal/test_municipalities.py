import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from apps.core import page_cache
from apps.publishing.operations.publish import publish
from tests.factories import MunicipalityFactory, element, make_plan, once_public


def order_of(html, *words):
    return sorted(words, key=html.index)


def test_the_front_page_lists_municipalities_as_a_danish_register(client, db):
    names = ["Ærø Kommune", "Aalborg Kommune", "Aabenraa Kommune", "Vejle Kommune", "Odense Kommune"]
    for name in names:
        once_public(MunicipalityFactory(name=name))
    html = client.get("/").content.decode()
    assert order_of(html, *names) == [
        "Odense Kommune",
        "Vejle Kommune",
        "Ærø Kommune",
        "Aabenraa Kommune",
        "Aalborg Kommune",
    ]
    assert "letter_" not in html


def test_a_long_register_has_letters_to_jump_to(client, db):
    for number in range(10):
        once_public(MunicipalityFactory(name=f"Bby {number} Kommune"))
        once_public(MunicipalityFactory(name=f"Aaby {number} Kommune"))
    html = client.get("/").content.decode()
    assert html.count('href="#letter_B"') == html.count('id="letter_B"') == 1
    assert html.count('href="#letter_Å"') == html.count('id="letter_Å"') == 1


def test_a_municipality_is_public_when_its_first_plan_is(client, herning, editor):
    plan = make_plan(element("goal", "Mål"), municipality=herning)
    herning.logo = SimpleUploadedFile("vaaben.png", picture())
    herning.save()
    addresses = ["/herning/", "/herning/logo/", "/sitemap-herning.xml"]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    for page in ("/", "/was"):
        assert "Herning" not in client.get(page).content.decode()
    publish(plan=plan, by=editor, nature="adopted")
    assert [client.get(address).status_code for address in addresses] == [200, 200, 200]
    for page in ("/", "/was"):
        assert "Herning" in client.get(page).content.decode()


@pytest.fixture
def long_register(db, editor):
    for number in range(19):
        once_public(MunicipalityFactory(name=f"Bby {number} Kommune"))
    aabenraa = MunicipalityFactory(name="Aabenraa Kommune")
    plan = make_plan(element("goal", "Mål"), municipality=aabenraa, title="Sund by – ﬂere træer")
    publish(plan=plan, by=editor, nature="adopted")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("aaben", ["Aabenraa Kommune"]),
        ("Åbenraa", ["Aabenraa Kommune"]),
        ("SUND kommune", ["Aabenraa Kommune"]),
        ("traeer flere", ["Aabenraa Kommune"]),
        ("bby 1 kom", ["Bby 1 Kommune", *(f"Bby {n} Kommune" for n in range(10, 19))]),
        ("  ", ["alle"]),
        ("x" * 5000, []),
        ("\u200b", ["alle"]),
    ],
)
def test_a_long_register_is_searched_by_name_and_title(client, long_register, query, found):
    response = client.get("/", {"q": query})
    html = response.content.decode()
    listed = re.findall(r"<h2><a [^>]*>([^<]*)</a></h2>", html)
    if found == ["alle"]:
        assert len(listed) >= 20
        assert "Vis alle" not in html
        return
    assert listed == found
    assert "Vis alle" in html
    assert ("har disse ord. <a" in " ".join(html.split())) is (found == [])
    assert '<meta name="robots" content="noindex">' in html
    assert "letter_" not in html


def test_a_short_register_needs_no_search(client, published):
    assert "directory_filter" not in client.get("/").content.decode()


def test_the_front_page_says_what_is_published_and_what_is_not(read, published, randers):
    once_public(randers)
    words = read("/")
    assert "Herning Kommune Vores plan 2022 - 2026 Strategi 2022–2026" in words
    assert "Randers Kommune Har ikke offentliggjort en strategi her endnu." in words


def test_an_example_stands_apart_and_says_so_on_its_own_page(read, db):
    once_public(MunicipalityFactory(name="Eksempelby Kommune", is_example=True))
    assert "Et eksempel at prøve Denne kommune findes ikke." in read("/")
    assert "Eksempel. Eksempelby Kommune findes ikke." in read("/eksempelby/")


def test_a_municipality_shows_its_motto_its_parts_and_what_is_missing(client, read, published):
    words = read("/herning/")
    assert "Et godt sted at leve Overliggende mål i Vores plan 2022 - 2026" in words
    assert "Byrådets strategi. Fokusområder Vores vækst Vi vil vokse &amp; trives. 2 visioner" in words
    assert "Vores børn Børn først." in words
    assert "2 af 4 dele er indlæst: Teksten taler om 4 dele under ”Vores vækst”. Se hvor" in words
    assert "Det står ikke i dokumentet, hvornår planen er vedtaget." in words
    assert "hvilke år" not in words
    assert "Ordlyden af 1 element er rettet ved indlæsning." in words
    assert "post@example.dk www.example.dk" in words
    assert '<link rel="stylesheet" href="/farve/7a1f2b.css">' in client.get("/herning/").content.decode()


def test_a_municipality_whose_plans_are_withdrawn_says_so(read, herning):
    once_public(herning)
    assert "Herning Kommune har ikke offentliggjort en strategi her endnu." in read("/herning/")


def test_many_parts_are_cut_and_counted(read, herning, editor):
    goals = [element("goal", f"Mål nummer {number}") for number in range(14)]
    publish(plan=make_plan(*goals, municipality=herning), by=editor, nature="adopted")
    entry = read("/herning/").partition("Byrådets strategier")[2]
    assert "Mål nummer 11" in entry
    assert "Mål nummer 12" not in entry
    assert "2 flere i planen" in entry


@pytest.mark.parametrize("path", ["/", "/herning/"])
def test_queries_are_the_same_for_one_plan_and_for_three(
    client, herning, editor, path, django_assert_max_num_queries
):
    counts = []
    for title in ("A", "B", "C"):
        plan = make_plan(
            element("goal", "Mål", text="Tekst."), municipality=herning, title=title, slug=title.lower()
        )
        publish(plan=plan, by=editor, nature="adopted")
        page_cache.store.clear()
        with django_assert_max_num_queries(9) as queries:
            client.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]


def picture():
    data = BytesIO()
    Image.new("RGB", (4, 4), "red").save(data, "PNG")
    return data.getvalue()


def test_the_logo_is_served_as_an_image_and_nothing_else(client, herning):
    once_public(herning)
    assert client.get("/herning/logo/").status_code == 404
    herning.logo = SimpleUploadedFile("vaaben.png", picture())
    herning.save()
    response = client.get("/herning/logo/")
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response) == picture()


def test_a_logo_is_kept_for_good_at_the_address_with_its_version_and_asked_about_at_any_other(
    client, herning
):
    once_public(herning)
    herning.logo = SimpleUploadedFile("vaaben.png", picture())
    herning.save()
    first = herning.logo_version
    assert f'<img src="/herning/logo/?v={first}" alt="">' in client.get("/herning/").content.decode()
    assert client.get(f"/herning/logo/?v={first}")["Cache-Control"] == "public, max-age=31536000, immutable"
    herning.logo = SimpleUploadedFile("andet.png", picture())
    herning.save()
    assert herning.logo_version != first
    for address in (f"/herning/logo/?v={first}", "/herning/logo/"):
        response = client.get(address)
        assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_a_file_that_is_no_image_is_never_served_as_a_logo(client, herning):
    once_public(herning)
    herning.logo = SimpleUploadedFile("vaaben.svg", b"<svg onload='alert(1)'/>")
    herning.save()
    assert client.get("/herning/logo/").status_code == 404


def test_the_accessibility_page_links_each_municipalitys_statement(client, read, herning, randers):
    once_public(herning)
    once_public(randers)
    herning.accessibility_statement = "https://was.digst.dk/herning"
    herning.save()
    assert 'href="https://was.digst.dk/herning"' in client.get("/was").content.decode()
    assert "Randers Kommune har ikke oplyst adressen på sin erklæring endnu." in read("/was")
