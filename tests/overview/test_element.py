from datetime import date

import pytest

from apps.overview.element import wording
from apps.publishing.models import Edition, EditionElement
from apps.publishing.notices import is_verbatim, quoted


@pytest.mark.parametrize(
    ("deviates", "nature", "adopted_on", "has_lines", "words"),
    [
        (False, "adopted", date(2021, 11, 16), True, "Som vedtaget 16. november 2021"),
        (False, "adopted", date(2021, 11, 16), False, "Som vedtaget 16. november 2021"),
        (False, "adopted", None, True, "Som i dokumentet"),
        (False, "editorial", date(2021, 11, 16), True, "Som i dokumentet"),
        (False, "editorial", date(2021, 11, 16), False, ""),
        (True, "adopted", date(2021, 11, 16), True, "En anden ordlyd end kilden"),
        (True, "adopted", date(2021, 11, 16), False, "Står ikke i kildeteksten"),
    ],
)
def test_the_wording_is_vouched_for_only_where_it_can_be(deviates, nature, adopted_on, has_lines, words):
    passages = [{"source": 1, "role": "title", "text": "Noget helt andet"}] if has_lines else []
    row, edition = (
        EditionElement(deviates=deviates, passages=passages),
        Edition(nature=nature, adopted_on=adopted_on),
    )
    assert wording(row, edition, has_lines=has_lines) == words


def test_a_derived_title_is_quoted_from_its_passage():
    passages = [{"role": "title", "text": "Nej"}, {"role": "derived", "text": "Her er alt"}]
    assert quoted(passages) == "Her er alt"
    assert quoted([]) == ""


@pytest.mark.parametrize(
    ("title", "is_so"),
    [("Et godt sted at leve", True), ("et godt sted at leve.", True), ("Et bedre sted", False)],
)
def test_a_derived_title_is_verbatim_where_its_passage_has_it(title, is_so):
    passages = [{"role": "derived", "text": "Vi vil skabe et godt sted at leve for alle."}]
    assert is_verbatim(title, passages) is is_so
