"""What is known of readers goes on the day after the last on which it is kept."""

from datetime import date, timedelta

from django.core.management import call_command
from django.utils import timezone

from apps.readership.models import PageComment, PageDay
from apps.readership.operations.forget import Forgotten, forget
from tests.bystander import own

TODAY = date(2026, 5, 3)


def keep(municipality, day):
    PageDay.objects.create(municipality=municipality, address="/herning/", day=day)
    PageComment.objects.create(municipality=municipality, address="/herning/", day=day, text="Ord")


def test_counts_and_texts_are_kept_as_long_as_was_decided(herning, settings):
    settings.READERSHIP_DAYS, settings.COMMENT_DAYS = 20, 10
    for ago in (0, 10, 11, 20, 21):
        keep(herning, TODAY - timedelta(ago))
    assert forget(today=TODAY) == Forgotten(days=1, comments=3)
    assert [(TODAY - row.day).days for row in own(PageDay)] == [0, 10, 11, 20]
    assert [(TODAY - row.day).days for row in own(PageComment)] == [0, 10]
    assert forget(today=TODAY) == Forgotten(0, 0)


def test_the_command_says_what_is_gone(herning, settings, capsys):
    keep(herning, timezone.localdate() - timedelta(settings.READERSHIP_DAYS + 1))
    call_command("forget_readership")
    assert capsys.readouterr().out == "Smidt ud: 1 tal og 1 kommentarer.\n"
