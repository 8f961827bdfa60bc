"""The guides use only what the portal can set, and what they say in markup can do no harm."""

import re

import pytest
from django.conf import settings

from apps.core.guide import read_guide


def test_headings_paragraphs_lists_and_emphasis_become_html():
    guide = read_guide(
        "# Titel\n\n## Første kapitel\n\nEt **stærkt** ord\nog *et* til.\n\n- en\n  mere\n- to\n\n1. først\n2. så\n\n### Under\n\nSe `kode` og [mere](/admin/)."
    )
    assert guide.title == "Titel"
    assert guide.chapters == [("foerste-kapitel", "Første kapitel")]
    assert guide.html.split("\n") == [
        '<h2 id="foerste-kapitel">Første kapitel</h2>',
        "<p>Et <strong>stærkt</strong> ord og <em>et</em> til.</p>",
        "<ul><li>en mere</li><li>to</li></ul>",
        "<ol><li>først</li><li>så</li></ol>",
        '<h3 id="under">Under</h3>',
        '<p>Se <code>kode</code> og <a href="/admin/">mere</a>.</p>',
    ]


def test_a_list_may_follow_its_introduction_at_once():
    assert read_guide("Vælg:\n- en\n- to").html == "<p>Vælg:</p>\n<ul><li>en</li><li>to</li></ul>"


@pytest.mark.parametrize(
    "text", ["<script>x</script>", "[x](javascript:alert)", '[x](/a"onclick=b)', "<img src=x>"]
)
def test_markup_and_odd_links_stay_text(text):
    html = read_guide(text).html
    assert "<script" not in html
    assert "<img" not in html
    assert "<a " not in html


@pytest.mark.parametrize(
    "path", sorted((settings.BASE_DIR / "docs" / "vejledning").glob("*.md")), ids=lambda p: p.stem
)
def test_every_guide_is_set_whole(path):
    guide = read_guide(path.read_text("utf-8"))
    assert guide.title
    assert len(guide.chapters) > 3
    assert not re.search(r"\*|`|^#|\]\(|\n\|", re.sub(r"<[^>]+>", "", guide.html))
