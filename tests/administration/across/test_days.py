"""Every day that is typed in admin is read as Danes write it, and refused with an example."""

from datetime import timedelta

import pytest
from django import forms
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from apps.core.fields import DayField
from apps.followup.models import FollowUpRound
from tests.bystander import own
from tests.source_code import ROOT
from tests.workspace.rooms import answered_plan


def _forms(user):
    """Every form that a model's page in admin is made of, those of its inlines too."""
    request = RequestFactory().get("/admin/")
    request.user = user
    for page in admin.site._registry.values():
        yield page.get_form(request)
        for inline in page.inlines:
            yield inline(page.model, admin.site).get_formset(request).form


def test_every_day_on_a_page_of_admin_is_read_the_same_way(portal_admin):
    fields = [
        (form.__name__, name, type(field))
        for form in _forms(portal_admin)
        for name, field in form.base_fields.items()
        if isinstance(field, forms.DateField)
    ]
    assert len(fields) >= 10
    assert [each for each in fields if each[2] is not DayField] == []


def test_no_form_reads_days_by_a_field_of_its_own():
    sources = [path for path in (ROOT / "apps").rglob("*.py") if path != ROOT / "apps/core/fields.py"]
    assert [str(path) for path in sources if "forms.DateField(" in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("form", ["%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d"])
def test_the_deadline_of_a_round_is_typed_as_one_likes(client, herning, editor, form):
    plan = answered_plan(herning, editor)
    client.force_login(editor)
    deadline = timezone.localdate() + timedelta(days=20)
    values = {"title": "Efterår", "plans": [plan.pk]}
    client.post(reverse("admin:followup_followupround_add"), {**values, "deadline": deadline.strftime(form)})
    assert [row.deadline for row in own(FollowUpRound)] == [deadline]
