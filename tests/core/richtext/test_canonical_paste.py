"""What comes from a word processor is kept for its words, its lists and its emphasis."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from apps.core import richtext
from apps.core.richtext import canonical

#: As Word 365 puts it on the clipboard, shortened in the style sheet only.
FROM_WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Word.Document>
<link rel=File-List href="file:///C:/Users/abc/clip_filelist.xml">
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<style><!-- p.MsoNormal, li.MsoNormal {mso-style-unhide:no; margin:0cm; font-size:11.0pt;} --></style></head>
<body lang=DA link="#0563C1" style='tab-interval:65.2pt;word-wrap:break-word'>
<!--StartFragment-->
<h2><span style='mso-fareast-font-family:"Times New Roman"'>Vores fællesskaber<o:p></o:p></span></h2>
<p class=MsoNormal>Vi vil <b style='mso-bidi-font-weight:normal'>styrke</b> <span class=SpellE>byen</span>&nbsp;og
<i style='mso-bidi-font-style:normal'>landet</i>.<a style='mso-footnote-id:ftn1' href="#_ftn1"><span
class=MsoFootnoteReference>[1]</span></a><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-bidi-font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Flere <b>mødesteder</b><o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>i landsbyer<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·<span>&nbsp;</span></span>Færre biler<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>Først</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.<span>&nbsp;</span></span>Så</p>
<p class=MsoNormal>Fem &lt; <del cite="mailto:a@b.dk">fire</del><ins cite="mailto:a@b.dk">seks</ins><o:p>&nbsp;</o:p></p>
<!--EndFragment-->
</body></html>"""


def test_a_text_from_word_comes_out_clean():
    assert canonical(FROM_WORD).split("\n") == [
        "<p>Vores fællesskaber</p>",
        "<p>Vi vil <strong>styrke</strong> byen og <em>landet</em>.<sup>1</sup></p>",
        "<ul><li>Flere <strong>mødesteder</strong><ul><li>i landsbyer</li></ul></li><li>Færre biler</li></ul>",
        "<ol><li>Først</li><li>Så</li></ol>",
        "<p>Fem &lt; seks</p>",
    ]


def test_cleaning_once_is_enough():
    once = canonical(FROM_WORD)
    assert canonical(once) == once


def test_the_bold_that_google_docs_wraps_a_text_in_is_no_emphasis():
    pasted = (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span>Hej</span></p>'
        '<ul><li dir="ltr"><p dir="ltr"><span>Mål</span></p></li></ul></b>'
    )
    assert canonical(pasted) == "<p>Hej</p>\n<ul><li>Mål</li></ul>"


def test_a_script_in_a_text_from_word_is_dropped():
    assert (
        canonical('<p class=MsoNormal onclick="x()">Hej<script>alert(1)</script><o:p></o:p></p>')
        == "<p>Hej</p>"
    )


@given(st.text(alphabet="ab<>&;/ \n=\"'opMso-:", max_size=80))
def test_whatever_is_pasted_is_an_answer(text):
    html = f"<p class=MsoNormal>{text}"
    assert canonical(canonical(html)) == canonical(html)


def test_text_that_speaks_of_word_is_left_alone():
    html = "<p>Skriv &lt;o:p&gt; og mso-list: det er Word</p>"
    assert canonical(html) == html


def test_a_letter_that_is_also_a_roman_number_goes_on_counting_within_an_item():
    def item(level, label, words):
        return f"<p style='mso-list:l0 level{level} lfo1'><span style='mso-list:Ignore'>{label}</span>{words}</p>"

    rows = [(1, "1.", "Et"), (2, "h.", "Otte"), (2, "i.", "Ni"), (2, "j.", "Ti"), (1, "2.", "To")]
    assert canonical("".join(item(*row) for row in rows)) == (
        '<ol><li>Et<ol start="8" type="a"><li>Otte</li><li>Ni</li><li>Ti</li></ol></li><li>To</li></ol>'
    )


@pytest.mark.parametrize(
    ("html", "kept", "told"),
    [
        (
            "<p>Et <svg><style>x</style><g><text>Fold <tspan>ud</tspan></text></g></svg>billede</p>",
            "<p>Et billede</p>",
            ["Et billede blev udeladt"],
        ),
        (
            "<p>Før <img src='x' title='Graf'>efter</p>",
            "<p>Før efter</p>",
            ["Et billede blev udeladt: ”Graf”"],
        ),
        (
            "<p><math><mi>x</mi><mo>=</mo><mfrac><mi>a</mi><mn>2</mn></mfrac>"
            "<annotation>x=\\frac{a}{2}</annotation></math></p>",
            "<p>x=a2</p>",
            [],
        ),
        (
            "<p><a href='javascript:x()'>et</a> <a href='webcal://x.dk'>to</a> <a href='#note'>tre</a></p>",
            "<p>et to tre</p>",
            [
                "Et link uden hel adresse blev til almindelig tekst: ”et”",
                "Et link uden hel adresse blev til almindelig tekst: ”to”",
            ],
        ),
    ],
)
def test_drawings_formulas_and_odd_links_are_kept_or_told_of(html, kept, told):
    with translation.override("da"):
        found = richtext.pasted(html)
        words = richtext.in_words(found.left_out)
    assert (found.html, words) == (kept, told)
