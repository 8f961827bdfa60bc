"""Adding a source text in admin, and what is found in it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.publishing.operations.publish import publish
from apps.strategies.models import SourceDocument, SourcePassage
from tests.bystander import own
from tests.factories import element, make_plan

TEXT = "Vores mål\nVi vil have vel-\nfærd til alle.\nSide 1\n"


@pytest.fixture
def plan(herning, editor):
    goal = element("goal", "Vores mål", text="Vi vil have velfærd til alle.\nOg mere.")
    return make_plan(goal, municipality=herning, title="Plan", slug="plan", by=editor)


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def added(browser, plan):
    answer = browser.post(sources(plan), {"title": "Byrådets papir", "text": TEXT})
    document = own(SourceDocument).get()
    assert answer["Location"] == work(document)
    return document


def sources(plan):
    return reverse("admin:strategies_plan_sources", args=[plan.pk])


def work(document):
    return reverse("admin:strategies_sourcedocument_work", args=[document.pk])


def test_a_text_is_kept_as_it_is(added):
    assert (added.number, added.title, added.text) == (1, "Byrådets papir", TEXT)


@pytest.mark.parametrize(
    "sent", [{"title": "", "text": TEXT}, {"title": "Papir", "text": " \n "}, {"title": "Papir"}]
)
def test_a_text_without_title_or_words_is_refused(browser, plan, sent):
    answer = browser.post(sources(plan), sent)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert not own(SourceDocument).exists()


def test_the_page_shows_what_is_found_and_what_is_not_and_writes_nothing(browser, added):
    html = browser.get(work(added)).content.decode()
    assert "2 flere er fundet ordret:" in html
    assert "Rettet: vel- færd → velfærd" in html
    assert "Og mere." in html
    assert "1 linje i teksten står ikke i planen" in html
    assert not own(SourcePassage).exists()


def test_what_was_found_is_marked_and_shown_to_citizens_once_it_is_published(browser, added, editor):
    browser.post(work(added), {"mark": "1"})
    browser.post(work(added), {"aside": "1", "line": ["4"], "why": "Sidetal"})
    browser.post(work(added), {"mark": "1"})
    assert [(p.first_line, p.last_line, p.role, p.paragraph) for p in added.passages.all()] == [
        (1, 1, "title", None), (2, 3, "paragraph", 1), (4, 4, "furniture", None),
    ]  # fmt: skip
    publish(plan=added.plan, by=editor, nature="adopted")
    html = browser.get("/herning/plan/kilde/1/").content.decode()
    assert "En bindestreg fra en linjes slutning" in html
    assert "Ikke taget med i planen" in html
    assert "sidetal" in html


def test_lines_are_left_out_with_a_reason_only(browser, added):
    for sent in (
        {"aside": "1", "line": ["4"]},
        {"aside": "1", "why": "Sidetal"},
        {"aside": "1", "line": ["1", "x"], "why": "?"},
    ):
        assert browser.post(work(added), sent).status_code == 200
    assert not own(SourcePassage).exists()


def test_an_original_file_is_kept_and_taken_away(browser, added, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    html = browser.post(
        work(added), {"keep": "1", "file": SimpleUploadedFile("x.pdf", b"<html>")}
    ).content.decode()
    assert "Filen er ikke en PDF-, Word- eller OpenDocument-tekst" in html
    assert browser.post(work(added), {"keep": "1"}).status_code == 200
    file = SimpleUploadedFile("Papir.pdf", b"%PDF-1.7 %%EOF")
    assert browser.post(work(added), {"keep": "1", "file": file}).status_code == 302
    assert "Papir.pdf" in browser.get(work(added)).content.decode()
    browser.post(work(added), {"unkeep": "1"})
    added.refresh_from_db()
    assert (added.original_name, added.original_sha256) == ("", "")


def test_a_text_is_taken_away_and_editions_keep_it(browser, added, editor):
    browser.post(work(added), {"mark": "1"})
    publish(plan=added.plan, by=editor, nature="adopted")
    assert browser.post(work(added), {"remove": "1"})["Location"] == sources(added.plan)
    assert not own(SourceDocument).exists()
    assert "Byrådets papir" in browser.get("/herning/plan/kilde/1/").content.decode()


def test_a_button_that_is_none_does_nothing(browser, added):
    assert browser.post(work(added), {}).status_code == 200


def test_it_does_not_exist_for_editors_of_other_municipalities(client, added, other_editor, plan):
    client.force_login(other_editor)
    assert client.get(work(added)).status_code == 404
    assert client.get(sources(plan)).status_code == 404
    assert client.post(work(added), {"remove": "1"}).status_code == 404
