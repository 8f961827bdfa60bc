"""A citation says the same in words, as BibTeX and as RIS, whatever letters stand in it."""

import re
from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from apps.overview.citation import Citation

ADDRESS = "https://strategi.example/e/78b5b420-a0a6-4047-bf4a-dda406f986f2/"
TEX = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^", r"\#": "#", r"\$": "$", r"\%": "%", r"\&": "&", r"\_": "_",
}  # fmt: skip
MEANT = re.compile("|".join(re.escape(written) for written in sorted(TEX, key=len, reverse=True)))


def cited(element="Bevægelse & lys", plan="Planen", municipality="Herning Kommune"):
    return Citation(municipality, plan, element, 3, date(2026, 5, 3), ADDRESS, "herning-planen-3-lys")


def read_bibtex(text):
    """The kind, key and fields of the one entry, read as BibTeX reads: a value ends where its braces are closed."""
    kind, key, rest = re.fullmatch(r"@(\w+)\{([\w-]+),\n(.*)\}\n", text, re.DOTALL).groups()
    fields = {}
    while rest:
        name, rest = re.fullmatch(r"  (\w+) = (.*)", rest, re.DOTALL).groups()
        end = end_of_value(rest)
        fields[name], rest = rest[:end], rest[end + 2 :]
    return kind, key, {name: plain(value) for name, value in fields.items()}


def end_of_value(text):
    depth = 0
    for at, letter in enumerate(text):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
        if letter == "," and not depth:
            return at
    raise AssertionError(text)


def plain(value):
    while value.startswith("{") and value.endswith("}"):
        value = value[1:-1]
    return MEANT.sub(lambda found: TEX[found[0]], value)


def read_ris(text):
    *lines, end = text.split("\r\n")
    assert end == ""
    return dict(re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line, re.DOTALL).groups() for line in lines)


def one_line(words):
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", words).split())


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("da", "Herning Kommune: ”Lys”, i ”Planen”, udgave 3, offentliggjort 3. maj 2026. " + ADDRESS),
        ("en", "Herning Kommune: “Lys”, in “Planen”, edition 3, published 3 May 2026. " + ADDRESS),
    ],
)
def test_an_element_is_cited_in_words_with_its_plan_edition_day_and_address(language, expected):
    with override(language):
        assert cited("Lys").text == expected


def test_a_plan_is_cited_without_an_element():
    with override("da"):
        assert cited("").text == f"Herning Kommune: ”Planen”, udgave 3, offentliggjort 3. maj 2026. {ADDRESS}"
    assert read_bibtex(cited("").bibtex)[2]["title"] == "Planen"
    assert read_ris(cited("").ris)["TY"] == "RPRT"


def test_bibtex_says_all_of_it():
    assert read_bibtex(cited().bibtex) == (
        "incollection",
        "herning-planen-3-lys",
        {
            "author": "Herning Kommune", "title": "Bevægelse & lys", "booktitle": "Planen", "publisher": "Herning Kommune",
            "edition": "3", "year": "2026", "date": "2026-05-03", "url": ADDRESS, "langid": "danish", "month": "may",
        },
    )  # fmt: skip


def test_ris_says_all_of_it():
    assert read_ris(cited().ris) == {
        "TY": "CHAP", "AU": "Herning Kommune", "TI": "Bevægelse & lys", "T2": "Planen", "PB": "Herning Kommune", "ET": "3",
        "PY": "2026", "DA": "2026/05/03/", "LA": "da", "UR": ADDRESS, "ER": "",
    }  # fmt: skip


words = st.text(st.sampled_from('aæ 1{}\\#$%&_~^"@,=-\n\r\t\x00\x85\u2028'), min_size=1).filter(one_line)


@given(words, words)
def test_whatever_letters_stand_in_the_titles_both_files_give_them_back(element, plan):
    citation = cited(element, plan)
    _kind, _key, fields = read_bibtex(citation.bibtex)
    assert (fields["title"], fields["booktitle"]) == (one_line(element), one_line(plan))
    record = read_ris(citation.ris)
    assert (record["TI"], record["T2"]) == (one_line(element), one_line(plan))
