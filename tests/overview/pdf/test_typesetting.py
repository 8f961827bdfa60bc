import page as validation
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core import richtext
from apps.overview.pdf.typesetting import typeset
from apps.overview.pdf.words_as_data import text_as_data
from tests.overview.pdf.reading import bookmarks_of, words_of


def sheet(*parts, **fields):
    return {
        "lang": "da", "owner": "Herning Kommune", "accent": "#1f4e79", "title": "Planen", "kind": "Strategi",
        "description": "Om planen", "facts": [], "notes": [], "address": "https://x.dk/", "running": "Planen",
        "lead": [], "parts": list(parts), "figure": "", "figure_alt": "", "figure_width": 0, "contents_depth": 1,
        "words": {"contents": "Indhold", "page": "Side", "of": "af", "address": "Læs den på"}, **fields,
    }  # fmt: skip


def part(title, body="", level=1):
    return {
        "level": level, "kind": "Mål", "title": title, "address": "https://x.dk/m/", "notes": [], "new_page": False,
        "text": text_as_data(richtext.canonical(body)),
    }  # fmt: skip


RICH = (
    '<p>Et <strong>to</strong> <sup>2</sup> <a href="https://y.dk/">tre</a></p><ol start="4" type="i"><li>fire'
    "<ul><li>fem</li></ul></li></ol><blockquote><p>seks</p></blockquote>"
    "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>syv</td><td></td></tr></tbody></table>"
)


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_form_a_text_can_have_passes_the_checks_of_pdf_ua(language):
    parts = [part(f"Niveau {level}", RICH, level) for level in range(1, 7)]
    report = validation.validate_pdf_bytes(typeset(sheet(*parts, lang=language)))
    assert report.is_compliant, report


def test_what_looks_like_markup_is_words():
    code = "#let x = 1; $ a^2 $ *fed* _skrå_ [x] <mærke> @ref // væk \\ `kode` = Overskrift #panic()"
    made = words_of(
        typeset(sheet(part(code, f"<p>{code.replace('<', '&lt;')}</p>"), notes=[code], title=code))
    )
    assert made.count("#let x = 1; $ a^2 $ *fed* _skrå_ [x] <mærke> @ref // væk") >= 3


def test_headings_are_bookmarks():
    made = typeset(sheet(part("Et"), part("Et, to", level=2), part("To")))
    assert bookmarks_of(made) == [(1, "Et"), (2, "Et, to"), (1, "To")]


def test_the_same_sheet_is_the_same_file():
    assert typeset(sheet(part("Et", RICH))) == typeset(sheet(part("Et", RICH)))


def test_lists_are_numbered_as_they_are_on_the_page():
    assert "iv. fire" in words_of(typeset(sheet(part("Et", RICH))))


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_characters_at_all_make_a_file(title, words):
    body = richtext.canonical(f"<p>{words.replace('&', '&amp;').replace('<', '&lt;')}</p>")
    assert typeset(sheet(part(title, body), title=title or "-")).startswith(b"%PDF-")
