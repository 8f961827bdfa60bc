from datetime import date

import pytest
from django.utils import translation

from apps.overview.pdf.sheets import element_sheet, municipality_sheet, plan_sheet
from apps.publishing import reading
from apps.publishing.operations.publish import publish
from apps.strategies import tree
from tests.factories import CommitteeFactory, element, make_plan

ROOT = "https://portal.dk/herning/"


@pytest.fixture
def plan(herning, editor):
    council = CommitteeFactory(municipality=herning, name="Byrådet")
    plan = make_plan(
        element("goal", "Et", element("section", "Under", element("section", "Dybt")), text="Ord."),
        element("goal", "To", responsible_id=council.pk, parts_stated=2, parts_kind="action"),
        municipality=herning, title="Planen", lead="Forord.", start_year=2022, end_year=2025,
        adopted_on=date(2022, 3, 1), case_reference="22/17", committee=council, by=editor,
    )  # fmt: skip
    publish(plan=plan, by=editor, nature="adopted")
    return plan


@pytest.fixture
def edition(plan):
    return reading.published_plan("herning", "planen")


def outline(sheet):
    return [(part["level"], part["kind"], part["title"]) for part in sheet["parts"]]


def test_a_plan_says_what_it_is_and_holds_its_elements_in_order(edition, herning):
    sheet = plan_sheet(edition, ROOT)
    assert (sheet["title"], sheet["owner"], sheet["lang"]) == ("Planen", "Herning Kommune", "da")
    assert sheet["facts"][:2] == ["Byrådet · 2022–2025", "Vedtaget 1. marts 2022 (sag 22/17)"]
    assert sheet["facts"][2].startswith("Udgave 1, lagt på portalen ")
    assert sheet["lead"] == [{"is": "text", "runs": [["Forord.", [], ""]]}]
    assert outline(sheet) == [
        (1, "Mål", "Et"),
        (2, "Afsnit", "Under"),
        (3, "Afsnit", "Dybt"),
        (1, "Mål", "To"),
    ]
    assert sheet["parts"][1]["address"] == "https://portal.dk/herning/planen/under/"
    assert sheet["parts"][3]["notes"][:2] == ["Ansvarlig: Byrådet", "0 af 2 dele er indlæst"]


def test_it_speaks_english_around_the_adopted_words(edition):
    with translation.override("en"):
        sheet = plan_sheet(edition, ROOT)
    assert sheet["facts"][1] == "Adopted 1 March 2022 (case 22/17)"
    assert (sheet["lang"], sheet["words"]["contents"], sheet["parts"][0]["title"]) == ("en", "Contents", "Et")


def test_an_older_edition_says_so(edition, plan, editor):
    tree.delete(plan_id=plan.pk, element_id=plan.elements.get(title="To").pk, by=editor)
    publish(plan=plan, by=editor, nature="adopted")
    older = plan_sheet(reading.published_edition("herning", "planen", 1), ROOT)
    assert older["notes"][0] == "Det er en ældre udgave. Planen er ændret siden."
    dropped = element_sheet(reading.published_element("herning", "planen", "to"), ROOT)
    assert dropped["notes"] == ["Udgået: stod senest i udgave 1."]


def test_an_element_comes_with_what_stands_under_it_and_says_where_it_stands(edition):
    sheet = element_sheet(reading.published_element("herning", "planen", "under"), ROOT)
    assert sheet["facts"][0] == "Planen › Et"
    assert outline(sheet) == [(1, "Afsnit", "Dybt")]
    assert sheet["address"] == "https://portal.dk/herning/planen/under/"


def test_a_municipality_is_its_plans_each_with_its_own_head(edition, herning):
    sheet = municipality_sheet(herning, [edition], ROOT)
    assert outline(sheet)[:3] == [(1, "Strategi", "Planen"), (2, "Mål", "Et"), (3, "Afsnit", "Under")]
    assert (sheet["facts"], sheet["parts"][0]["new_page"]) == (["1 plan"], True)


def test_an_example_says_that_it_is_made_up(edition, herning):
    assert plan_sheet(edition, ROOT)["notes"][0] != "Herning Kommune findes ikke."
    edition.plan.municipality.is_example = True
    assert plan_sheet(edition, ROOT)["notes"][0].startswith("Herning Kommune findes ikke.")


def test_contents_have_as_many_levels_as_fit(edition, settings):
    assert plan_sheet(edition, ROOT)["contents_depth"] == 0
    many = [{"level": level} for level in (1, 1, 1, 2, 2, 2, 3, 3, 3, 3)]
    from apps.overview.pdf.sheets import _contents_depth

    settings.PDF_CONTENTS_LINES = 6
    assert _contents_depth(many) == 2
    settings.PDF_CONTENTS_LINES = 2
    assert _contents_depth(many) == 1
