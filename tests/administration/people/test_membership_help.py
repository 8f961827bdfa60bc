"""Nobody is left alone with an empty page: every field says what belongs in it, every empty list what to do next."""

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from apps.administration.elements import forms, restructure_forms
from apps.administration.followup import forms as followup_forms

OWN_PAGES = {
    "Element",
    "BinnedSubtree",
    "FollowUpRound",
}  # written on pages of their own, whose forms are below
READ_ONLY = {"SourceDocument", "SourcePassage", "PageComment"}
FORMS = [
    form
    for module in (forms, restructure_forms, followup_forms)
    for form in vars(module).values()
    if isinstance(form, type) and issubclass(form, forms.forms.Form) and form.__module__ == module.__name__
]


def lacking(fields):
    return [name for name, field in fields.items() if not field.help_text and not field.widget.is_hidden]


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_every_field_of_a_model_says_what_belongs_in_it(model, portal_admin):
    if model.__name__ in OWN_PAGES | READ_ONLY:
        return
    request = RequestFactory().get("/")
    request.user = portal_admin
    model_admin = admin.site._registry[model]
    assert lacking(model_admin.get_form(request, None, change=False).base_fields) == []
    for inline in model_admin.get_inline_instances(request):
        assert [n for n in lacking(inline.get_formset(request).form.base_fields) if n in inline.fields] == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_every_field_of_a_page_says_what_belongs_in_it(form):
    chosen_from_what_is_shown = {"at", "children", "other"}
    assert set(lacking(form.base_fields)) <= chosen_from_what_is_shown


@pytest.mark.without_bystander("lists that hold nothing")
@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_every_empty_list_says_what_to_do_next(model, client, portal_admin):
    client.force_login(portal_admin)
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    text = client.get(address).content.decode()
    model_admin = admin.site._registry[model]
    nothing = str(model_admin.nothing_yet) if model.__name__ not in ("Element", "User") else ""
    assert nothing in text
    if model.__name__ == "Element":
        assert "Der er ingen planer endnu." in text
    elif model.__name__ != "User":  # there is always somebody: who looks
        assert len(nothing) > 20
