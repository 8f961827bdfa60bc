"""Versions that tell caches when something public changed."""

from django.db import connection
from django.db.models import F
from django.utils import timezone

from apps.core.conditional import PublicVersion
from apps.municipalities.models import Municipality, PublicState

#: What counts for pages that show more than one municipality; any other counter is a municipality's, by its key.
PORTAL = 0
_DAYS = 10_000_000  # more days than the calendar has
# Written out, because making the statement anew takes Django several times as long as everything else that such a visit costs.
_OF_THE_PORTAL = "SELECT version FROM municipalities_publicstate WHERE id = 1"
_OF_A_MUNICIPALITY = "SELECT public_version FROM municipalities_municipality WHERE id = %s"


def bump_public_version(*, municipality_id: int) -> None:
    """Say that something public of the municipality changed; call it last in the transaction that changes it.

    Every ETag is made of these versions, so all workers and hosts see the change with the commit. The portal's own
    version comes first: two transactions that change several municipalities then wait for each other, and never in a ring.
    """
    bump_portal_version()
    Municipality.objects.filter(pk=municipality_id).update(public_version=F("public_version") + 1)


def bump_portal_version() -> None:
    """The same for what municipalities share and no page of a single one shows, such as what is said of topics."""
    if not PublicState.objects.update(version=F("version") + 1):
        PublicState.objects.bulk_create([PublicState()], ignore_conflicts=True)
        PublicState.objects.update(version=F("version") + 1)


def public_version(counter: int) -> int | None:
    """How far the portal's counter or a municipality's has come; None where there is no such municipality. One query."""
    with connection.cursor() as cursor:
        if counter == PORTAL:
            cursor.execute(_OF_THE_PORTAL)
        else:
            cursor.execute(_OF_A_MUNICIPALITY, [counter])
        found = cursor.fetchone()
    return _today(found[0]) if found else (_today(1) if counter == PORTAL else None)


def _today(version: int) -> int:
    """The version as of today: what is overdue or in hearing changes at midnight without anybody's doing."""
    return version * _DAYS + timezone.localdate().toordinal()


def state_of(municipality: Municipality) -> PublicVersion:
    """What pages of one municipality depend on; no query."""
    return PublicVersion(municipality.pk, _today(municipality.public_version))


def state_of_portal() -> PublicVersion:
    """What pages of several municipalities depend on. One query."""
    return PublicVersion(PORTAL, _today(portal_version()))


def portal_version() -> int:
    """The version of everything public."""
    return PublicState.objects.values_list("version", flat=True).first() or 1
