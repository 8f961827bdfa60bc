"""What is in an archive, and how it is made and kept."""

import json
from zipfile import ZipFile

import pytest

from apps.publishing.operations.publish import publish
from apps.publishing.record import archive as archives
from apps.publishing.record.verifier import check, files_of
from tests.publishing.record.conftest import NAME, archive_of


def test_it_holds_the_log_and_every_edition_that_can_be_read(made):
    assert sorted(files_of(made)) == [
        "README.txt",
        "SHA256SUMS",
        "editions/handleplan/1.json",
        "editions/handleplan/2.json",
        "editions/strategi/1.json",
        "editions/strategi/2.json",
        "log.jsonl",
        "relations.json",
        "verificer.py",
    ]


def test_the_verifier_finds_nothing_in_it(made, herning):
    assert check(files_of(made)) == (8, 4, archives.head_of(herning))


def test_an_edition_is_json_with_all_that_was_published(made):
    found = json.loads(files_of(made)["editions/strategi/2.json"])
    assert (found["edition"]["title"], found["edition"]["number"]) == ("Strategi", 2)
    assert found["edition"]["public_note"] == "Stavefejl.\nRettet."
    assert [each["title"] for each in found["elements"]] == ["Strategi", "Mål i strategi"]
    assert found["elements"][1]["text"] == "Børn og unge. Ring til [udeladt]."


def test_nothing_in_it_tells_of_what_is_not_published(made, plans, editor):
    everything = b"".join(files_of(made).values()).decode()
    draft = str(plans["draft"].identities.last().uid)
    for secret in ("emmelig", "Endnu", draft, editor.email, editor.full_name):
        assert secret not in everything
    told = json.loads(files_of(made)["relations.json"]).values()
    assert sorted((each["kind"], each["note"]) for each in told) == [
        ("carries_out", ""),
        ("carries_out", ""),
        ("supports", "Følger op"),
        ("supports", "Følger op"),
    ]


def test_what_was_retracted_is_nowhere_in_it(made):
    retracted = [name for name, content in files_of(made).items() if NAME in content.decode()]
    assert retracted == ["editions/handleplan/1.json", "editions/handleplan/2.json"]  # of another plan


def test_a_relation_can_be_read_as_soon_as_what_it_leads_to_is_published(made, plans, herning, editor):
    publish(plan=plans["draft"], by=editor, nature="adopted")
    files = files_of(archive_of(herning))
    assert "Endnu hemmeligt" in files["relations.json"].decode()
    assert check(files)[0] == 9


def test_it_is_made_once_and_again_when_there_is_another_entry(made, plans, herning, editor, monkeypatch):
    before = made.read_bytes()
    monkeypatch.setattr(archives, "_make", lambda *_: 1 / 0)
    assert archive_of(herning) == made
    monkeypatch.undo()
    made.unlink()
    again = archive_of(herning)
    assert (again, again.read_bytes()) == (made, before)
    publish(plan=plans["council"], by=editor, nature="editorial")
    newer = archive_of(herning)
    assert newer != made
    assert [path.name for path in made.parent.iterdir()] == [newer.name]


def test_what_is_published_while_it_is_made_is_in_it_whole(plans, herning, editor, monkeypatch):
    make, deeds = archives._make, [plans["council"]]

    def make_beside_a_writer(*asked):
        if deeds:
            publish(plan=deeds.pop(), by=editor, nature="editorial")
        return make(*asked)

    monkeypatch.setattr(archives, "_make", make_beside_a_writer)
    path = archive_of(herning)
    assert check(files_of(path))[0] == 9
    assert [other.name for other in path.parent.iterdir()] == [path.name]


def test_one_that_could_not_be_written_leaves_nothing_behind(plans, herning, settings, monkeypatch):
    monkeypatch.setattr(archives, "verifier_text", lambda: b"")
    monkeypatch.setattr(archives.verifier, "pack", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        archive_of(herning)
    assert list(settings.ARCHIVE_FOLDER.iterdir()) == []


def test_of_an_example_it_says_so(made, herning):
    assert "EKSEMPEL" not in files_of(made)["README.txt"].decode()
    herning.is_example = True
    herning.save()
    path = archive_of(herning)
    assert files_of(path)["README.txt"].decode().splitlines()[2].startswith("EKSEMPEL. Kommunen findes ikke")
    assert check(files_of(path))[0] == 8


def test_its_size_costs_no_further_query(plans, herning, editor, django_assert_num_queries):
    with django_assert_num_queries(9):
        archive_of(herning)
    for _ in range(3):
        publish(plan=plans["council"], by=editor, nature="editorial")
    with django_assert_num_queries(9):
        archive_of(herning)
    with django_assert_num_queries(1):
        archive_of(herning)


def test_any_unzip_reads_it(made, tmp_path):
    with ZipFile(made) as opened:
        assert opened.testzip() is None
        opened.extractall(tmp_path / "arkiv")
    assert check(files_of(tmp_path / "arkiv"))[1] == 4
