"""Could you use this page? Answers without cookies, and what is sent that is none."""

import re
from html import unescape

import pytest
from django.core.cache import cache

from apps.municipalities.models import Municipality
from apps.publishing.operations.withdraw import withdraw
from apps.readership.models import PageComment, PageDay
from tests.bystander import own

ELEMENT = "/herning/vores-plan/vores-vaekst/"


@pytest.fixture(autouse=True)
def _nobody_answered_yet():
    cache.clear()


def send(client, page=ELEMENT, prefix="", **fields):
    headers = fields.pop("headers", {})
    return client.post(f"{prefix}/svar/", {"page": page, **fields}, headers=headers)


def counts():
    return [(row.address, row.useful, row.useless) for row in own(PageDay)]


def words(response):
    return unescape(re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2]))


def nothing_is_kept():
    return counts() == [] and not own(PageComment).exists()


@pytest.mark.parametrize(
    "page", ["/herning/", "/herning/vores-plan/", ELEMENT, "/herning/vores-plan/kilde/1/"]
)
def test_the_question_stands_at_the_foot_and_a_yes_is_counted(client, published, town, page):
    html = client.get(page).content.decode()
    assert f'<input type="hidden" name="page" value="{page}">' in html
    response = send(client, page, answer="yes")
    assert response.status_code == 200
    assert f'href="{page}"' in response.content.decode()
    assert "Tak for dit svar" in words(response)
    assert counts() == [(page, 1, 0)]
    assert own(PageDay).get().municipality == town


def test_a_no_is_counted_at_once_and_then_asks_what_was_missing(client, published, town):
    response = send(client, answer="no")
    assert counts() == [(ELEMENT, 0, 1)]
    assert "Skriv ikke navne, telefonnumre eller andre personoplysninger" in words(response)
    response = send(client, comment="Hvor er kortet?")
    assert f'href="{ELEMENT}"' in response.content.decode()
    assert counts() == [(ELEMENT, 0, 1)]
    assert list(own(PageComment).values_list("municipality", "address", "text")) == [
        (town.pk, ELEMENT, "Hvor er kortet?")
    ]


def test_whoever_has_nothing_to_write_is_thanked_too(client, published):
    assert "Tak for dit svar" in words(send(client, comment="  "))
    assert nothing_is_kept()


def test_in_english_the_same_page_is_counted(client, published):
    response = send(client, f"/en{ELEMENT}", prefix="/en", answer="yes")
    assert "Thank you for your answer" in words(response)
    assert f'href="/en{ELEMENT}"' in response.content.decode()
    assert counts() == [(ELEMENT, 1, 0)]


def test_neither_page_nor_answer_sets_a_cookie_or_asks_who_it_is(client, published, editor):
    client.force_login(editor)
    for response in (client.get("/svar/"), send(client, answer="yes"), send(client, answer="no")):
        assert not response.cookies
        assert not response.wsgi_request.session.accessed


@pytest.mark.parametrize(
    "page",
    [
        "", "/", "/soeg/", "/findes-ikke/", "/herning/vores-bluff/", "https://example.dk/herning/", "//example.dk/herning/",
        "/\\example.dk/", "/herning/vores-plan", "/herning/?q=1", "/herning/#x", "/herning/../herning/", "javascript:alert(1)",
        "/admin/", "/konto/login/", "/svar/", "/healthz", "/sitemap.xml", "/herning/vores-plan/index.json", "/herning/nyt.atom",
        "/herning/logo/", "/herning/vores-plan/pr/2026-05-03/", "/" + "x" * 10_000 + "/", "/herning/\n", "<script>", "/Herning/",
    ],
)  # fmt: skip
def test_a_page_that_no_municipality_shows_is_said_to_be_none(client, published, page):
    response = send(client, page, answer="yes")
    assert response.status_code == 400
    assert "Svaret kunne ikke tælles med" in words(response)
    assert "example.dk" not in response.content.decode()
    assert "<script>" not in words(response)
    assert nothing_is_kept()


