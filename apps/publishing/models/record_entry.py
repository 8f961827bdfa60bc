"""The public record: an entry for every publication, withdrawal and retraction, chained so that none can be changed unseen."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.municipalities.models import Municipality, ScopedQuerySet
from apps.publishing.models.edition import Edition
from apps.publishing.models.immutable import Immutable, ImmutableQuerySet
from apps.publishing.models.withdrawal import Retraction, Withdrawal
from apps.strategies.models import Plan


class RecordEntryQuerySet(ImmutableQuerySet, ScopedQuerySet):
    scope = "municipality"


class RecordEntry(Immutable):
    """One entry of the record of a municipality, which is a link of the whole portal's chain too.

    ``line`` is what was sealed, as the bytes whose SHA-256 is ``digest``; it never changes and holds no words that anybody wrote. The
    words stand beside it, and the line holds their digest, so that a retraction can take words out of them: the entry
    of the retraction then says the digest of what is left (``apps.publishing.record.lines``).
    """

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("published")
        REPUBLISHED = "republished", _("published again")
        WITHDRAWN = "withdrawn", _("withdrawn")
        RETRACTED = "retracted", _("passage left out")

    # The constraint on municipality and number is an index on the municipality too.
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField(help_text="From 1, without gaps, in each municipality.")
    portal_number = models.PositiveBigIntegerField(
        unique=True, help_text="From 1, without gaps, in the portal."
    )
    kind = models.CharField(max_length=20, choices=Kind)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="record_entries")
    edition = models.OneToOneField(
        Edition, models.PROTECT, null=True, related_name="record_entry", help_text="What was published."
    )
    withdrawal = models.OneToOneField(Withdrawal, models.PROTECT, null=True, related_name="record_entry")
    retraction = models.OneToOneField(Retraction, models.PROTECT, null=True, related_name="record_entry")
    at = models.DateTimeField(help_text="When it was done.")
    recorded_at = models.DateTimeField(
        help_text="When the entry was written: later, where the record is younger."
    )
    line = models.TextField(help_text="Canonical JSON, which the digest is made of.")
    digest = models.CharField(max_length=64, unique=True)
    plan_slug = models.CharField(max_length=80)
    plan_title = models.CharField(max_length=300)
    note = models.TextField(blank=True, help_text="The public note, or the reason of a retraction.")
    salt = models.CharField(
        max_length=64, help_text="Keeps the words from being guessed once they are left out."
    )
    words_digest = models.CharField(max_length=64, help_text="Of the words as they now stand.")

    objects = RecordEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the record")
        verbose_name_plural = _("entries of the record")
        ordering = ["portal_number"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="publishing_recordentry_number"),
            models.CheckConstraint(
                condition=(
                    Q(
                        edition__isnull=False,
                        withdrawal=None,
                        retraction=None,
                        kind__in=["published", "republished"],
                    )
                    | Q(edition=None, withdrawal__isnull=False, retraction=None, kind="withdrawn")
                    | Q(edition=None, withdrawal=None, retraction__isnull=False, kind="retracted")
                ),
                name="publishing_recordentry_about_one_deed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.plan_title}"


class EditionSeal(Immutable):
    """What the public file of an edition is made with (``apps.publishing.record.edition_file``), and its SHA-256.

    The secret is never public, but what is derived from it is. It is made anew where a retraction takes words out: nobody
    can then try out which words would have given the former digest.
    """

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="seal")
    format = models.PositiveSmallIntegerField()
    secret = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        verbose_name = _("seal of an edition")
        verbose_name_plural = _("seals of editions")
        ordering = ["edition_id"]

    def __str__(self) -> str:
        return self.digest
