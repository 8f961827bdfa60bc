"""The original documents and where in them each element stands."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.fields import LineField
from apps.municipalities.models import ScopedQuerySet
from apps.strategies.models.identity import ElementIdentity
from apps.strategies.models.plan import Plan


class WithOriginal(models.Model):
    """A source whose original file (PDF, Word, OpenDocument) may be kept beside its text.

    The file lies under the digest of its content, so it cannot become another: see ``apps.publishing.originals``.
    """

    original_name = LineField(_("original file"), max_length=200, blank=True)
    original_size = models.PositiveIntegerField(_("bytes"), null=True, blank=True)
    original_sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    original_removed_on = models.DateField(
        _("original file removed on"), null=True, blank=True, help_text=_("Because words were retracted.")
    )

    class Meta:
        abstract = True


class SourceDocumentQuerySet(ScopedQuerySet):
    scope = "plan__municipality"


class SourceDocument(WithOriginal):
    """The original text of (a part of) a plan, kept verbatim."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="sources", verbose_name=_("plan"))
    number = models.PositiveSmallIntegerField(_("number"), help_text=_("1 for the plan's first document."))
    title = LineField(_("title"), max_length=300)
    file_name = LineField(_("file name"), max_length=200, blank=True)
    text = models.TextField(_("text"))
    sha256 = models.CharField("SHA-256", max_length=64, help_text=_("Of the text as UTF-8."))

    objects = SourceDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("source document")
        verbose_name_plural = _("source documents")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="strategies_sourcedocument_number",
                violation_error_message=_("The plan already has a source document with this number."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class SourcePassageQuerySet(ScopedQuerySet):
    scope = "document__plan__municipality"


class SourcePassage(models.Model):
    """Lines of a source document and what became of them.

    A paragraph that was torn apart has one passage for each of its pieces, with the same ``identity`` and ``paragraph``.
    """

    class Role(models.TextChoices):
        TITLE = "title", _("title")
        PARAGRAPH = "paragraph", _("paragraph")
        DERIVED = "derived", _("derived title")
        LABEL = "label", _("label")
        FURNITURE = "furniture", _("furniture")
        DUPLICATE = "duplicate", _("duplicate")

    document = models.ForeignKey(
        SourceDocument, models.CASCADE, related_name="passages", verbose_name=_("source document")
    )
    first_line = models.PositiveIntegerField(_("first line"), help_text=_("Counted from 1."))
    last_line = models.PositiveIntegerField(_("last line"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    identity = models.ForeignKey(
        ElementIdentity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="passages",
        verbose_name=_("element"),
    )
    paragraph = models.PositiveSmallIntegerField(
        _("paragraph"), null=True, blank=True, help_text=_("Which paragraph of the element, counted from 1.")
    )
    text = models.TextField(
        _("words"), blank=True, help_text=_("The whole paragraph or title as it was taken into the plan.")
    )
    note = models.TextField(_("note"), blank=True)

    objects = SourcePassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["document", "first_line", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_line__gte=1, last_line__gte=F("first_line")),
                name="strategies_sourcepassage_lines",
                violation_error_message=_(
                    "Lines are counted from 1, and the last line cannot lie before the first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(role__in=["title", "paragraph", "derived"], identity__isnull=False)
                | Q(role__in=["label", "furniture", "duplicate"]),
                name="strategies_sourcepassage_has_element",
                violation_error_message=_("A title, a paragraph and a derived title belong to an element."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.first_line}–{self.last_line}"

    def clean(self) -> None:
        super().clean()
        if self.identity and self.document_id and self.identity.plan_id != self.document.plan_id:
            raise ValidationError({"identity": _("The element belongs to another plan.")})


class SourceRepairQuerySet(ScopedQuerySet):
    scope = "passage__document__plan__municipality"


class SourceRepair(models.Model):
    """What was put right when a passage was read in, with the words before and after."""

    class Kind(models.TextChoices):
        TORN = "torn", _("a sentence torn apart")
        HYPHEN = "hyphen", _("a hyphen from the end of a line")
        DISPLACED = "displaced", _("a displaced paragraph")
        SPACE = "space", _("a lost space")
        OTHER = "other", _("other")

    passage = models.ForeignKey(
        SourcePassage, models.CASCADE, related_name="repairs", verbose_name=_("passage")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    before = models.TextField(_("before"))
    after = models.TextField(_("after"))
    why = models.TextField(_("why"))

    objects = SourceRepairQuerySet.as_manager()

    class Meta:
        verbose_name = _("repair")
        verbose_name_plural = _("repairs")
        ordering = ["passage", "pk"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
