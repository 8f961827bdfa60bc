"""What most visits to a plan need to know, and no more: is it there, has it changed, are its bytes kept.

The statements are written out, because making them anew takes Django several times as long as everything else that such
a visit costs (``bench/`` measures it).
"""

from dataclasses import dataclass

from django.db import connection

_GLANCE = """
    SELECT e.id, m.public_version, {page} FROM publishing_edition e
    JOIN strategies_plan p ON p.id = e.plan_id
    JOIN municipalities_municipality m ON m.id = p.municipality_id
    {join}
    WHERE e.is_current AND p.slug = %s AND m.slug = %s
"""
# As apps.core.conditional.page_version writes it.
_KEPT = """
    LEFT JOIN publishing_rendering r ON r.edition_id = e.id AND r.language = %s
    AND r.page_version = %s || '-' || CAST(m.public_version AS varchar(20))
"""
_WITHOUT_PAGE = _GLANCE.format(page="NULL", join="")
_WITH_PAGE = {
    "br": _GLANCE.format(page="r.page_brotli", join=_KEPT),
    "gzip": _GLANCE.format(page="r.page_gzip", join=_KEPT),
}


@dataclass(frozen=True, slots=True)
class Glance:
    """The current edition of a plan, the public version of its municipality, and its page's bytes if they are kept."""

    edition_id: int
    public_version: int
    page: bytes | None


def glance(
    municipality_slug: str, plan_slug: str, *, language: str = "", name: str = "", encoding: str = "identity"
) -> Glance | None:
    """The state of a published plan, ``None`` where ``reading.published_plan`` would say why not. One query.

    With an ``encoding`` (``br``, ``gzip``) it brings what ``pages.whole_page`` kept of the page of that ``name``
    (``conditional.page_name``) in its present state.
    """
    statement, kept = _WITHOUT_PAGE, []
    if encoding in _WITH_PAGE:
        statement, kept = _WITH_PAGE[encoding], [language, name]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*kept, plan_slug, municipality_slug])
        row = cursor.fetchone()
    return Glance(row[0], row[1], bytes(row[2]) if row[2] else None) if row else None
