"""What texts are found by."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.publishing.search.analyser import analyse, tokens_of

TOKEN = re.compile(r"[a-z0-9]+")
LETTERS = st.text(alphabet="abdeginorstuvæøåÅ- ,.“”\u00ad1", max_size=40)


@settings(deadline=None)  # the first reads the vocabulary
@given(st.one_of(st.text(max_size=80), LETTERS))
def test_every_text_has_plain_tokens_and_nothing_is_whole_and_part(text):
    tokens = analyse(text)
    assert all(TOKEN.fullmatch(token) for token in tokens.wholes | tokens.parts)
    assert not tokens.wholes & tokens.parts


def finds(word, text):
    """Whether looking for the word finds the text: as a whole word, as a part of one, or not."""
    wanted, tokens = tokens_of(word).wholes, analyse(text)
    return "whole" if wanted & tokens.wholes else "part" if wanted & tokens.parts else None


@pytest.mark.parametrize(
    ("word", "text", "how"),
    [
        ("skole", "Folkeskolen er vigtig", "part"),
        ("folkeskole", "folkeskolernes elever", "whole"),
        ("skolerne", "en god skole", "whole"),
        ("plejebolig", "Plejeboligplanen", "part"),
        ("boligplan", "Plejeboligplanen", "part"),
        ("klimaplan", "vores klimahandlingsplan", "part"),
        ("boern", "Børnene leger", "whole"),
        ("barn", "Børn og unge", "whole"),
        ("Ålborg", "Aalborg", "whole"),
        ("sportsliv", "et rigt sports- og kulturliv", "whole"),
        ("fritidsliv", "kultur-, idræts- og fritidsliv", "whole"),
        ("idrætsliv", "kultur-, idræts- og fritidsliv", "whole"),
        ("byfornyelse", "byudvikling og -fornyelse", "whole"),
        ("bøger", "en bog", "whole"),
        ("is", "en fælles vision", None),
        ("ur", "kultur og natur", None),
        ("gæld", "det gælder os alle, og det er gældende", None),
        ("gælde", "kommunens gæld", None),
        ("natur", "det er naturligt", None),
        ("naturlig", "naturen", None),
        ("drift", "en driftig by", None),
        ("and", "en anden", None),
        ("båd", "både her og der", None),
        ("borg", "borgmesteren", None),
        ("vest", "Vesthimmerlandsmodellen", None),
        ("rand", "Randers Kommune", None),
        ("randers", "ved randen", None),
    ],
)
def test_a_word_finds_its_own_forms_and_compounds_and_no_others(word, text, how):
    assert finds(word, text) == how
