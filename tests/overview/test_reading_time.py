"""How long it takes to read something."""

import pytest
from django.utils.translation import override

from apps.overview import reading_time
from apps.publishing.operations.publish import publish
from tests.factories import element, make_plan


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 1), (1, 1), (299, 1), (301, 2), (2_400, 12), (100_000, 500)]
)
def test_words_are_whole_minutes_and_never_none(words, minutes):
    assert reading_time.minutes_for(words) == minutes


def test_it_is_told_in_both_languages():
    assert reading_time.in_words(100) == "Ca. 1 minuts læsning"
    assert reading_time.in_words(2_400) == "Ca. 12 minutters læsning"
    with override("en"):
        assert reading_time.in_words(2_400) == "About 12 minutes’ reading"


def test_a_short_text_is_told_no_time():
    assert reading_time.of_text("Et par ord.") == ""
    assert reading_time.of_text("ord " * 400) == "Ca. 2 minutters læsning"


def test_a_whole_plan_counts_titles_and_texts_once(herning, editor, django_assert_num_queries):
    text = "\n".join(["ord " * 199 + "ord"] * 3)
    plan = make_plan(element("goal", "Et mål", text=text), municipality=herning, by=editor)
    edition = publish(plan=plan, by=editor, nature="adopted")
    assert reading_time._words_in(edition.pk, edition.digest) == 604  # and “Vores plan”, “Et mål”
    with django_assert_num_queries(0):
        assert reading_time.of_edition(edition) == "Ca. 3 minutters læsning"


def test_a_plan_without_a_text_can_be_told(herning, editor):
    edition = publish(plan=make_plan(municipality=herning, by=editor), by=editor, nature="adopted")
    assert reading_time.of_edition(edition) == "Ca. 1 minuts læsning"
