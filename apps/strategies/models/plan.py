"""A plan: one document that a council or committee adopts."""

from datetime import date
from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.accounts.models import User
from apps.core.addresses import RESERVED_FOR_PLANS, refuse_reserved
from apps.core.collation import Danish
from apps.core.fields import LineField
from apps.core.years import FIRST_YEAR, LAST_YEAR, saying_years
from apps.municipalities.models import Committee, CouncilPeriod, Municipality, ScopedQuerySet
from apps.municipalities.roles import Capability
from apps.strategies.kinds import CARRIED_OUT_BY, FigureForm, Level, Stage
from apps.strategies.models.guard import acting_user
from apps.strategies.models.history_row import HistoryRow

PLAUSIBLE_YEARS = (FIRST_YEAR, LAST_YEAR)
PLAUSIBLE_DATES = (date(PLAUSIBLE_YEARS[0], 1, 1), date(PLAUSIBLE_YEARS[1], 12, 31))


class PlanQuerySet(ScopedQuerySet):
    def with_municipality(self) -> Self:
        return self.select_related("municipality")

    def telling_who_may_publish(self, user: User | AnonymousUser) -> Self:
        """Each plan with ``may_publish``: whether ``user`` may. No further query."""
        there = Municipality.objects.where(user, Capability.PUBLISH).filter(pk=OuterRef("municipality_id"))
        return self.annotate(may_publish=Exists(there))


class Plan(models.Model):  # type: ignore[django-manager-missing]
    """One adopted document. Its elements are the working tree; citizens read its editions instead."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="plans", verbose_name=_("municipality")
    )
    title = LineField(_("title"), max_length=300, error_messages={"blank": _("Write a title.")})
    slug = models.SlugField(
        _("address"),
        max_length=80,
        help_text=_("The word in the public address. It cannot change after the first publication."),
    )
    level = models.CharField(_("level"), max_length=20, choices=Level, default=Level.COUNCIL_STRATEGY)
    start_year = models.PositiveSmallIntegerField(
        _("first year"), null=True, blank=True, help_text=_("Only as the document itself states it.")
    )
    end_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    council_period = models.ForeignKey(
        CouncilPeriod,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name=_("council period"),
    )
    committee = models.ForeignKey(
        Committee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name=_("committee"),
        help_text=_("Who the plan belongs to, if it is not the council's."),
    )
    adopted_on = models.DateField(
        _("adopted on"), null=True, blank=True, help_text=_("Empty where the document does not say.")
    )
    case_reference = LineField(
        _("case"), max_length=100, blank=True, help_text=_("The number of the council's case.")
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.ADOPTED)
    hearing_until = models.DateField(
        _("hearing until"), null=True, blank=True, help_text=_("The last day on which one can answer.")
    )
    carries_out = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_out_by",
        verbose_name=_("carries out"),
        help_text=_("The plan above it."),
    )
    succeeds = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="successor",
        verbose_name=_("takes the place of"),
        help_text=_("The plan of the period before."),
        error_messages={"unique": _("Another plan takes its place already.")},
    )

    figure_form = models.CharField(
        _("figure"),
        max_length=10,
        choices=FigureForm,
        blank=True,
        default=FigureForm.AUTOMATIC,
        help_text=_("How the plan is drawn on its public page. It is no part of what the plan says."),
    )

    objects = PlanQuerySet.as_manager()
    history = HistoricalRecords(get_user=acting_user, bases=[HistoryRow])

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["municipality", Danish("title")]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "slug"],
                name="strategies_plan_one_per_slug",
                violation_error_message=_("The municipality already has a plan at this address."),
            ),
            models.CheckConstraint(
                condition=Q(start_year__isnull=True)
                | Q(end_year__isnull=True)
                | Q(end_year__gte=F("start_year")),
                name="strategies_plan_ends_after_start",
                violation_error_message=_("The last year cannot lie before the first."),
            ),
            models.CheckConstraint(
                condition=(Q(start_year__isnull=True) | Q(start_year__range=PLAUSIBLE_YEARS))
                & (Q(end_year__isnull=True) | Q(end_year__range=PLAUSIBLE_YEARS)),
                name="strategies_plan_plausible_years",
                violation_error_message=saying_years(_("Years must lie between {first} and {last}.")),
            ),
            models.CheckConstraint(
                condition=Q(adopted_on__isnull=True) | Q(adopted_on__range=PLAUSIBLE_DATES),
                name="strategies_plan_plausible_adoption",
                violation_error_message=saying_years(
                    _("The date of adoption must lie between {first} and {last}.")
                ),
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.HEARING, hearing_until__isnull=False)
                | (~Q(stage=Stage.HEARING) & Q(hearing_until__isnull=True)),
                name="strategies_plan_hearing_has_end",
                violation_error_message=_(
                    "A proposal in public hearing says until when, and nothing else does."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(carries_out__isnull=True) | ~Q(carries_out=F("id")))
                & (Q(succeeds__isnull=True) | ~Q(succeeds=F("id"))),
                name="strategies_plan_not_its_own",
                violation_error_message=_("A plan can neither carry out nor succeed itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        refuse_reserved(self.slug, RESERVED_FOR_PLANS)
        if self.committee and self.municipality_id and self.committee.municipality_id != self.municipality_id:
            raise ValidationError({"committee": _("The committee belongs to another municipality.")})
        self._refuse_carried_out()
        self._refuse_succeeded()

    def _refuse_carried_out(self) -> None:
        if (upper := self.carries_out) is None:
            return
        if upper.municipality_id != self.municipality_id:
            raise ValidationError({"carries_out": _("The plan belongs to another municipality.")})
        if upper.level not in CARRIED_OUT_BY[Level(self.level)]:
            told = _("A plan of the level “%(level)s” cannot carry out one of the level “%(upper)s”.")
            words = {"level": Level(self.level).label, "upper": Level(upper.level).label}
            raise ValidationError({"carries_out": told % words})

    def _refuse_succeeded(self) -> None:
        if (former := self.succeeds) is None:
            return
        if former.municipality_id != self.municipality_id:
            raise ValidationError({"succeeds": _("The plan belongs to another municipality.")})
        if former.level != self.level:
            raise ValidationError({"succeeds": _("Only a plan of the same level can take its place.")})
        while former is not None:
            if former.pk == self.pk:
                raise ValidationError({"succeeds": _("The plans would succeed each other in a circle.")})
            former = former.succeeds
