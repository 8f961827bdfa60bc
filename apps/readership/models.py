"""What is kept of readers: how often a page was read and found useful on a day, and what somebody wrote. Never who."""

from datetime import date

from django.db import models
from django.db.models import Q, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from apps.core.fields import LinesField
from apps.municipalities.models import Municipality, ScopedQuerySet

#: Longer than any address of a page: four slugs and a date.
ADDRESS_LENGTH = 400


class PageDayQuerySet(ScopedQuerySet):
    scope = "municipality"

    def by_page(self, *, since: date) -> models.QuerySet:
        """A row for each page that was read or answered about since that day, with its counts."""
        counted = {name: Sum(name) for name in ("views", "useful", "useless")}
        return self.filter(day__gte=since).order_by().values("address").annotate(**counted)


class PageDay(models.Model):
    """One page on one day. The page is named by its Danish address; readers of the English one are counted with it."""

    municipality = models.ForeignKey(
        Municipality,
        models.CASCADE,
        null=True,
        related_name="page_days",
        verbose_name=_("municipality"),
        db_index=False,
    )
    address = models.CharField(_("address"), max_length=ADDRESS_LENGTH)
    day = models.DateField(_("day"))
    views = models.PositiveIntegerField(_("views"), default=0)
    useful = models.PositiveIntegerField(_("answered yes"), default=0)
    useless = models.PositiveIntegerField(_("answered no"), default=0)

    objects = PageDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("page on a day")
        verbose_name_plural = _("pages by day")
        ordering = ["-day", "address"]
        constraints = [models.UniqueConstraint(fields=["address", "day"], name="readership_pageday_once")]
        indexes = [
            models.Index(fields=["municipality", "day"], name="readership_of_municipality"),
            models.Index(fields=["day"], name="readership_pageday_day"),
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.day}"


class PageCommentQuerySet(ScopedQuerySet):
    scope = "municipality"


class PageComment(models.Model):
    """What a reader who could not use a page wrote; nothing ties it to an answer, a visit or a person."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="page_comments", verbose_name=_("municipality")
    )
    address = models.CharField(_("page"), max_length=ADDRESS_LENGTH)
    day = models.DateField(_("day"), db_index=True)
    text = LinesField(_("what the reader wrote"))

    objects = PageCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment from a reader")
        verbose_name_plural = _("comments from readers")
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="readership_comment_says_something")
        ]
        indexes = [models.Index(fields=["address", "day"], name="readership_comments_of_page")]

    def __str__(self) -> str:
        """Without its words: the log of deletions keeps this, and they may be deleted for what they say."""
        return f"{self.address}, {date_format(self.day)}"
