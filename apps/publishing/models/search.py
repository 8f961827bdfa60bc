"""What search reads: an entry for each published element, its tokens in the database's own index, and each plan's words."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.fields import LineField
from apps.municipalities.models import Municipality, ScopedQuerySet
from apps.publishing.models.edition import EditionElement
from apps.strategies.kinds import Kind
from apps.strategies.models import Plan

#: Keys of entries are a plan's key times this, and the position of the element: reading order within the plan.
PLACES = 1_000_000


class SearchEntry(models.Model):
    """An element of a current edition as search finds it. Made of the edition and thrown away at will."""

    id = models.BigIntegerField(primary_key=True, help_text="Plan × 1,000,000 + position.")
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    element = models.OneToOneField(EditionElement, models.CASCADE, related_name="search_entry")
    kind = models.CharField(max_length=20, choices=Kind)
    words = models.TextField(help_text="Folded words of title and text in their order, a space around each.")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.pk)


class TokensField(models.TextField):
    """Tokens with a space between them, found with ``__match``. A ``tsvector`` on PostgreSQL."""

    def db_type(self, connection: Any) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"


class SearchTokens(models.Model):
    """The tokens of an entry, in a full-text table that a migration makes: FTS5 on SQLite, a GIN index on PostgreSQL."""

    entry = models.OneToOneField(
        SearchEntry,
        models.CASCADE,
        primary_key=True,
        db_column="rowid",
        db_constraint=False,
        related_name="index",
    )
    tokens = TokensField()

    class Meta:
        managed = False
        db_table = "publishing_search"

    def __str__(self) -> str:
        return str(self.pk)


@TokensField.register_lookup
class Matches(models.Lookup):
    """Whether the tokens fit an expression, which ``apps.publishing.search.expressions`` writes for either database."""

    lookup_name = "match"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, list[str]]:
        return "%s", [value.written_for(connection.vendor)]

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:
        left, parameters = self.process_lhs(compiler, connection)
        return f"{left} MATCH %s", [*parameters, self.rhs.written_for("sqlite")]

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:
        left, parameters = self.process_lhs(compiler, connection)
        return f"{left} @@ (SELECT %s::tsquery)", [*parameters, self.rhs.written_for("postgresql")]


class PlanWords(models.Model):
    """The words of a published plan, for suggestions: “word count” in each line. A new row whenever they change."""

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="+")
    words = models.TextField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.plan)


class EverydayWordQuerySet(ScopedQuerySet):
    scope = "municipality"


class EverydayWord(models.Model):
    """What citizens say, and the words that a municipality's plans use instead."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="everyday_words", verbose_name=_("municipality")
    )
    word = LineField(
        _("everyday word"), max_length=60, help_text=_("What citizens search for, for example: harbour.")
    )
    finds = LineField(
        _("also finds"),
        max_length=300,
        help_text=_("The plans’ own words with a comma between, for example: water, fjord."),
    )

    objects = EverydayWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("everyday word")
        verbose_name_plural = _("everyday words")
        ordering = ["word"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "word"],
                name="publishing_everydayword_once",
                violation_error_message=_("This word is in the list already. Change the one that is there."),
            )
        ]

    def __str__(self) -> str:
        return self.word
