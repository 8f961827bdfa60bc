"""What is done in admin and what is told of it happen together: where the log cannot be written, nothing was done."""

from unittest.mock import patch

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from apps.publishing.models import Edition, PreviewLink
from apps.strategies.models import Element, Relation
from tests.factories import element, make_plan


@pytest.fixture
def plan(herning):
    return make_plan(
        element("focus_area", "Første", element("goal", "Mål", text="Ord.")),
        element("focus_area", "Anden"),
        municipality=herning,
        title="Vores plan",
    )


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    client.raise_request_exception = False
    return client


def publish(browser, plan):
    page = reverse("admin:publishing_publish", args=[plan.pk])
    expected = browser.get(page).context["form"]["expected"].value()
    return page, {
        "expected": expected,
        "nature": "adopted",
        "adopted_on": "",
        "case_reference": "",
        "public_note": "",
    }


def make_link(browser, plan):
    return reverse("admin:publishing_preview_links", args=[plan.pk]), {"days": 7, "purpose": "Udvalget"}


def change(browser, plan):
    row = plan.elements.get(title="Anden")
    data = {"title": "Helt ny", "kind": "focus_area", "body": "", "version": row.version}
    return reverse("admin:strategies_element_change", args=[row.pk]), data


def move(browser, plan):
    row, below = plan.elements.get(title="Mål"), plan.elements.get(title="Anden")
    page = reverse("admin:strategies_element_move", args=[row.pk])
    return f"{page}?parent={below.pk}", {"place": "first", "newest_move": 0}


def delete(browser, plan):
    return reverse("admin:strategies_element_delete", args=[plan.elements.get(title="Anden").pk]), {
        "post": "yes"
    }


def state():
    elements = Element.objects.order_by("pk").values_list("pk", "title", "parent", "lft", "rght", "version")
    return (
        list(elements),
        *(
            model.objects.count()
            for model in (Edition, PreviewLink, Relation, Element.history.model, LogEntry)
        ),
    )


@pytest.mark.parametrize("deed", [publish, make_link, change, move, delete])
def test_a_log_line_that_fails_leaves_nothing_done(browser, plan, deed):
    page, data = deed(browser, plan)
    before = state()
    with patch("django.contrib.admin.models.LogEntryManager.log_actions", side_effect=RuntimeError("loggen")):
        assert browser.post(page, data).status_code == 500
    assert state() == before
    page, data = deed(browser, plan)
    assert browser.post(page, data).status_code == 302
    assert state() != before
