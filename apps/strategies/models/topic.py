from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from apps.core.collation import Danish
from apps.core.fields import LineField, LinesField
from apps.strategies.topics.patterns import unreadable

MAX_DESCRIPTION = 200


class TopicManager(models.Manager["Topic"]):
    """Finds a topic by its address, which JSON fixtures name it by."""

    def get_by_natural_key(self, slug: str) -> "Topic":
        return self.get(slug=slug)


class Topic(models.Model):
    """A subject heading that all municipalities share, with a sentence on what belongs under it.

    Which topics an element has is said by the portal and its editors; it is never the council's word.
    """

    name = LineField(_("name"), max_length=100, unique=True)
    name_en = LineField(_("English name"), max_length=100, blank=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    # Topics that are older than this field have none until somebody writes it.
    description = LineField(_("what it is about"), max_length=MAX_DESCRIPTION, blank=True)
    words = LinesField(_("words that suggest it"), blank=True)

    objects = TopicManager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = [Danish("name")]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def clean(self) -> None:
        """Refuses words that could never be found in a text, and those that would be found in every one."""
        super().clean()
        if wrong := unreadable(self.words):
            raise ValidationError(
                {
                    "words": ValidationError(
                        _(
                            "“%(word)s” cannot be looked for. Write one word or phrase on each line; a * stands for any letters, with at least three others beside it."
                        ),
                        params={"word": wrong[0]},
                    )
                }
            )

    @property
    def label(self) -> str:
        """The name in the reader's language, as far as there is one."""
        return self.name_en if self.name_en and not self.is_named_in_danish else self.name

    @property
    def is_named_in_danish(self) -> bool:
        """Whether ``label`` is the Danish name."""
        return (get_language() or "da").startswith("da") or not self.name_en
