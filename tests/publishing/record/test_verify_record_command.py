"""``manage.py verify_record``: whatever was changed in the database or in a downloaded archive is told, and it exits 1."""

import json

import pytest
from django.core.management import CommandError, call_command

from apps.publishing.models import (
    Edition,
    EditionElement,
    EditionRelation,
    EditionSeal,
    EditionTopic,
    RecordEntry,
    Withdrawal,
)
from apps.publishing.models.immutable import editions_may_change
from apps.publishing.operations.publish import publish
from apps.publishing.record.lines import canonical, sha256
from tests.bystander import own
from tests.publishing.record.conftest import archive_of


def told(capsys) -> list[str]:
    with pytest.raises(CommandError):
        call_command("verify_record")
    return capsys.readouterr().out.splitlines()


def test_it_finds_nothing_where_nothing_was_changed(plans, capsys):
    call_command("verify_record")
    entries, editions = RecordEntry.objects.count(), Edition.objects.count()
    assert capsys.readouterr().out == f"Intet er ændret: {entries} poster, {editions} udgaver.\n"


EDITION = "Herning Kommune, Strategi, udgave 1: "
CONTENT = [
    EDITION + "indholdet er ikke det, der blev offentliggjort.",
    EDITION + "den er ikke det, loggen siger.",
]
ENTRY = "Herning Kommune, post 1: "


@pytest.mark.parametrize(
    ("model", "change", "expected"),
    [
        (EditionElement, {"text": "Andet"}, CONTENT),
        (EditionElement, {"body": "<p>Andet</p>"}, CONTENT),
        (EditionElement, {"title": "Andet"}, CONTENT),
        (EditionElement, {"responsible_name": "Andre"}, CONTENT),
        (EditionElement, {"parent_position": None}, CONTENT[1:]),
        (EditionRelation, {"note": "Andet"}, CONTENT),
        (Edition, {"title": "Strategi", "public_note": "Andet"}, CONTENT[1:]),
        (Edition, {"nature": "editorial"}, CONTENT[1:]),
        (Edition, {"published_at": "2020-01-01T00:00Z"}, CONTENT[1:]),
        (EditionSeal, {"digest": "0" * 64}, CONTENT[1:]),
        (EditionSeal, {"secret": "0" * 64}, CONTENT[1:]),
        (RecordEntry, {"note": "Andet"}, [ENTRY + "ordene er ikke dem, der blev forseglet."]),
        (RecordEntry, {"salt": "0" * 64}, [ENTRY + "ordene er ikke dem, der blev forseglet."]),
        (
            RecordEntry,
            {"at": "2020-01-01T00:00Z"},
            [ENTRY + "den vises som noget andet end det, der blev forseglet."],
        ),
    ],
)  # fmt: skip
def test_what_was_changed_behind_the_portal_s_back_is_told(plans, capsys, model, change, expected):
    first = Edition.objects.get(plan=plans["council"], number=1)
    ways = {Edition: "pk", EditionSeal: "edition", RecordEntry: "edition"}
    with editions_may_change():
        rows = model.objects.filter(**{ways.get(model, "edition"): first.pk})
        rows = rows.filter(position=1) if model is EditionElement else rows
        assert rows.update(**change)
    assert told(capsys) == expected


def test_a_topic_that_came_later_is_told(plans, capsys):
    first = Edition.objects.get(plan=plans["council"], number=1)
    with editions_may_change():
        EditionTopic.objects.bulk_create([EditionTopic(element=first.elements.last(), slug="x", name="X")])
    assert told(capsys) == CONTENT


def test_an_entry_that_was_made_anew_is_told_by_those_after_it(plans, capsys):
    second = RecordEntry.objects.get(municipality__slug="herning", number=2)
    line = canonical({**json.loads(second.line), "recorded_at": "2020-01-01T00:00:00.000000Z"})
    with editions_may_change():
        rows = RecordEntry.objects.filter(pk=second.pk)
        rows.update(line=line)
        assert "Herning Kommune, post 2: den er ikke det, der blev forseglet." in told(capsys)
        rows.update(digest=sha256(line), recorded_at="2020-01-01T00:00Z")
    assert told(capsys) == [
        f"Portalens post {second.portal_number + 1} følger ikke af den forrige.",
        "Herning Kommune, post 3: den følger ikke af den forrige.",
    ]


def test_an_entry_that_is_gone_is_told(plans, capsys):
    third = RecordEntry.objects.get(municipality__slug="herning", number=3)
    with editions_may_change():
        RecordEntry.objects.filter(pk=third.pk).delete()
    assert told(capsys)[:3] == [
        f"Portalens log har ingen post nummer {third.portal_number}.",
        "Herning Kommune: der er ingen post 3.",
        "Herning Kommune, Forsvundet, udgave 1: den har ingen post.",
    ]


def test_an_entry_that_is_no_json_is_told_and_no_error(plans, capsys):
    with editions_may_change():
        RecordEntry.objects.filter(municipality__slug="herning", number=1).update(line="[")
    assert ENTRY + "den er ikke det, der blev forseglet." in told(capsys)


def test_a_plan_that_citizens_read_against_the_record_is_told(plans, capsys):
    with editions_may_change():
        Edition.objects.filter(plan=plans["gone"]).update(is_current=True)
    said = "Herning Kommune, Forsvundet: borgerne læser noget andet end det, loggen siger."
    assert told(capsys) == [said]


def test_what_came_in_without_entry_is_told_and_entered_on_request(plans, capsys):
    with editions_may_change():
        mine = RecordEntry.objects.filter(pk__in=own(RecordEntry).values("pk"))
        mine.delete()
        EditionSeal.objects.filter(edition__plan__in=[plan.pk for plan in plans.values()]).delete()
    said = told(capsys)
    assert EDITION + "den har ingen post." in said
    assert "Herning Kommune, Forsvundet, udgave 1: der er ingen post om, at den blev trukket tilbage." in said
    call_command("verify_record", complete=True)
    assert capsys.readouterr().out.startswith("Poster skrevet: 8.\nIntet er ændret: ")
    assert Withdrawal.objects.filter(record_entry=None).count() == 0


def test_a_downloaded_archive_is_checked_by_the_citizen_s_program(made, plans, editor, tmp_path, capsys):
    kept = tmp_path / "arkiv.zip"
    kept.write_bytes(made.read_bytes())
    publish(plan=plans["council"], by=editor, nature="editorial")
    call_command("verify_record", download=kept)
    assert capsys.readouterr().out == "Intet er ændret: 8 poster, 4 udgaver.\n"
    kept.write_bytes(kept.read_bytes().replace(b"Stavefejl", b"Fejlstave"))
    with pytest.raises(CommandError):
        call_command("verify_record", download=kept)
    with pytest.raises(CommandError, match="kan ikke læses som et arkiv"):
        call_command("verify_record", download=tmp_path / "findes-ikke")


def test_an_archive_of_another_portal_is_told_from_ours(made, herning, tmp_path):
    kept = tmp_path / "arkiv.zip"
    kept.write_bytes(archive_of(herning).read_bytes())
    with editions_may_change():
        own(RecordEntry).delete()
    with pytest.raises(CommandError, match="men den sidste post står ikke i portalens log"):
        call_command("verify_record", download=kept)
