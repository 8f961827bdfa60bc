"""What templates must not hold: anything inline, and user text marked safe without a reason stated here."""

import re

from tests import source_code

HTML = [path for path in source_code.text_files() if path.suffix == ".html"]
INLINE_STYLE = re.compile(r"<style|\sstyle\s*=", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
MARKED_SAFE = re.compile(r"mark_safe\(|\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off|SafeString\(")
#: Where text is marked safe, and why it is.
SAFE_BECAUSE = {
    "apps/core/danish_words.py": "a translated sentence, escaped, with values in it that are escaped or marked as Danish",
    "apps/core/templatetags/assets.py": "nothing at all, where a file has no digest",
    "apps/core/templatetags/difference.py": "differences, whose words are escaped where they are marked",
    "apps/publishing/templatetags/body.py": "body text that rendering has passed through the sanitiser",
    "apps/workspace/tree_markup.py": "the tree, whose titles and excerpts are escaped where they are set in",
    "apps/workspace/text_search.py": "the mark around what was found in escaped text",
    "templates/administration/guide.html": "the administrator's guide, a text of the portal's own",
    "apps/portal/templatetags/paragraphs.py": "sanitised a line before; the links are made with format_html",
    "apps/portal/templatetags/structured_data.py": "JSON with <, > and & escaped; in a data block nothing else has a meaning",
    "templates/administration/publishing/element_preview.html": "a fragment of publishing.rendering, which escapes and sanitises",
    "templates/portal/plans/parts/plan_text.html": "fragments of publishing.rendering, which escapes and sanitises",
}


def _found(pattern, paths):
    return [
        f"{path}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(source_code.read(path).splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_style_stands_in_a_template():
    assert _found(INLINE_STYLE, HTML) == []


def test_no_script_stands_in_a_template():
    assert _found(INLINE_SCRIPT, HTML) == []


def test_whatever_is_marked_safe_has_a_reason():
    folders = ("apps", "templates", "strategy_portal")
    paths = [
        path
        for path in source_code.text_files()
        if path.parts[0] in folders
        and path.suffix in (".py", ".html", ".txt")
        # Mail is plain text: escaping would show a reader what stands behind the letters.
        and not (path.suffix == ".txt" and path.parent.name == "email")
    ]
    marked = {str(path) for path in paths if MARKED_SAFE.search(source_code.read(path))}
    assert marked == set(SAFE_BECAUSE)


def test_nothing_is_fetched_from_others():
    foreign = re.compile(r"""(?:src|href|action|srcset)\s*=\s*["'](?:https?:)?//""")
    assert _found(foreign, HTML) == []
    assert (
        _found(
            re.compile(r"url\(\s*[\"']?(?:https?:)?//"),
            [p for p in source_code.text_files() if p.suffix == ".css"],
        )
        == []
    )


def test_scripts_take_their_words_from_the_page():
    """A sentence in a script, or a choice by language, would be a catalogue beside the catalogue."""
    scripts = [
        path for path in source_code.text_files() if path.suffix == ".js" and path.parts[0] == "static"
    ]
    sentence = re.compile(r"""["'`][A-ZÆØÅ][a-zæøå]+(?:[ ,][\wæøå ${}.,]*)?[.?!]?["'`]""")
    keys = re.compile(r"""["'`](?:Enter|Escape|Tab|Home|End|Accept|Space)["'`]|\b(?:Enter|Escape|Accept):""")
    assert len(scripts) >= 10
    assert _found(re.compile(r"\blang(?:uage)?\s*[!=]=="), scripts) == []
    assert [line for line in _found(sentence, scripts) if not keys.search(line)] == []
