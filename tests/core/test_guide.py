"""The guides use only what the portal can set, and what they say in markup can do no harm."""

import re

import pytest
from django.conf import settings
from pytest_django.asserts import assertHTMLEqual

from apps.core.guide import read_guide


def test_headings_paragraphs_lists_and_emphasis_become_html():
    guide = read_guide(
        "# Titel\n\n## Første kapitel\n\nEt **stærkt** ord\nog *et* til.\n\n- en\n  mere\n- to\n\n1. først\n2. så\n\n### Under\n\nSe `kode` og [mere](/admin/)."
    )
    assert guide.title == "Titel"
    assert guide.chapters == [("foerste-kapitel", "Første kapitel")]
    assertHTMLEqual(
        guide.html,
        """
        <h2 id="foerste-kapitel">Første kapitel</h2>
        <p>Et <strong>stærkt</strong> ord og <em>et</em> til.</p>
        <ul><li>en mere</li><li>to</li></ul>
        <ol><li>først</li><li>så</li></ol>
        <h3 id="under">Under</h3>
        <p>Se <code>kode</code> og <a href="/admin/">mere</a>.</p>
        """,
    )


def test_a_list_may_follow_its_introduction_at_once():
    assertHTMLEqual(read_guide("Vælg:\n- en\n- to").html, "<p>Vælg:</p><ul><li>en</li><li>to</li></ul>")


@pytest.mark.parametrize(
    "text",
    ["<script>x</script>", "x <script>y</script>", "[x](javascript:alert)", "<img src=x>", "![x](/x.png)<i>"],
)
def test_markup_pictures_and_odd_links_stay_text(text):
    html = read_guide(text).html
    assert re.findall(r"<(\w+)", html.replace('<a href="/x.png">', "")) == ["p"]


def test_a_link_brings_no_attribute_with_it():
    assert read_guide('[x](/a"onclick=b)').html == '<p><a href="/a%22onclick=b">x</a></p>'


def test_a_heading_may_hold_code_and_emphasis():
    guide = read_guide("# T\n\n## Om `kode` og *andet*")
    assert guide.chapters == [("om-kode-og-andet", "Om kode og andet")]
    assert guide.html == '<h2 id="om-kode-og-andet">Om <code>kode</code> og <em>andet</em></h2>'


@pytest.mark.parametrize(
    "path", sorted((settings.BASE_DIR / "docs" / "vejledning").glob("*.md")), ids=lambda p: p.stem
)
def test_every_guide_is_set_whole(path):
    guide = read_guide(path.read_text("utf-8"))
    assert guide.title
    assert len(guide.chapters) > 3
    assert not re.search(r"\*|`|^#|\]\(|\n\|", re.sub(r"<[^>]+>", "", guide.html))