def test_what_is_not_published_and_what_was_withdrawn_is_no_page(client, plan, published, editor):
    assert send(client, answer="yes").status_code == 200
    withdraw(plan=plan, by=editor, public_note="Trukket tilbage")
    assert send(client, answer="yes").status_code == 400
    assert "Kunne du bruge siden?" not in words(client.get("/herning/vores-plan/"))
    assert counts() == [(ELEMENT, 1, 0)]


@pytest.mark.parametrize("fields", [{}, {"answer": ""}, {"answer": "måske"}, {"answer": ["x", "y"]}])
def test_without_an_answer_it_is_asked_for_again(client, published, fields):
    response = send(client, **fields)
    assert response.status_code == 400
    assert "Svar ja eller nej" in words(response)
    assert f'value="{ELEMENT}"' in response.content.decode()
    assert nothing_is_kept()


@pytest.mark.parametrize("length", [501, 10_000])
def test_a_text_that_is_too_long_comes_back_with_a_word_about_it(client, published, length):
    response = send(client, comment="æ" * length)
    assert response.status_code == 400
    assert f"Skriv højst 500 tegn. Det, du har skrevet, er på {length}." in words(response)
    assert "æ" * length in words(response)
    assert nothing_is_kept()


def test_five_hundred_characters_are_kept_with_a_new_line_counted_once(client, published):
    text = "æ" * 249 + "\r\n" + "<" * 250
    assert send(client, comment=text).status_code == 200
    assert len(own(PageComment).get().text) == 500


def test_a_program_that_fills_in_the_field_nobody_sees_is_thanked_and_not_heard(client, published):
    for fields in ({"answer": "yes"}, {"answer": "no"}, {"comment": "Køb nu"}):
        assert "Tak for dit svar" in words(send(client, website="https://example.com", **fields))
    assert nothing_is_kept()


@pytest.mark.parametrize(("place", "status"), [("cross-site", 400), ("same-site", 400), ("same-origin", 200)])
def test_what_another_website_makes_a_reader_send_is_not_counted(client, published, place, status):
    assert send(client, answer="yes", headers={"Sec-Fetch-Site": place}).status_code == status
    assert len(counts()) == (status == 200)


def test_one_place_answers_so_often_within_an_hour_and_others_still_may(client, published, settings):
    settings.ANSWERS_FROM_ONE_PLACE = 2
    found = [send(client, answer="yes").status_code for _ in range(3)]
    assert found == [200, 200, 429]
    client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    assert send(client, answer="no").status_code == 200
    assert counts() == [(ELEMENT, 2, 1)]
    assert not [key for key in cache._cache if "127.0.0.1" in key or "192.0.2.7" in key]


def test_when_a_page_has_been_written_about_enough_the_reader_is_told_where_to_write(
    client, published, settings
):
    settings.COMMENTS_A_DAY = 1
    assert "kan læse det, du skrev" in words(send(client, comment="Et"))
    assert "Skriv til kommunen i stedet" in words(send(client, comment="To"))
    assert [row.text for row in own(PageComment)] == ["Et"]


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b"{}"),
        ("application/x-www-form-urlencoded", b"page=%00"),
        ("application/x-www-form-urlencoded", b"page=%ff"),
        ("multipart/form-data; boundary=x", b"--x"),
    ],
)
def test_what_is_no_form_is_refused_with_a_page(client, published, content_type, body):
    assert client.post("/svar/", body, content_type=content_type).status_code == 400


def test_other_ways_to_ask_are_refused(client):
    assert client.put("/svar/").status_code == 405
    assert client.delete("/svar/").status_code == 405


def test_the_page_says_what_is_kept_and_for_how_long(client, settings):
    settings.READERSHIP_DAYS, settings.COMMENT_DAYS = 11, 22
    text = words(client.get("/svar/"))
    assert "De gemmes i 11 dage" in text
    assert "Det gemmes i 22 dage" in text


def test_drafts_and_pages_of_another_day_do_not_ask(client, published):
    assert "Kunne du bruge siden?" not in words(client.get("/herning/vores-plan/pr/"))


def test_asking_for_the_page_writes_nothing_of_the_municipality(client, published, town):
    before = Municipality.objects.get(pk=town.pk).public_version
    send(client, answer="yes")
    assert Municipality.objects.get(pk=town.pk).public_version == before
