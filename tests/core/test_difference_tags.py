"""Differences as pages draw them: marked for those who see, said for those who listen, escaped for all."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from apps.core.richtext import compare_words
from apps.core.templatetags.difference import (
    added,
    difference,
    difference_paragraphs,
    difference_side,
    removed,
)

HIDDEN = re.compile(r'<span class="visually-hidden">(.*?)</span>')
WORDS = compare_words("Ro.\nVi går langsomt.", "Ro.\nVi går hurtigt & frit.")


def heard(html):
    return HIDDEN.sub(r"\1", html)


@pytest.mark.parametrize(
    ("language", "came", "went"),
    [
        ("da", "<ins>[tilføjet: ny slut]</ins>", "<del>[fjernet: ny slut]</del>"),
        ("en", "<ins>[added: ny end]</ins>", "<del>[taken out: ny end]</del>"),
    ],
)
def test_a_listener_hears_what_came_and_what_went(language, came, went):
    with translation.override(language):
        assert (heard(added("ny")), heard(removed("ny"))) == (came, went)


def test_who_sees_reads_the_words_alone():
    assert HIDDEN.sub("", difference(WORDS)) == (
        "Ro.<br>Vi går <del>langsomt</del><ins>hurtigt &amp; frit</ins>."
    )


def test_both_texts_stand_in_paragraphs():
    assert HIDDEN.sub("", difference_paragraphs(WORDS)) == (
        "<p>Ro.</p><p>Vi går <del>langsomt</del><ins>hurtigt &amp; frit</ins>.</p>"
    )


@pytest.mark.parametrize(
    ("side", "text"),
    [
        ("insert", "<p>Ro.</p><p>Vi går <ins>hurtigt &amp; frit</ins>.</p>"),
        ("delete", "<p>Ro.</p><p>Vi går <del>langsomt</del>.</p>"),
    ],
)
def test_each_text_stands_alone_with_its_own_marks(side, text):
    assert HIDDEN.sub("", difference_side(WORDS, side)) == text


def test_markup_in_words_stays_words():
    assert "<b>" not in difference([("insert", "<b>"), ("equal", "<b>"), ("delete", "<b>")])


def test_a_line_end_inside_what_came_stays_inside_it():
    assert HIDDEN.sub("", added("a\nb")) == "<ins>a<br>b</ins>"


def test_no_template_marks_differences_by_hand():
    templates = Path(settings.BASE_DIR, "templates").rglob("*.html")
    assert [str(path) for path in templates if re.search(r"<(ins|del)\b", path.read_text())] == []
