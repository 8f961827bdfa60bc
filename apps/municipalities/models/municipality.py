"""Municipalities and who belongs to them."""

from datetime import date
from pathlib import PurePath
from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.accounts.models import User
from apps.core.addresses import RESERVED_FOR_MUNICIPALITIES, refuse_reserved
from apps.core.collation import Danish
from apps.core.fields import LineField, LinesField
from apps.core.years import FIRST_YEAR, LAST_YEAR, saying_years
from apps.municipalities.roles import Capability, role_choices, roles_with

HEX_COLOUR = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("Write the colour as # and six hexadecimal digits, for example #7a1f2b.")
)
MUNICIPALITY_CODE = RegexValidator(r"^[0-9]{3}$", _("A municipality code has three digits."))


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def where(self, user: User | AnonymousUser, capability: Capability) -> Self:
        """Municipalities in which ``user`` has ``capability`` today."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self
        held = Membership.objects.current().filter(user=user, role__in=roles_with(capability))
        return self.filter(pk__in=held.values("municipality_id"))

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Municipalities whose drafts ``user`` may read."""
        return self.where(user, Capability.READ_DRAFTS)

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Municipalities whose plans ``user`` may edit."""
        return self.where(user, Capability.EDIT)


class Municipality(models.Model):
    """A tenant of the portal: everything else belongs to exactly one municipality."""

    name = LineField(
        _("name"),
        max_length=100,
        unique=True,
        help_text=_("As it stands on screen, for example “Herning Kommune”."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        help_text=_("The word in the public address. It cannot change after the first publication."),
    )
    code = models.CharField(
        _("municipality code"),
        max_length=3,
        unique=True,
        validators=[MUNICIPALITY_CODE],
        help_text=_("The three digits of the national register, for example 657."),
    )
    accent_colour = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#1f4e79",
        validators=[HEX_COLOUR],
        help_text=_("Shifted on screen until it can be read on light and dark paper."),
    )
    logo = models.ImageField(_("coat of arms or logo"), upload_to="logos/", blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = LineField(_("contact telephone"), max_length=30, blank=True)
    contact_address = LinesField(_("postal address"), max_length=300, blank=True)
    website = models.URLField(_("website"), blank=True)
    accessibility_statement = models.URLField(_("address of the accessibility statement"), blank=True)
    is_example = models.BooleanField(
        _("fictional example"), default=False, help_text=_("Marked as an example on every page.")
    )
    public_version = models.PositiveBigIntegerField(_("public version"), default=1, editable=False)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = [Danish("name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{3}$"),
                name="municipalities_municipality_code_digits",
                violation_error_message=_("A municipality code has three digits."),
            ),
            models.CheckConstraint(
                condition=Q(accent_colour__regex=r"^#[0-9a-fA-F]{6}$"),
                name="municipalities_municipality_colour",
                violation_error_message=_(
                    "Write the colour as # and six hexadecimal digits, for example #7a1f2b."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def logo_version(self) -> str:
        """A word that is another for every logo uploaded; empty where there is none."""
        return PurePath(self.logo.name or "").stem

    def clean(self) -> None:
        super().clean()
        refuse_reserved(self.slug, RESERVED_FOR_MUNICIPALITIES)


class PublicState(models.Model):
    """One row: the version of everything public, for pages that show more than one municipality."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    version = models.PositiveBigIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="municipalities_publicstate_one_row")]

    def __str__(self) -> str:
        return str(self.version)


class CouncilPeriod(models.Model):
    """Four calendar years for which a council is elected (the same years in all municipalities)."""

    start_year = models.PositiveSmallIntegerField(_("first year"), unique=True)
    end_year = models.PositiveSmallIntegerField(_("last year"))

    class Meta:
        verbose_name = _("council period")
        verbose_name_plural = _("council periods")
        ordering = ["-start_year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_year=F("start_year") + 3),
                name="municipalities_councilperiod_four_years",
                violation_error_message=_("A council period is four calendar years, for example 2026–2029."),
            ),
            models.CheckConstraint(
                condition=Q(start_year__range=(FIRST_YEAR, LAST_YEAR)),
                name="municipalities_councilperiod_plausible",
                violation_error_message=saying_years(
                    _("The first year must lie between {first} and {last}.")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start_year}–{self.end_year}"


class ScopedQuerySet(models.QuerySet):
    """Rows that belong to a municipality; ``scope`` names the way there."""

    scope = "municipality"

    def where(self, user: User | AnonymousUser, capability: Capability) -> Self:
        """Rows of municipalities in which ``user`` has ``capability`` today."""
        municipalities = Municipality.objects.where(user, capability)
        if not municipalities.query.where:  # all there are: the database need not look up each row's
            return self.all()
        return self.filter(**{f"{self.scope}__in": municipalities})

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Rows of municipalities whose drafts ``user`` may read."""
        return self.where(user, Capability.READ_DRAFTS)

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Rows of municipalities that ``user`` may edit."""
        return self.where(user, Capability.EDIT)


class Committee(models.Model):
    """The council, a standing committee or an administrative unit of a municipality."""

    class Kind(models.TextChoices):
        COUNCIL = "council", _("council")
        COMMITTEE = "committee", _("standing committee")
        UNIT = "unit", _("administrative unit")

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="committees", verbose_name=_("municipality")
    )
    name = LineField(_("name"), max_length=150)
    slug = models.SlugField(_("address"), max_length=80)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.COMMITTEE)
    contact_email = models.EmailField(
        _("contact e-mail"),
        blank=True,
        help_text=_("Reminders go there where nobody reports for it. Never public."),
    )

    objects = ScopedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("committee")
        verbose_name_plural = _("committees")
        ordering = [Danish("name")]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "slug"],
                name="municipalities_committee_one_per_slug",
                violation_error_message=_("The municipality already has a committee at this address."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(ScopedQuerySet):
    def current(self, on: date | None = None) -> Self:
        """Memberships in force ``on`` a day, today unless told."""
        day = on or timezone.localdate()
        return self.filter(Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class Membership(models.Model):
    """A user's role in a municipality, from a day to a day."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("user"))
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="memberships", verbose_name=_("municipality")
    )
    role = models.CharField(_("role"), max_length=20, choices=role_choices)
    committee = models.ForeignKey(
        Committee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("committee"),
    )
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(
        _("to"), null=True, blank=True, help_text=_("The last day. Empty: until further notice.")
    )

    objects = MembershipQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["municipality", "user", "-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="municipalities_membership_ends_after_start",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} ({self.municipality})"

    def clean(self) -> None:
        super().clean()
        if self.committee and self.municipality_id and self.committee.municipality_id != self.municipality_id:
            raise ValidationError({"committee": _("The committee belongs to another municipality.")})
