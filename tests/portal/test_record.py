"""The log of a municipality and of the portal, as citizens get them."""

import io
import json
import re
from html import unescape
from xml.etree import ElementTree

import pytest

from apps.publishing.models import RecordEntry
from apps.publishing.models.immutable import editions_may_change
from apps.publishing.operations.publish import publish
from apps.publishing.operations.retract import retract
from apps.publishing.operations.withdraw import withdraw
from apps.publishing.record.archive import head_of, verifier_text
from apps.publishing.record.verifier import check, files_of
from tests.factories import MunicipalityFactory, element, make_plan

NAME = "Jens Hansen-Friis"
ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESSES = ["/herning/log/", "/herning/log.jsonl", "/herning/log.atom", "/herning/arkiv.zip"]


@pytest.fixture(autouse=True)
def _archives(settings, tmp_path):
    settings.ARCHIVE_FOLDER = tmp_path / "archives"


@pytest.fixture
def plan(herning, editor):
    goal = element("goal", "Mål", text=f"Ring til {NAME}.")
    return make_plan(goal, municipality=herning, slug="plan", title="Planen", by=editor)


@pytest.fixture
def published(plan, editor):
    publish(plan=plan, by=editor, nature="adopted", public_note="Vedtaget af byrådet.")
    return plan


@pytest.fixture
def read(client):
    def words(path):
        response = client.get(path)
        assert response.status_code == 200
        text = re.sub(r"<[^>]*>", " ", re.sub(r"</?span[^>]*>", "", response.content.decode()))
        return " ".join(unescape(text).split())

    return words


def test_the_log_tells_what_was_done_newest_first_in_plain_words(published, editor, read):
    retract(identity=published.identities.last(), by=editor, reason="Personoplysning", words=NAME)
    publish(plan=published, by=editor, nature="editorial", public_note="Rettet.")
    words = read("/herning/log/")
    told = [
        "”Planen” blev offentliggjort som udgave 2",
        "Et sted i ”Planen” blev udeladt",
        "Personoplysning",
        "Udgave 1 har derfor fået et nyt kontroltal.",
        "”Planen” blev offentliggjort som udgave 1",
        "Vedtaget af byrådet.",
    ]
    assert re.search(".*".join(map(re.escape, told)), words)
    assert NAME not in words
    assert editor.full_name not in words


def test_it_shows_the_control_number_that_the_archive_gives(published, herning, client, tmp_path):
    page = client.get("/herning/log/").content.decode()
    assert page.count(head_of(herning)) == 2
    path = tmp_path / "arkiv.zip"
    path.write_bytes(b"".join(client.get("/herning/arkiv.zip").streaming_content))
    assert check(files_of(path)) == (1, 1, head_of(herning))


def test_a_withdrawn_plan_is_told_of_and_not_linked(published, editor, client, read):
    assert 'href="/herning/plan/udgaver/1/"' in client.get("/herning/log/").content.decode()
    withdraw(plan=published, by=editor, public_note="Ikke længere.")
    words = read("/herning/log/")
    assert "”Planen” blev trukket tilbage" in words
    assert "Ikke længere." in words
    assert "/herning/plan/" not in client.get("/herning/log/").content.decode()


def test_the_lines_are_what_stands_in_the_archive(published, client, tmp_path):
    lines = client.get("/herning/log.jsonl")
    assert lines["Content-Type"] == "application/x-ndjson; charset=utf-8"
    path = tmp_path / "arkiv.zip"
    path.write_bytes(b"".join(client.get("/herning/arkiv.zip").streaming_content))
    assert files_of(path)["log.jsonl"] == lines.content
    [told] = map(json.loads, lines.content.splitlines())
    assert (told["entry"]["municipality"], told["words"]["title"]) == ("herning", "Planen")


