"""What the templates of the workspace say of forms."""

from uuid import UUID

from django.http import QueryDict

from apps.workspace.templatetags.workspace import cell_name, form_for, written

KEY = UUID(int=1)


def test_a_cell_is_named_after_its_indicator_and_day():
    assert cell_name(KEY, "2025-12-31") == "00000000-0000-0000-0000-000000000001.2025-12-31"


def test_the_form_of_an_element_is_found_and_no_other():
    form = object()
    assert (form_for({KEY: form}, KEY), form_for({KEY: form}, UUID(int=2)), form_for({}, KEY)) == (
        form,
        None,
        None,
    )


def test_what_was_sent_stands_before_what_is_saved_even_where_it_is_empty():
    sent = QueryDict("a=5&b=")
    assert [written(sent, name, "7") for name in "abc"] == ["5", "", "7"]
