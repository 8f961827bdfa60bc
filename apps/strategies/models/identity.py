"""What an element permanently is."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.municipalities.models import Municipality, ScopedQuerySet
from apps.strategies.models.guard import structure_may_change
from apps.strategies.models.plan import Plan
from apps.strategies.models.topic import Topic

_FIXED = frozenset({"uid", "plan", "plan_id", "municipality", "municipality_id"})


class ElementIdentityQuerySet(ScopedQuerySet):
    """Refuses to delete identities and to make them another plan's."""

    def update(self, **kwargs: Any) -> int:
        if _FIXED & kwargs.keys():
            structure_may_change("update() of identities")
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        structure_may_change("delete() of identities")
        return super().delete()

    def bulk_update(self, objs: Any, fields: Any, *args: Any, **kwargs: Any) -> int:
        structure_may_change("bulk_update() of identities")
        return super().bulk_update(objs, fields, *args, **kwargs)


class ElementIdentity(models.Model):
    """What an element permanently is. Never deleted: addresses, follow-up and decisions hang on it."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="identities")
    topics = models.ManyToManyField(Topic, blank=True, related_name="identities", verbose_name=_("topics"))

    objects = ElementIdentityQuerySet.as_manager()

    class Meta:
        verbose_name = _("identity")
        verbose_name_plural = _("identities")

    def __str__(self) -> str:
        """The title of the element in the working tree, in words where it was deleted."""
        element = getattr(self, "element", None)
        return element.title if element else gettext("(deleted element)")

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if args or fields is None or self._state.adding or _FIXED & set(fields):
            structure_may_change("save() of an identity")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        structure_may_change("delete() of an identity")
        return super().delete(*args, **kwargs)
