"""Figures of a municipality out and in again as a spreadsheet: first a report, then all or nothing."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.indicators.models import Measurement
from apps.indicators.operations.record import Figure, record
from apps.municipalities.roles import Role
from tests.bystander import own
from tests.factories import MembershipFactory
from tests.workspace.rooms import make_indicator

HEAD = "Id;Indikator;Dato;Art;Værdi;Enhed;Kilde;Hvorfor intet tal\r\n"


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def trees(herning, editor):
    indicator = make_indicator(herning, "Træer", most=100)
    record(indicator=indicator, figures=[Figure(date(2024, 12, 31), 12)], by=editor)
    return indicator


def page(name, municipality):
    return reverse(f"admin:indicators_{name}", args=[municipality.pk])


def line(indicator, value, day="31-12-2025"):
    return f"{indicator.uid};{indicator.title};{day};måling;{value};;;\r\n"


def send(browser, municipality, *lines, name="tal.csv", **more):
    file = SimpleUploadedFile(name, (HEAD + "".join(lines)).encode())
    return browser.post(page("import", municipality), {"file": file, **more})


def figures(indicator):
    return [
        (row.on.year, row.value) for row in Measurement.objects.filter(indicator=indicator).order_by("on")
    ]


def test_what_is_fetched_says_nothing_new_when_it_is_sent(browser, herning, trees):
    answer = browser.get(page("export", herning))
    assert answer["Content-Disposition"] == 'attachment; filename="indikatorer-herning.csv"'
    assert f"{trees.uid};Træer;31-12-2024;måling;12;%;;" in answer.content.decode()
    for ending, form in (("csv", ""), ("xlsx", "?form=xlsx")):
        content = browser.get(page("export", herning) + form).content
        file = SimpleUploadedFile(f"tal.{ending}", content)
        report = browser.post(page("import", herning), {"file": file}).context["report"]
        assert (len(report.lines), report.changes, report.problems) == (1, [], [])


def test_first_a_report_and_then_all_of_it(browser, herning, trees):
    answer = send(browser, herning, line(trees, "13,5"), line(trees, "14", "31-12-2024"))
    assert [(each.row, each.before, each.after) for each in answer.context["report"].changes] == [
        (2, "", "13,5"),
        (3, "12", "14"),
    ]
    assert figures(trees) == [(2024, 12)]
    sent = {"take_in": "1", "kept": answer.context["kept"]}
    assert browser.post(page("import", herning), sent).status_code == 302
    assert figures(trees) == [(2024, 14), (2025, 13.5)]


def test_an_emptied_figure_is_removed_only_when_that_is_said(browser, herning, trees):
    answer = send(browser, herning, line(trees, "", "31-12-2024"))
    assert "fjernes" in answer.content.decode()
    sent = {"take_in": "1", "kept": answer.context["kept"]}
    assert browser.post(page("import", herning), sent).status_code == 200
    assert figures(trees) == [(2024, 12)]
    assert browser.post(page("import", herning), sent | {"remove": "on"}).status_code == 302
    assert figures(trees) == []


def test_what_changed_since_the_report_is_told_and_the_new_report_shown(browser, herning, trees, editor):
    kept = send(browser, herning, line(trees, "14", "31-12-2024")).context["kept"]
    record(indicator=trees, figures=[Figure(date(2024, 12, 31), 13)], by=editor)
    answer = browser.post(page("import", herning), {"take_in": "1", "kept": kept})
    assert "har gemt ”Træer” i mellemtiden. Intet er indlæst." in answer.content.decode()
    assert [(each.before, each.after) for each in answer.context["report"].changes] == [("13", "14")]
    assert figures(trees) == [(2024, 13)]
    again = {"take_in": "1", "kept": answer.context["kept"]}
    assert browser.post(page("import", herning), again).status_code == 302
    assert figures(trees) == [(2024, 14)]


def test_one_wrong_row_and_nothing_is_taken_in(browser, herning, trees):
    answer = send(browser, herning, line(trees, "13"), line(trees, "101", "31-12-2023"), take_in="1")
    assert [each.row for each in answer.context["report"].problems] == [3]
    assert 'name="kept"' not in answer.content.decode()
    assert figures(trees) == [(2024, 12)]


@pytest.mark.parametrize("kept", ["", "x", "eyJ:1:x", "\x00"])
def test_rows_that_were_tampered_with_are_refused(browser, herning, trees, kept):
    answer = browser.post(page("import", herning), {"take_in": "1", "kept": kept})
    assert answer.status_code in (200, 400)
    assert figures(trees) == [(2024, 12)]


def test_rows_about_another_municipalitys_indicator_are_refused(browser, herning, randers, trees):
    foreign = make_indicator(randers, "Randers")
    answer = send(browser, herning, line(foreign, "13"))
    assert len(answer.context["report"].problems) == 1
    assert not Measurement.objects.filter(indicator=foreign).exists()


def test_what_was_kept_for_one_municipality_is_nothing_in_another(client, browser, herning, randers, trees):
    kept = send(browser, herning, line(trees, "13")).context["kept"]
    client.force_login(MembershipFactory(municipality=randers, role=Role.EDITOR).user)
    answer = client.post(page("import", randers), {"take_in": "1", "kept": kept})
    assert len(answer.context["report"].problems) == 1
    assert figures(trees) == [(2024, 12)]


@pytest.mark.parametrize(
    ("name", "content"),
    [("tal.csv", b""), ("tal.csv", b"\xff\xfe\x00"), ("tal.xlsx", b"PK"), ("tal.exe", b"MZ")],
)
def test_a_file_that_is_none_is_refused_in_words(browser, herning, name, content):
    answer = browser.post(page("import", herning), {"file": SimpleUploadedFile(name, content)})
    assert (answer.status_code, answer.context["form"].errors.keys()) == (200, {"file"})


def test_a_file_that_is_too_large_is_refused(browser, herning, settings):
    settings.SPREADSHEET_MAX_BYTES = 10
    told = send(browser, herning).context["form"].errors["file"]
    assert told == ["Filen fylder mere end 0,0 MB, og der læses ikke mere på én gang. Send den i flere dele."]


def test_a_writer_takes_figures_in(client, herning, trees):
    client.force_login(MembershipFactory(municipality=herning, role=Role.WRITER).user)
    kept = send(client, herning, line(trees, "13")).context["kept"]
    client.post(page("import", herning), {"take_in": "1", "kept": kept})
    assert figures(trees) == [(2024, 12), (2025, 13)]


def test_another_municipalitys_figures_are_not_there(client, herning, trees, other_editor):
    client.force_login(other_editor)
    answers = [client.get(page("export", herning)), client.get(page("import", herning))]
    answers += [send(client, herning, line(trees, "13"))]
    assert [answer.status_code for answer in answers] == [404, 404, 404]


@pytest.mark.parametrize("key", ["0", "x", "9" * 40])
def test_a_municipality_that_is_none_is_404(browser, key):
    assert browser.get(f"/admin/indicators/indicator/export/{key}/").status_code == 404
    assert own(Measurement).count() == 0
