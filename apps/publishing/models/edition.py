"""Editions: the immutable published content of plans, and the addresses it is read at."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from apps.core.fields import LinesField
from apps.municipalities.models import Committee, ScopedQuerySet
from apps.publishing.models.edition_partner import EditionPartner as EditionPartner
from apps.publishing.models.edition_topic import EditionTopic as EditionTopic
from apps.publishing.models.immutable import Immutable, ImmutableQuerySet
from apps.publishing.models.preview_link import PreviewLink as PreviewLink
from apps.strategies.kinds import PROPOSALS, Kind, Level, Stage
from apps.strategies.models import ElementIdentity, Plan, Relation
from apps.strategies.models.source import WithOriginal


class EditionQuerySet(ImmutableQuerySet, ScopedQuerySet):
    scope = "plan__municipality"

    def current(self) -> "EditionQuerySet":
        """The one edition of each published plan that citizens read."""
        return self.filter(is_current=True)

    def in_force(self) -> "EditionQuerySet":
        """The current ones of adopted plans whose place no other published plan takes: a proposal does not yet.

        Whatever says “the plans in force” means these: proposals are not yet, repealed and succeeded ones no longer.
        """
        later = Edition.objects.filter(is_current=True, succeeds=OuterRef("plan"))
        later = later.exclude(stage__in=PROPOSALS)
        return self.current().filter(~Exists(later), stage=Stage.ADOPTED)


class Edition(Immutable):
    """A plan as it was published once. Content never changes, except that a passage may be retracted."""

    class Nature(models.TextChoices):
        ADOPTED = "adopted", _("adopted")
        EDITORIAL = "editorial", _("editorial correction")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="editions", verbose_name=_("plan"))
    number = models.PositiveIntegerField(_("number"))
    is_current = models.BooleanField(_("current"), default=True)
    nature = models.CharField(_("what it is"), max_length=20, choices=Nature)
    public_note = LinesField(_("public note"), blank=True, max_length=2000)
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("published by"),
        help_text=_("Never public."),
    )
    republished_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("earlier edition published again"),
    )
    title = models.CharField(_("title"), max_length=300)
    level = models.CharField(_("level"), max_length=20, choices=Level)
    start_year = models.PositiveSmallIntegerField(_("first year"), null=True)
    end_year = models.PositiveSmallIntegerField(_("last year"), null=True)
    adopted_on = models.DateField(_("adopted on"), null=True)
    case_reference = models.CharField(_("case"), max_length=100, blank=True)
    # Kept, because what was said once of a committee must lead to it for good; one that is no more can be renamed so.
    committee = models.ForeignKey(Committee, models.PROTECT, null=True, blank=True, related_name="+")
    committee_slug = models.CharField(max_length=80, blank=True)
    committee_name = models.CharField(_("committee"), max_length=150, blank=True)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.ADOPTED)
    hearing_until = models.DateField(_("hearing until"), null=True, blank=True)
    carries_out = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="+")
    carries_out_slug = models.CharField(_("carries out"), max_length=80, blank=True)
    succeeds = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="+")
    succeeds_slug = models.CharField(_("takes the place of"), max_length=80, blank=True)
    element_count = models.PositiveIntegerField(_("elements"))
    has_sources = models.BooleanField(default=False, help_text=_("Source documents were published with it."))
    remarks = models.JSONField(
        default=list, help_text="What a reader should know, element by element: see apps.publishing.notices."
    )
    digest_format = models.PositiveSmallIntegerField(
        default=4, help_text="Which parts the digest is made of: see apps.publishing.digest."
    )
    digest = models.CharField(
        max_length=64, help_text=_("SHA-256 of the content's text, to tell whether anything was changed.")
    )

    #: The newest edition's number, where ``reading.published_edition`` has added it.
    current_number: int | None
    #: Where the plans above, before and after it are read, and what they are called: see ``apps.publishing.plans_around``.
    upper_title: str | None
    upper_slug: str | None
    former_title: str | None
    former_slug: str | None
    successor_slug: str | None
    successor_title: str | None
    #: When its plan was first adopted, where ``dated.edition_on`` has added it.
    first_adoption: date | None

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["plan_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="publishing_edition_number"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(is_current=True), name="publishing_edition_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"

    @property
    def sources_path(self) -> str:
        """Where its source texts are read, under the address of its plan. Each edition keeps those it was made with."""
        return "kilde/" if self.is_current else f"udgaver/{self.number}/kilde/"


class EditionElement(Immutable):
    """One element of an edition: a row of flat reading order."""

    # The constraint on edition and position is an index on the edition too.
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="elements", db_index=False)
    identity = models.ForeignKey(ElementIdentity, models.PROTECT, related_name="edition_elements")
    position = models.PositiveIntegerField(help_text="Place in reading order; the root is 0.")
    last_position = models.PositiveIntegerField(
        help_text="Position of the last element under it, or its own."
    )
    parent_position = models.PositiveIntegerField(null=True)
    depth = models.PositiveSmallIntegerField(help_text="The root is 0.")
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=300)
    slug = models.CharField(
        max_length=100, blank=True, help_text="Address when published; the root has none."
    )
    body = models.TextField(blank=True, help_text="Canonical safe HTML.")
    text = models.TextField(blank=True, help_text="Plain text, one paragraph a line.")
    is_derived = models.BooleanField(default=False)
    deviates = models.BooleanField(default=False, help_text="The wording differs from the source passages.")
    parts_stated = models.PositiveSmallIntegerField(null=True)
    parts_kind = models.CharField(max_length=20, blank=True)
    responsible = models.ForeignKey(
        Committee, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    responsible_slug = models.CharField(max_length=80, blank=True)
    responsible_name = models.CharField(max_length=150, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    is_continuous = models.BooleanField(default=False)
    passages = models.JSONField(
        default=list,
        help_text="[{source, first, last, role, paragraph, text, note, repairs: [{kind, before, after, why}]}]",
    )

    #: Its place in the chain, where ``reading`` has added it: see ``apps.publishing.chain``.
    is_taken_up: bool
    takes_up: bool
    has_lower_plans: bool
    #: The address it has today, where ``dated.row_on`` has added it.
    current_slug: str | None
    #: Its topics and partners, where ``reading`` has added them: see ``apps.publishing.named``.
    topic_lines: str | None
    partner_lines: str | None
    #: Whether today's edition of its plan lacks it, where ``last_rows`` has added it.
    is_dropped: bool

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        verbose_name = _("published element")
        verbose_name_plural = _("published elements")
        ordering = ["edition_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "position"], name="publishing_editionelement_position"
            ),
            models.UniqueConstraint(
                fields=["edition", "identity"], name="publishing_editionelement_identity"
            ),
        ]
        # Most elements are nobody's in particular: an index without them costs publishing next to nothing.
        indexes = [
            models.Index(
                fields=["responsible"],
                condition=Q(responsible__isnull=False),
                name="publishing_element_responsible",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n") if self.text else []


class EditionRelation(Immutable):
    """A relation as it stood when the source's plan was published."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="relations")
    source = models.ForeignKey(ElementIdentity, models.PROTECT, related_name="+")
    target = models.ForeignKey(ElementIdentity, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Relation.Kind)
    note = models.CharField(max_length=300, blank=True)

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        ordering = ["edition_id", "pk"]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"