def test_the_feed_is_atom_with_an_entry_for_each(published, editor, client):
    publish(plan=published, by=editor, nature="editorial")
    response = client.get("/herning/log.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.parse(io.BytesIO(response.content)).getroot()
    assert feed.findtext(f"{ATOM}title") == "Log for Herning Kommune"
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
    assert titles == [f"”Planen” blev offentliggjort som udgave {number}" for number in (2, 1)]
    page = client.get("/herning/log/").content.decode()
    for entry in feed.findall(f"{ATOM}entry"):
        place = entry.find(f"{ATOM}link").get("href").removeprefix("http://testserver/herning/log/#")
        assert f'id="{place}"' in page
    assert client.get("/en/herning/log.atom").content.decode().count("was published as edition") == 2


def test_the_archive_is_a_file_that_is_not_sent_again_while_nothing_changed(published, editor, client):
    first = client.get("/herning/arkiv.zip")
    assert first["Content-Type"] == "application/zip"
    assert first["Content-Disposition"] == 'attachment; filename="herning-arkiv.zip"'
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert client.get("/herning/arkiv.zip", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get("/en/herning/arkiv.zip")["ETag"] == first["ETag"]
    publish(plan=published, by=editor, nature="editorial")
    assert client.get("/herning/arkiv.zip", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_program_can_be_downloaded(client, db):
    response = client.get("/log/verificer.py")
    assert response.content == verifier_text()
    assert response["Content-Disposition"] == 'attachment; filename="verificer.py"'


@pytest.mark.parametrize("path", ADDRESSES)
def test_of_a_municipality_that_never_published_there_is_no_log(plan, client, path):
    assert client.get(path).status_code == 404
    assert client.get(path.replace("herning", "findes-ikke")).status_code == 404


@pytest.mark.parametrize("path", ["/log/2.jsonl", "/log/999999.jsonl", "/log/0.jsonl", "/log/x.jsonl"])
def test_of_the_portal_s_log_there_is_no_part_beyond_its_end(published, client, path):
    assert client.get(path).status_code == 404


def test_the_portal_s_log_is_one_chain_over_all_municipalities(published, editor, randers, client, read):
    other = make_plan(municipality=randers, slug="plan", title="Randers' plan")
    publish(plan=other, by=editor, nature="adopted")
    words = read("/log/")
    assert re.search("”Randers' plan” blev .*Randers Kommune.*”Planen” blev .*Herning Kommune", words)
    lines = [json.loads(line) for line in client.get("/log/1.jsonl").content.splitlines()]
    assert [line["entry"]["portal_number"] for line in lines] == list(range(1, len(lines) + 1))
    assert [line["entry"]["portal_previous"] for line in lines] == [
        "",
        *(line["digest"] for line in lines[:-1]),
    ]
    assert lines[-1]["digest"] == RecordEntry.objects.latest("portal_number").digest


@pytest.mark.without_bystander("it is about an empty portal")
def test_a_portal_without_entries_says_so(db, read):
    assert "Der er ikke offentliggjort noget her endnu." in read("/log/")


def test_a_municipality_whose_editions_came_without_entries_says_so(published, read):
    with editions_may_change():
        RecordEntry.objects.filter(municipality__slug="herning").delete()
    assert "Der er ingen poster i loggen for Herning Kommune endnu." in read("/herning/log/")


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "2", "%00"])
def test_a_page_that_is_none_is_the_first_or_the_last(published, client, page):
    assert client.get(f"/herning/log/?side={page}").status_code in (200, 400)


def test_long_logs_are_read_page_by_page(published, editor, client, settings):
    settings.RECORD_PAGE_SIZE = 2
    for _ in range(2):
        publish(plan=published, by=editor, nature="editorial")
    first, last = (client.get(f"/herning/log/?side={page}").content.decode() for page in (1, 2))
    assert ("udgave 3" in first, "udgave 2" in first, "udgave 1" in first) == (True, True, False)
    assert 'href="?side=2" rel="next"' in first
    assert ("udgave 2" in last, "udgave 1" in last) == (False, True)
    assert ("Loggens kontroltal" in first, "Loggens kontroltal" in last) == (True, False)


@pytest.mark.parametrize(
    "path", ["/herning/log/", "/log/", "/herning/log.jsonl", "/herning/log.atom", "/log/1.jsonl"]
)
def test_as_many_queries_at_one_entry_as_at_three(
    published, editor, client, path, django_assert_max_num_queries
):
    client.get(path)
    with django_assert_max_num_queries(10) as one:
        client.get(path, headers={"Cache-Control": "no-cache"}, query_params={"x": "1"})
    for _ in range(2):
        publish(plan=published, by=editor, nature="editorial")
    with django_assert_max_num_queries(10) as three:
        client.get(path, query_params={"x": "1"})
    assert len(one) == len(three)


def test_pages_lead_to_the_log(published, client):
    for path in ("/herning/", "/herning/plan/udgaver/"):
        assert 'href="/herning/log/"' in client.get(path).content.decode()


def test_words_in_the_log_are_no_markup(herning, editor, client):
    plan = make_plan(municipality=herning, slug="plan", title="<b>&Planen", by=editor)
    publish(plan=plan, by=editor, nature="adopted", public_note="<script>alert(1)</script>")
    for path in ("/herning/log/", "/log/", "/herning/log.atom"):
        text = client.get(path).content.decode()
        assert "<script>alert" not in text
        assert "<b>" not in text


def test_a_reader_of_the_feed_sees_the_note_as_it_was_written(herning, editor, client):
    note = "Mål under <50 %> & <b>vigtigt</b>"
    publish(
        plan=make_plan(municipality=herning, slug="plan", by=editor),
        by=editor,
        nature="adopted",
        public_note=note,
    )
    [summary] = ElementTree.fromstring(client.get("/herning/log.atom").content).iter(
        "{http://www.w3.org/2005/Atom}summary"
    )
    assert summary.get("type") == "html"
    assert unescape(summary.text) == note
    assert "<b>" not in summary.text


def test_titles_in_the_log_are_marked_as_danish_on_english_pages(published, client):
    page = client.get("/en/herning/log/").content.decode()
    assert re.search(r'<h3>“<span lang="da">[^<]+</span>” was published as edition 1</h3>', page)


def test_an_example_is_marked_as_such(editor, client):
    example = MunicipalityFactory(slug="eksempelby", name="Eksempelby", is_example=True)
    publish(plan=make_plan(municipality=example, slug="plan"), by=editor, nature="adopted")
    assert 'class="example"' in client.get("/eksempelby/log/").content.decode()
    whole = b"".join(client.get("/eksempelby/arkiv.zip").streaming_content)
    assert b"EKSEMPEL. Kommunen findes ikke" in whole
