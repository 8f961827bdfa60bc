"""Versions that tell caches when something public changed."""

from django.db.models import F

from apps.municipalities.models import Municipality, PublicState


def bump_public_version(*, municipality_id: int) -> None:
    """Say that something public of the municipality changed; call it last in the transaction that changes it.

    Every ETag is made of these versions, so all workers and hosts see the change with the commit. The portal's own
    version comes first: two transactions that change several municipalities then wait for each other, and never in a ring.
    """
    if not PublicState.objects.update(version=F("version") + 1):
        PublicState.objects.bulk_create([PublicState()], ignore_conflicts=True)
        PublicState.objects.update(version=F("version") + 1)
    Municipality.objects.filter(pk=municipality_id).update(public_version=F("public_version") + 1)


def portal_version() -> int:
    """The version of everything public."""
    return PublicState.objects.values_list("version", flat=True).first() or 1
