from django.conf import settings
from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.municipalities.models import ScopedQuerySet
from apps.strategies.models.identity import ElementIdentity
from apps.strategies.models.plan import Plan


class MoveQuerySet(ScopedQuerySet):
    scope = "plan__municipality"

    def latest_of_each(self) -> dict[int, int]:
        """The key of the newest move of each identity: what somebody saw who has the tree before them."""
        rows = self.order_by().values("identity_id").annotate(newest=Max("pk"))
        return dict(rows.values_list("identity_id", "newest"))

    def last_deed_of(self, user: User) -> "MoveQuerySet":
        """The moves, newest first, of the last deed of ``user`` that can be undone."""
        last = (
            self.filter(moved_by=user, deed__isnull=False, is_cancelled=False)
            .order_by("-pk")
            .values("deed")[:1]
        )
        return self.filter(deed__in=list(last.values_list("deed", flat=True))).order_by("-pk")


class Move(models.Model):
    """An element was moved: from where, to where, when and by whom. Places count from 0."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="moves", verbose_name=_("plan"))
    identity = models.ForeignKey(ElementIdentity, models.CASCADE, related_name="+", verbose_name=_("element"))
    title = models.CharField(_("title"), max_length=300)
    from_parent = models.ForeignKey(ElementIdentity, models.CASCADE, related_name="+")
    from_position = models.PositiveIntegerField()
    to_parent = models.ForeignKey(ElementIdentity, models.CASCADE, related_name="+")
    to_position = models.PositiveIntegerField()
    moved_at = models.DateTimeField(_("moved"), auto_now_add=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    deed = models.UUIDField(
        _("deed"),
        null=True,
        help_text=_("What was moved together; empty where it cannot be undone by itself."),
    )
    is_cancelled = models.BooleanField(
        _("taken back"), default=False, help_text=_("The move was undone, or is itself the undoing of one.")
    )

    objects = MoveQuerySet.as_manager()

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ["-moved_at", "-pk"]
        indexes = [models.Index(fields=["plan", "-moved_at"], name="strategies_move_newest")]

    def __str__(self) -> str:
        return self.title
