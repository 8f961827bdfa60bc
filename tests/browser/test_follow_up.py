"""The follow-up with one's own hands: two hundred goals confirmed in one go, a folder on two pages, figures like in a spreadsheet."""

import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from apps.municipalities.demo import DEMO_PEOPLE

ROUND = """
from datetime import timedelta
from django.utils import timezone
from apps.followup.models import FollowUpRound
from apps.followup.operations.report import Report, report
from apps.followup.operations.rounds import open_round
from apps.accounts.models import User
from apps.municipalities.models import Municipality
from apps.publishing.operations.publish import publish
from apps.strategies import tree
from apps.strategies.models import Plan
from apps.strategies.tree.building import NewElement
by = User.objects.get(email="historie@example.dk")
town = Municipality.objects.get(slug="eksempelby")
goals = [NewElement(kind="goal", title=f"Mål nummer {n}") for n in range(200)]
plan = Plan(municipality=town, title="Mange mål", slug="mange-maal")
tree.create_plan(plan, root=NewElement(kind="document", title="Mange mål", children=goals), by=by)
publish(plan=plan, by=by, nature="adopted")
keys = plan.identities.exclude(element__parent=None).values_list("pk", flat=True)
report(reports=[Report(key, "on_track", "Det går.") for key in keys], by=by)
day = timezone.localdate() + timedelta(days=5)
print(open_round(municipality=town, title="Mange på én gang", deadline=day, plans=[plan], by=by).pk)
"""
LEAVE = """
from apps.accounts.models import User
from apps.followup.models import FollowUpRound
from apps.followup.operations.rounds import close_round
from apps.publishing.operations.withdraw import withdraw
from apps.strategies.models import Plan
by = User.objects.get(email="historie@example.dk")
close_round(round=FollowUpRound.objects.get(title="Mange på én gang"), by=by)
withdraw(plan=Plan.objects.get(slug="mange-maal"), by=by)
"""
REPORT = "/arbejdsrum/eksempelby/opfoelgning/"


@pytest.fixture
def many(manage):
    """A round that asks about two hundred goals, each of which was reported once."""
    yield manage("shell", "-v0", "-c", ROUND).strip()
    manage("shell", "-v0", "-c", LEAVE)


def test_two_hundred_unchanged_goals_are_confirmed_in_three_clicks(admin, many):
    page = admin(f"/admin/followup/followupround/{many}/change/", person=DEMO_PEOPLE[0])
    page.get_by_label("Vælg alle, der kan bekræftes").click()
    assert page.locator('input[name="element"]:checked').count() == 200
    page.get_by_role("button", name="Uændret, kontrolleret i dag").click()
    expect(page.locator(".messagelist")).to_contain_text("200 elementer er bekræftet")
    assert page.locator('input[name="element"]').count() == 0
    assert page.complaints == []


def test_an_editor_reports_how_it_goes_and_what_is_wrong_keeps_the_text(admin):
    page = admin(REPORT, person=DEMO_PEOPLE[0])
    row = page.locator(".asked > li").first
    title = row.get_by_role("heading").inner_text()
    row.locator("summary").click()
    row.get_by_label("Hvad er der sket").fill("Vi er begyndt.")
    row.get_by_label("På sporet").check()
    row.get_by_role("button", name="Gem").click()
    expect(page.locator("[role=status]").first).to_contain_text(title)
    assert page.complaints == []


def test_a_figure_is_saved_when_its_cell_is_left_and_a_wrong_one_is_said(admin):
    page = admin("/arbejdsrum/eksempelby/tal/", person=DEMO_PEOPLE[0])
    said = page.locator("[data-grid-said]")
    cell = page.locator("tr[data-address]").last.locator("input[data-on]").last
    before = cell.input_value()
    cell.fill("mange")
    cell.press("Tab")
    expect(cell).to_have_attribute("aria-invalid", "true")
    expect(said).to_contain_text("mange")
    cell.fill("12,5")
    cell.press("Tab")
    expect(said).to_have_text("Gemt.")
    page.reload()
    again = page.locator("tr[data-address]").last.locator("input[data-on]").last
    expect(again).to_have_value("12,5")
    again.fill(before)
    again.press("Tab")
    expect(said).to_have_text("Gemt.")
    page.complaints.clear()  # a browser remarks that a figure was refused


def test_five_thousand_cells_pasted_at_once_are_too_many_and_change_nothing(admin):
    page = admin("/arbejdsrum/eksempelby/tal/", person=DEMO_PEOPLE[0])
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    cells = page.locator("input[data-on]")
    before = cells.evaluate_all("cells => cells.map(cell => cell.value)")
    paste = """(cell, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }"""
    cells.first.evaluate(paste, "\n".join("\t".join(["1,5"] * 50) for _row in range(100)))
    expect(page.locator("[data-grid-said]")).to_have_text(
        "Det er for meget at sætte ind på én gang: højst 2000 celler."
    )
    assert (cells.evaluate_all("cells => cells.map(cell => cell.value)"), sent) == (before, [])
    assert page.complaints == []


def test_a_meeting_folder_is_printed_on_two_pages(admin, tmp_path):
    page = admin("/arbejdsrum/eksempelby/?udvalg=kultur-og-fritidsudvalget", person=DEMO_PEOPLE[0])
    for number in range(8):
        page.goto("/arbejdsrum/eksempelby/?udvalg=kultur-og-fritidsudvalget")
        page.get_by_role("button", name="Læg i mødemappen").nth(number).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mødemappe")
    page.get_by_label("Din note").fill("\n".join(["Spørg til lokalerne i Havnebyen."] * 25))
    page.get_by_role("button", name="Gem noten").click()
    path = tmp_path / "mappe.pdf"
    page.pdf(path=path, format="A4", print_background=True)
    assert 1 <= len(PdfReader(path).pages) <= 2
    page.get_by_role("button", name="Tøm mappen").click()
    expect(page.get_by_role("button", name="Tøm mappen")).to_have_count(0)
    assert page.complaints == []


def test_reminders_are_stopped_by_their_link(new_page, manage):
    told = manage(
        "shell",
        "-v0",
        "-c",
        "from apps.followup.reminders import _signer; print(_signer.sign('a@example.dk'))",
    )
    page = new_page(f"/arbejdsrum/paamindelser/{told.strip()}/")
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("main")).to_contain_text(re.compile("a@example.dk får ikke flere mails"))
    assert page.complaints == []
