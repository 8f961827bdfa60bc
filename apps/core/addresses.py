"""Words of the public address table that no municipality, plan or element may take as its slug."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: First part of an address, where a municipality's slug stands.
RESERVED_FOR_MUNICIPALITIES = frozenset(
    [
        "admin",
        "api",
        "arbejdsrum",
        "e",
        "en",
        "farve",
        "favicon",
        "healthz",
        "kladde",
        "konto",
        "log",
        "media",
        "readyz",
        "robots",
        "sammenlign",
        "sitemap",
        "soeg",
        "static",
        "stil",
        "svar",
        "was",
    ]
)
#: Second part, where a plan's slug stands.
RESERVED_FOR_PLANS = frozenset(["beslutninger", "indikatorer", "log", "logo", "nyt", "opfoelgning", "udvalg"])
#: Third part, where an element's slug stands.
RESERVED_FOR_ELEMENTS = frozenset(["forgaenger", "kilde", "pr", "udgaver"])


def refuse_reserved(slug: str, reserved: frozenset[str]) -> None:
    """Raise ``ValidationError`` where ``slug`` is a word of the address table."""
    if slug in reserved:
        raise ValidationError(
            _("“%(slug)s” is a word the portal's own addresses use. Choose another."),
            code="reserved",
            params={"slug": slug},
        )


def public_path(*words: str, language: str) -> str:
    """The root-relative address of a public page: ``/herning/plan/`` in Danish, ``/en/herning/plan/`` in English.

    For what knows no request and has thousands of addresses to write; faces and templates reverse URL names.
    """
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return f"{prefix}/{'/'.join(words)}/"
