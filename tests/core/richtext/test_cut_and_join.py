"""Taking a text apart and putting it together loses no word and no markup."""

import pytest
from hypothesis import given

from apps.core.richtext import canonical, paragraphs
from apps.core.richtext.cut_and_join import blocks, cut, cuts, joined
from tests.core.richtext.texts import bodies


@given(bodies)
def test_wherever_a_text_is_cut_both_parts_together_are_the_whole(body):
    for part in cuts(body):
        first, second = cut(body, part.number)
        assert paragraphs(first) + paragraphs(second) == paragraphs(body)
        assert paragraphs(second)[0] == part.text == paragraphs(body)[part.number - 1]
        assert (canonical(first), canonical(second)) == (first, second)


@given(bodies)
def test_blocks_joined_are_the_whole_again(body):
    assert joined(*blocks(body)) == body


def test_a_numbered_list_and_a_quotation_are_not_cut():
    body = "<p>a</p><ol><li>b</li><li>c</li></ol><blockquote><p>d</p><p>e</p></blockquote><p>f</p>"
    assert [part.number for part in cuts(body)] == [2, 4, 6]
    with pytest.raises(ValueError, match="paragraph 3"):
        cut(body, 3)
