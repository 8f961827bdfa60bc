from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.core.fields import LinesField
from apps.followup.days import known_day
from apps.municipalities.models import Committee, ScopedQuerySet
from apps.strategies.models import ElementIdentity


class ReviewQuerySet(ScopedQuerySet):
    scope = "identity__municipality"


class Review(models.Model):
    """A council or committee looked again at a vision or a goal (“politisk genbesøg”), and what it concluded."""

    identity = models.ForeignKey(
        ElementIdentity, models.PROTECT, related_name="reviews", verbose_name=_("element")
    )
    on = models.DateField(_("on"))
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+", verbose_name=_("by"))
    conclusion = LinesField(_("conclusion"), max_length=3000)
    next_on = models.DateField(_("next time"), null=True, blank=True)
    is_public = models.BooleanField(_("public"), default=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    version = models.PositiveIntegerField(default=1, editable=False)

    #: The day on which it is written down, where that is not what the clock says: see ``known_day``.
    today: date | None = None

    objects = ReviewQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["identity", "on", "committee"],
                name="followup_review_once_a_day",
                violation_error_message=_("This review is written down already."),
            ),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("on")),
                name="followup_review_next_is_later",
                violation_error_message=_("The next time must lie after this one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{date_format(self.on)}: {self.committee}"

    def clean(self) -> None:
        super().clean()
        try:
            known_day(self.on, today=self.today)
        except ValidationError as refused:
            raise ValidationError({"on": refused}) from refused
        if (
            self.committee_id
            and self.identity_id
            and self.committee.municipality_id != self.identity.municipality_id
        ):
            raise ValidationError({"committee": _("The committee belongs to another municipality.")})
