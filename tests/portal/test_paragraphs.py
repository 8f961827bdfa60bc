"""Each paragraph of an element has an address."""

from django.utils.translation import override

from apps.portal.templatetags.paragraphs import with_addresses


def test_paragraphs_are_numbered_and_lead_to_themselves():
    html = with_addresses("<p>Et</p><ul><li><p>To</p></li></ul><p>Tre <strong>fed</strong></p>")
    assert [f'<p id="afsnit-{number}">' in html for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert '<p id="afsnit-3">Tre <strong>fed</strong><a class="paragraph-link" href="#afsnit-3"' in html
    assert 'aria-label="Link til afsnit 3" lang="da"' in html


def test_their_names_are_in_the_language_of_the_page():
    with override("en"):
        assert 'aria-label="Link to paragraph 1" lang="en"' in with_addresses("<p>Et</p>")


def test_what_was_not_sanitised_is():
    assert "<script" not in with_addresses("<p>Et<script>alert(1)</script></p>")


def test_only_the_page_of_an_element_has_them(client, published):
    assert 'id="afsnit-2"' in client.get("/herning/vores-plan/vores-vaekst/").content.decode()
    assert "afsnit-1" not in client.get("/herning/vores-plan/").content.decode()
