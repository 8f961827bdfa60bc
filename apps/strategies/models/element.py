"""The working tree of a plan."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from mptt.fields import TreeForeignKey
from mptt.models import MPTTModel
from simple_history.models import HistoricalRecords

from apps.core import richtext
from apps.core.fields import LineField
from apps.core.text import collapse_space
from apps.core.years import saying_years
from apps.municipalities.models import Committee
from apps.strategies.kinds import Kind
from apps.strategies.models.guard import acting_user, structure_may_change
from apps.strategies.models.history_row import ElementHistoryRow
from apps.strategies.models.identity import ElementIdentity
from apps.strategies.models.managers import STRUCTURE_FIELDS, ElementManager
from apps.strategies.models.partner import Partner
from apps.strategies.models.plan import PLAUSIBLE_DATES, Plan

MAX_TITLE = 300
MAX_BODY = 100_000
MAX_CONTACT = 200


class Element(MPTTModel):
    """A node of a plan's working tree. Structure changes only through ``apps.strategies.tree``."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="elements", verbose_name=_("plan"))
    identity = models.OneToOneField(ElementIdentity, models.PROTECT, related_name="element")
    parent = TreeForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("Place among its siblings, from 0.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = LineField(_("title"), max_length=MAX_TITLE, error_messages={"blank": _("Write a title.")})
    body = models.TextField(_("text"), blank=True, max_length=MAX_BODY)
    is_derived = models.BooleanField(
        _("derived"),
        default=False,
        help_text=_(
            "The title is quoted from a sentence in running text; the element has no text of its own."
        ),
    )
    parts_stated = models.PositiveSmallIntegerField(
        _("parts according to the text"),
        null=True,
        blank=True,
        help_text=_("How many parts the document itself says there are."),
    )
    parts_kind = models.CharField(_("kind of part"), max_length=20, choices=Kind, blank=True)
    responsible = models.ForeignKey(
        Committee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible")
    )
    partners = models.ManyToManyField(
        Committee,
        through=Partner,
        blank=True,
        related_name="+",
        verbose_name=_("partners"),
        help_text=_("Committees and units that take part in it. Citizens see them."),
    )
    contact = LineField(
        _("contact"),
        max_length=MAX_CONTACT,
        blank=True,
        help_text=_(
            "Where citizens can ask about it: an office, its telephone number or address. They see it, so name no private person."
        ),
    )
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    is_continuous = models.BooleanField(
        _("continuous"), default=False, help_text=_("It goes on and has no end.")
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = ElementManager()
    history = HistoricalRecords(
        excluded_fields=["parent", "lft", "rght", "level", "tree_id", "position", "created_at", "updated_at"],
        get_user=acting_user,
        bases=[ElementHistoryRow],
    )

    class Meta:
        verbose_name = _("element")
        verbose_name_plural = _("elements")
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=Q(parent__isnull=True), name="strategies_element_one_root_per_plan"
            ),
            models.CheckConstraint(
                condition=Q(kind="document", parent__isnull=True)
                | (~Q(kind="document") & Q(parent__isnull=False)),
                name="strategies_element_root_is_document",
                violation_error_message=_("Only the root of a plan is of the kind “document”."),
            ),
            models.CheckConstraint(condition=Q(rght__gt=F("lft")), name="strategies_element_nesting"),
            models.CheckConstraint(
                condition=Q(is_derived=False) | Q(body=""),
                name="strategies_element_derived_has_no_text",
                violation_error_message=_("A derived element has no text of its own."),
            ),
            models.CheckConstraint(
                condition=Q(parts_stated__isnull=True, parts_kind="")
                | (Q(parts_stated__isnull=False, parts_stated__gte=1) & ~Q(parts_kind="")),
                name="strategies_element_parts_have_a_kind",
                violation_error_message=_("State both how many parts there are and of which kind."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="strategies_element_ends_after_it_begins",
                violation_error_message=_("It cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(is_continuous=False) | Q(ends_on__isnull=True),
                name="strategies_element_continuous_has_no_end",
                violation_error_message=_("What is continuous has no end. Remove the one or the other."),
            ),
            models.CheckConstraint(
                condition=(Q(starts_on__isnull=True) | Q(starts_on__range=PLAUSIBLE_DATES))
                & (Q(ends_on__isnull=True) | Q(ends_on__range=PLAUSIBLE_DATES)),
                name="strategies_element_plausible_dates",
                violation_error_message=saying_years(_("It must begin and end between {first} and {last}.")),
            ),
        ]
        # For lists by kind across all plans. Without the place in the tree, which one move changes in many rows.
        indexes = [models.Index(fields=["kind", "tree_id"], name="strategies_element_kind")]

    def __str__(self) -> str:
        return self.title

    @property
    def partner_ids(self) -> list[int]:
        """The keys of the committees and units that take part; one query unless ``partner_rows`` were fetched."""
        return [row.committee_id for row in self.partner_rows.all()]

    def clean(self) -> None:
        super().clean()
        self.tidy()
        if self.responsible and self.responsible.municipality_id != self.plan.municipality_id:
            raise ValidationError({"responsible": _("The committee belongs to another municipality.")})

    def tidy(self) -> None:
        """Bring title and body into their one form; raise ``ValidationError`` where the content is not allowed."""
        self.title = collapse_space(self.title)
        self.body = richtext.canonical(self.body)
        if not self.title:
            raise ValidationError({"title": _("Write a title.")})
        if len(self.title) > MAX_TITLE:
            raise ValidationError(
                {"title": _("The title is too long: at most %(most)s characters.") % {"most": MAX_TITLE}}
            )
        if len(self.body) > MAX_BODY:
            raise ValidationError({"body": _("The text is too long. Divide it among several elements.")})
        if self.is_derived and self.body:
            raise ValidationError({"body": _("A derived element has no text of its own.")})
        self._tidy_responsibility()
        if self.parts_stated == 0 or (self.parts_stated is None) != (self.parts_kind == ""):
            raise ValidationError({"parts_kind": _("State both how many parts there are and of which kind.")})

    def _tidy_responsibility(self) -> None:
        self.contact = collapse_space(self.contact)
        if len(self.contact) > MAX_CONTACT:
            raise ValidationError(
                {
                    "contact": _("The contact is too long: at most %(most)s characters.")
                    % {"most": MAX_CONTACT}
                }
            )
        if self.ends_on and self.is_continuous:
            raise ValidationError(
                {"ends_on": _("What is continuous has no end. Remove the one or the other.")}
            )
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("It cannot end before it begins.")})
        for name in ("starts_on", "ends_on"):
            day, (first, last) = getattr(self, name), PLAUSIBLE_DATES
            if day and not first <= day <= last:
                told = saying_years(_("It must begin and end between {first} and {last}."))
                raise ValidationError({name: told})

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        # Saving a node whose parent was changed in memory makes django-mptt move it, whatever fields are named.
        moved = (
            self._mptt_cached_fields.get("parent") != self.parent_id
            and "parent" not in self.get_deferred_fields()
        )
        if args or fields is None or self._state.adding or moved or STRUCTURE_FIELDS & set(fields):
            structure_may_change("save()")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        structure_may_change("delete()")
        return super().delete(*args, **kwargs)

    @property
    def paragraphs(self) -> list[str]:
        """The plain text of each paragraph, in reading order."""
        return richtext.paragraphs(self.body)
