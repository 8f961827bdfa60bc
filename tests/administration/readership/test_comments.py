"""What readers wrote is read and deleted in admin, and never changed."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from apps.readership.models import PageComment
from tests.bystander import own

LIST = "admin:readership_pagecomment_changelist"


@pytest.fixture
def written(herning):
    return PageComment.objects.create(
        municipality=herning, address="/herning/", day=date(2026, 5, 3), text="Ring til Jens på 12345678"
    )


def test_an_editor_reads_it_and_cannot_change_it(client, editor, written):
    client.force_login(editor)
    assert "Ring til Jens" in client.get(reverse(LIST)).content.decode()
    page = reverse("admin:readership_pagecomment_change", args=[written.pk])
    assert "Ring til Jens" in client.get(page).content.decode()
    assert client.post(page, {"text": "Noget andet"}).status_code == 403
    assert client.get(reverse("admin:readership_pagecomment_add")).status_code == 403
    written.refresh_from_db()
    assert written.text == "Ring til Jens på 12345678"


def test_what_an_editor_deletes_is_gone_and_the_log_does_not_repeat_it(client, editor, written):
    client.force_login(editor)
    page = reverse("admin:readership_pagecomment_delete", args=[written.pk])
    assert client.post(page, {"post": "yes"}).status_code == 302
    assert own(PageComment).count() == 0
    assert [entry.object_repr for entry in own(LogEntry)] == ["/herning/, 3. maj 2026"]


def test_an_empty_list_says_where_comments_come_from(client, editor):
    client.force_login(editor)
    assert "Ingen læser har skrevet noget endnu" in client.get(reverse(LIST)).content.decode()
