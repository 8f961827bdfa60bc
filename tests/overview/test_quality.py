from datetime import date

from apps.overview.quality import Noted, known_of, notices
from apps.publishing.models import Edition
from apps.publishing.operations.publish import publish
from tests.factories import element, make_plan


def edition(**fields):
    return Edition(**{"adopted_on": date(2021, 11, 16), "start_year": 2022, "end_year": 2026, **fields})


def texts(*args, **kwargs):
    return [notice.text for notice in notices(*args, **kwargs)]


def noted(**fields):
    return Noted(
        **{
            "title": "Vision",
            "slug": "vision",
            "stated": None,
            "present": 0,
            "deviates": False,
            "repaired": False,
        }
        | fields
    )


def test_a_plan_that_says_everything_needs_no_notice():
    assert texts(edition(), [noted(stated=4, present=4)], has_source=True) == []


def test_what_is_missing_is_said_in_plain_words():
    assert texts(edition(adopted_on=None, start_year=None, end_year=None), [], has_source=True) == [
        "Det står ikke i dokumentet, hvornår planen er vedtaget.",
        "Det står ikke i dokumentet, hvilke år planen gælder for.",
    ]


def test_a_plan_without_its_document_is_not_said_to_have_one():
    assert texts(edition(adopted_on=None, start_year=None, end_year=None), [], has_source=False) == [
        "Det er ikke oplyst, hvornår planen er vedtaget.",
        "Det er ikke oplyst, hvilke år planen gælder for.",
        "Kildeteksten findes ikke her.",
    ]


def test_an_example_misses_no_source():
    assert texts(edition(), [], has_source=False, is_example=True) == []


def test_a_missing_part_leads_to_the_place():
    [notice] = notices(edition(), [noted(stated=4, present=1)], has_source=True)
    assert notice.text == "1 af 4 dele er indlæst: Teksten taler om 4 dele under ”Vision”."
    assert (notice.slug, notice.at_source) == ("vision", False)


def test_other_words_and_repairs_are_counted():
    rows = [noted(deviates=True), noted(deviates=True, repaired=True)]
    assert texts(edition(), rows, has_source=True) == [
        "2 elementer har en anden ordlyd end kilden.",
        "Ordlyden af 1 element er rettet ved indlæsning.",
    ]


def test_parts_are_the_children_of_the_stated_kind(herning, editor, django_assert_num_queries):
    vision = element(
        "vision",
        "Vision",
        element("focus_area", "Fokus", element("theme", "Tema")),
        element("section", "Afsnit", element("focus_area", "Dybere")),
        parts_stated=4,
        parts_kind="focus_area",
    )
    first = publish(plan=make_plan(vision, municipality=herning, slug="a"), by=editor, nature="adopted")
    second = publish(plan=make_plan(municipality=herning, slug="b"), by=editor, nature="adopted")
    with django_assert_num_queries(0):
        known = known_of([first, second])
    assert known[first.pk].notices[0].text.startswith("1 af 4 dele er indlæst")
    assert "dele er indlæst" not in "".join(notice.text for notice in known[second.pk].notices)
    assert not known[first.pk].has_source
