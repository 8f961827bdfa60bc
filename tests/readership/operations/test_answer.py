"""Answers are counted; texts are kept up to a number a day."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from apps.readership.models import PageComment, PageDay
from apps.readership.operations.answer import EnoughForToday, answer, comment
from tests.bystander import own

DAY = date(2026, 5, 3)


def test_answers_are_added_to_what_is_known_of_the_page_that_day(herning):
    PageDay.objects.create(municipality=herning, address="/herning/", day=DAY, views=9)
    for is_useful in (True, False, True):
        answer(address="/herning/", day=DAY, is_useful=is_useful)
    answer(address="/herning/plan/", day=DAY, is_useful=False)
    counts = ("address", "views", "useful", "useless", "municipality")
    assert set(own(PageDay).values_list(*counts)) == {
        ("/herning/", 9, 2, 1, herning.pk),
        ("/herning/plan/", 0, 0, 1, herning.pk),
    }


def test_a_text_is_kept_with_its_page_and_day_and_nothing_else(herning):
    kept = comment(municipality=herning, address="/herning/", day=DAY, text=" Hvor er\r\n\r\n\r\nkortet? ")
    assert own(PageComment).get().text == "Hvor er\n\nkortet?"
    assert str(kept) == "/herning/, 3. maj 2026"
    assert {f.name for f in PageComment._meta.get_fields()} == {
        "id",
        "municipality",
        "address",
        "day",
        "text",
    }


def test_a_text_in_which_nothing_can_be_seen_is_none(herning):
    with pytest.raises(ValidationError):
        comment(municipality=herning, address="/herning/", day=DAY, text=" \u200b ")


def test_a_page_has_room_for_so_many_texts_a_day(herning, settings):
    settings.COMMENTS_A_DAY = 2
    about = {"municipality": herning, "address": "/herning/", "text": "Ord"}
    for _ in range(2):
        comment(day=DAY, **about)
    with pytest.raises(EnoughForToday):
        comment(day=DAY, **about)
    comment(day=date(2026, 5, 4), **about)
    comment(day=DAY, **about | {"address": "/herning/plan/"})
    assert own(PageComment).count() == 4
