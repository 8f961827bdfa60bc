"""How a plan or one of its elements is cited: in words, and as BibTeX and RIS, which programs for references read."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from apps.core.danish_words import DanishWords, Sentence, sentence
from apps.core.text import danish_slug
from apps.publishing.models import Edition

#: What means something to TeX, and how it is written there. BibTeX counts braces, those behind a backslash too, so that no bare
#: one may stand in a value.
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "#": r"\#", "$": r"\$", "%": r"\%", "&": r"\&", "_": r"\_",
}  # fmt: skip
#: The names that BibTeX's styles know the months by.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Citation:
    """What is cited. ``element`` is the title of an element, empty where the whole plan is cited; ``address`` is permanent."""

    municipality: str
    plan: str
    element: str
    edition: int
    published: date
    address: str
    key: str  # what the work is called in a list of references; ASCII

    @property
    def text(self) -> Sentence:
        """The citation in words, in the language that is active."""
        told: dict[str, object] = {
            "municipality": DanishWords(_one_line(self.municipality)),
            "plan": DanishWords(_one_line(self.plan)),
            "element": DanishWords(_one_line(self.element)),
            "number": self.edition,
            "date": date_format(self.published),
            "address": self.address,
        }
        if self.element:
            return sentence(
                _(
                    "%(municipality)s: “%(element)s”, in “%(plan)s”, edition %(number)s, published %(date)s. %(address)s"
                ),
                told,
            )
        return sentence(
            _("%(municipality)s: “%(plan)s”, edition %(number)s, published %(date)s. %(address)s"), told
        )

    @property
    def bibtex(self) -> str:
        """As an entry of a BibTeX file: http://www.bibtex.org/Format/; ``date`` and ``langid`` are for BibLaTeX."""
        entry = "incollection" if self.element else "misc"
        fields = {
            "author": f"{{{_tex(self.municipality)}}}",
            "title": f"{{{_tex(self.element or self.plan)}}}",
        }
        if self.element:
            fields["booktitle"] = f"{{{_tex(self.plan)}}}"
        fields |= {
            "publisher": _tex(self.municipality),
            "edition": str(self.edition),
            "year": str(self.published.year),
            "date": self.published.isoformat(),
            "url": self.address,
            "langid": "danish",
        }
        lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items()]
        month = f"  month = {_MONTHS[self.published.month - 1]},\n"
        return f"@{entry}{{{self.key},\n{''.join(lines)}{month}}}\n"

    @property
    def ris(self) -> str:
        """As a record of a RIS file: two letters, two spaces, a hyphen and a space before each value, lines ended by CR and LF."""
        title = _one_line(self.element or self.plan)
        fields = [
            ("TY", "CHAP" if self.element else "RPRT"),
            ("AU", _one_line(self.municipality)),
            ("TI", title),
            *([("T2", _one_line(self.plan))] if self.element else []),
            ("PB", _one_line(self.municipality)),
            ("ET", str(self.edition)),
            ("PY", str(self.published.year)),
            ("DA", self.published.strftime("%Y/%m/%d/")),
            ("LA", "da"),
            ("UR", self.address),
            ("ER", ""),
        ]
        return "".join(f"{tag}  - {value}\r\n" for tag, value in fields)


def citation_of(
    edition: Edition, municipality: str, plan_slug: str, address: str, *, element: str = "", slug: str = ""
) -> Citation:
    """How ``edition``, or its element called ``element``, is cited; both are found for good at ``address``."""
    parts = (danish_slug(municipality), plan_slug, str(edition.number), slug)
    return Citation(
        municipality=municipality,
        plan=edition.title,
        element=element,
        edition=edition.number,
        published=timezone.localdate(edition.published_at),
        address=address,
        key=slugify("-".join(part for part in parts if part)),
    )


def _one_line(words: str) -> str:
    return " ".join(_CONTROLS.sub(" ", words).split())


def _tex(words: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in _one_line(words))
