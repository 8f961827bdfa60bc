"""Somebody was faster: what a deed was decided upon is no longer so.

Operations raise one of these under the lock and change nothing. Faces show ``str(conflict)``, which says who did what
meanwhile and what to do now; no screen has words of its own for it.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Conflict(Exception):
    """Nothing was changed, because somebody else was faster.

    ``titles`` name what they changed, empty where the page says it anyway. ``who`` did it ``when``; None where nobody knows.
    """

    #: What happened, with ``%(who)s`` and ``%(what)s``.
    happened = gettext_lazy("%(who)s has changed %(what)s in the meantime.")
    then = gettext_lazy("Nothing has been changed. Look at it again first.")

    def __init__(
        self, *titles: str, who: object | None = None, when: datetime | None = None, key: int | None = None
    ) -> None:
        super().__init__(*titles)
        self.titles = titles
        self.who = who
        self.when = when
        self.key = key

    def __str__(self) -> str:
        return f"{self.what_happened} {self.then}"

    @property
    def what_happened(self) -> str:
        """Who did what, without what is to be done now: for a page that offers more than to look again."""
        titles = [_("“%(title)s”") % {"title": title} for title in self.titles]
        return self.happened % {"who": self.who or _("Somebody else"), "what": ", ".join(titles) or _("this")}


class SavedMeanwhile(Conflict):
    """What was read before the deed has been saved since."""

    happened = gettext_lazy("%(who)s has saved %(what)s in the meantime.")


class MovedMeanwhile(Conflict):
    """What was seen at one place stands at another now."""

    happened = gettext_lazy("%(who)s has moved %(what)s in the meantime.")


class Gone(Conflict):
    """What the deed is about, or what it was to stand beside, is no longer there. ``key`` is that of what is missing."""

    happened = gettext_lazy("The element or the place is no longer there: %(who)s has changed the plan.")
    then = gettext_lazy("Nothing has been changed.")


class DoneMeanwhile(Conflict):
    """Somebody, perhaps the same person in another window, did just this already."""

    happened = gettext_lazy("It has been done already.")
    then = gettext_lazy("There is nothing more to do.")


class PublishedMeanwhile(Conflict):
    """The plan or its current edition is no longer what the editor looked at."""

    happened = gettext_lazy("%(who)s has changed or published the plan while you were looking.")
    then = gettext_lazy("Nothing was published. See what would change now, and decide again.")


#: Why an operation may refuse a deed, to be said in words where the person stands.
REFUSED = (ValidationError, Conflict)


def in_words(refused: ValidationError | Conflict) -> str:
    """The refusal as one text."""
    return " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
