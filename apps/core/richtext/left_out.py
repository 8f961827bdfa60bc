"""What a pasted text had that is not kept, said in words beside the editor."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

IMAGE, STRUCK, COMMENT, LINK, MEDIA, FIELD = "image", "struck", "comment", "link", "media", "field"
UNSEEN = "unseen"  # nobody saw it where it was copied, and nobody is told


@dataclass(frozen=True)
class LeftOut:
    """One thing that was left out, and the words it had, if any: an image's description, a link's text."""

    kind: str
    words: str = ""


def in_words(things: Iterable[LeftOut]) -> list[str]:
    """A sentence for each thing that has words of its own, and one for all others of a kind."""
    counts: Counter[str] = Counter()
    sentences: list[str] = []
    for thing in things:
        if thing.words and thing.kind == IMAGE:
            sentences.append(_("An image was left out: “%(words)s”") % {"words": thing.words})
        elif thing.words and thing.kind == LINK:
            sentences.append(
                _("A link without a whole address became plain text: “%(words)s”") % {"words": thing.words}
            )
        else:
            counts[thing.kind] += 1
    sentences += [_counted(kind, number) for kind, number in counts.items()]
    return list(dict.fromkeys(sentences))


def _counted(kind: str, number: int) -> str:
    said = {
        IMAGE: lambda: ngettext("An image was left out", "%(count)s images were left out", number),
        STRUCK: lambda: ngettext(
            "A struck passage was left out", "%(count)s struck passages were left out", number
        ),
        COMMENT: lambda: ngettext("A comment was left out", "%(count)s comments were left out", number),
        LINK: lambda: ngettext(
            "A link without a whole address became plain text",
            "%(count)s links without a whole address became plain text",
            number,
        ),
        MEDIA: lambda: ngettext(
            "A film, sound or embedded page was left out",
            "%(count)s films, sounds or embedded pages were left out",
            number,
        ),
        FIELD: lambda: ngettext(
            "A field to fill in was left out", "%(count)s fields to fill in were left out", number
        ),
    }
    return said[kind]() % {"count": _number(number)}


def _number(number: int) -> str:
    """A small number in a word, as one writes it at the beginning of a sentence."""
    words = [
        _("Two"),
        _("Three"),
        _("Four"),
        _("Five"),
        _("Six"),
        _("Seven"),
        _("Eight"),
        _("Nine"),
        _("Ten"),
    ]
    return words[number - 2] if 2 <= number <= 10 else str(number)
