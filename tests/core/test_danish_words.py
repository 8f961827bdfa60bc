import pytest
from django.template import engines
from django.utils import translation

from apps.core.danish_words import DanishWords, joined, sentence


def page(template: str, **values: object) -> str:
    return engines["django"].from_string(template).render(values)


def of_plan(title: str):
    return sentence("Carried on in <%(plan)s> %(number)s", {"plan": DanishWords(title), "number": 3})


def test_danish_words_are_marked_on_a_page_of_another_language():
    with translation.override("en"):
        assert page("{{ words }}", words=of_plan("By & hav")) == (
            'Carried on in &lt;<span lang="da">By &amp; hav</span>&gt; 3'
        )
        assert page("{{ name|in_danish }}", name="<b>") == '<span lang="da">&lt;b&gt;</span>'
        assert page("{{ name|in_danish }}", name="") == ""


def test_on_a_danish_page_all_words_are_danish():
    assert page("{{ words }}", words=of_plan("By & hav")) == "Carried on in &lt;By &amp; hav&gt; 3"


def test_they_are_marked_within_a_sentence_of_a_template():
    text = "{% load i18n %}{% blocktranslate with name=name|in_danish %}Of {{ name }}.{% endblocktranslate %}"
    with translation.override("en"):
        assert page(text, name="Ærø") == 'Of <span lang="da">Ærø</span>.'


@pytest.mark.parametrize("language", ["da", "en"])
def test_as_plain_text_a_sentence_is_plain(language):
    with translation.override(language):
        words = of_plan("By & hav")
        assert str(words) == words == "Carried on in <By & hav> 3"
        assert page("{{ words|force_escape }}", words=words) == "Carried on in &lt;By &amp; hav&gt; 3"


def test_sentences_are_joined_with_what_is_marked_in_them():
    with translation.override("en"):
        told = joined([sentence("%(unit)s.", {"unit": DanishWords("ældre")}), "", "<Yes>"], "; ")
        assert told == "ældre.; <Yes>"
        assert page("{{ told }}", told=told) == '<span lang="da">ældre</span>.; &lt;Yes&gt;'
