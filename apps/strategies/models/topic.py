from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.collation import Danish
from apps.core.fields import LineField


class Topic(models.Model):
    """A subject heading that all municipalities share."""

    name = LineField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = [Danish("name")]

    def __str__(self) -> str:
        return self.name
