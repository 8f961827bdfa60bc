from datetime import date

import pytest

from apps.overview.element import quoted, wording
from apps.publishing.models import Edition, EditionElement


@pytest.mark.parametrize(
    ("deviates", "nature", "adopted_on", "has_lines", "words"),
    [
        (False, "adopted", date(2021, 11, 16), True, "Som vedtaget 16. november 2021"),
        (False, "adopted", date(2021, 11, 16), False, "Som vedtaget 16. november 2021"),
        (False, "adopted", None, True, "Som i dokumentet"),
        (False, "editorial", date(2021, 11, 16), True, "Som i dokumentet"),
        (False, "editorial", date(2021, 11, 16), False, ""),
        (True, "adopted", date(2021, 11, 16), True, "En anden ordlyd end kilden"),
    ],
)
def test_the_wording_is_vouched_for_only_where_it_can_be(deviates, nature, adopted_on, has_lines, words):
    row, edition = EditionElement(deviates=deviates), Edition(nature=nature, adopted_on=adopted_on)
    assert wording(row, edition, has_lines=has_lines) == words


def test_a_derived_title_is_quoted_from_its_passage():
    passages = [{"role": "title", "text": "Nej"}, {"role": "derived", "text": "Her er alt"}]
    assert quoted(passages) == "Her er alt"
    assert quoted([]) == ""
