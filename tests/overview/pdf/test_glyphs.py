from apps.overview.pdf.glyphs import has_glyph, shown


def test_letters_of_european_languages_and_arabic_are_shown_as_they_are():
    words = "Blåbærgrød – “ŁÓDŹ” ελληνικά кириллица سلام"
    assert shown(words) == words


def test_what_no_font_has_is_named():
    assert shown("Hurra 😀, 中") == "Hurra [grinende ansigt], [U+4E2D]"
    assert shown("\u0378") == "[U+0378]"


def test_what_joins_characters_and_cannot_be_seen_is_left_out():
    assert shown("a\u200d\ufe0fb") == "ab"


def test_what_is_drawn_as_one_is_named_as_one():
    assert (
        shown("Vi \u2764\ufe0f\u200d\U0001f525 \U0001f1e9\U0001f1f0!")
        == "Vi [brændende hjerte] [flag: Danmark]!"
    )


def test_values_are_gone_through_whole_and_keep_their_form():
    assert shown({"a": ["😀", 1, None, {"b": "c"}]}) == {"a": ["[grinende ansigt]", 1, None, {"b": "c"}]}


def test_a_control_character_has_no_glyph():
    assert not has_glyph("\x07")