class EditionSource(WithOriginal, Immutable):
    """A source document as it was published with an edition, and what each of its lines became."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sources")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    file_name = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    passages = models.JSONField(
        default=list,
        help_text="[{first, last, role, uid, paragraph, text, note, repairs: [{kind, before, after, why}]}]",
    )

    objects = ImmutableQuerySet.as_manager()

    @property
    def repaired(self) -> int:
        """In how many places words were repaired when the document was read in."""
        return sum(bool(passage.get("repairs")) for passage in self.passages)

    class Meta:
        ordering = ["edition_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="publishing_editionsource_number")
        ]

    def __str__(self) -> str:
        return self.title


class PublishedAddress(models.Model):
    """A slug that was allotted to an element of a plan; never given to another."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="addresses", db_index=False)
    slug = models.CharField(max_length=100)
    identity = models.ForeignKey(ElementIdentity, models.PROTECT, related_name="addresses")
    is_primary = models.BooleanField(default=True, help_text="The others redirect to it.")

    class Meta:
        ordering = ["plan_id", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "slug"], name="publishing_publishedaddress_slug"),
            models.UniqueConstraint(
                fields=["identity"],
                condition=Q(is_primary=True),
                name="publishing_publishedaddress_one_primary",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Rendering(models.Model):
    """Rendered text of an edition, with places for live facts: a cache, thrown away at will."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="renderings")
    language = models.CharField(max_length=5)
    code_version = models.CharField(max_length=40)
    outline = models.TextField()
    body = models.TextField()
    slots = models.TextField(
        blank=True, help_text="Where in the body the facts about each element go: “identity:offset …”."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "language", "code_version"], name="publishing_rendering_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition} ({self.language})"
