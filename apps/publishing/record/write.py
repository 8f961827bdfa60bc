"""How the operations of this app write the record: each in its own transaction, after everything else but the public version.

Nothing that citizens read of a plan's content changes in another way, so each such change has its entry.
"""

from typing import Any

from apps.publishing.models import Edition, EditionSeal, RecordEntry, Retraction, Withdrawal
from apps.publishing.record.edition_file import edition_file
from apps.publishing.record.entries import (
    append,
    digest_of_words,
    lock_record,
    new_secret,
    publication,
    retraction_of,
    salt_words,
    seal,
    withdrawal_of,
)
from apps.publishing.record.lines import sha256
from apps.publishing.record.missing import root_of, write_missing
from apps.publishing.record.stored import Stored, stored
from apps.strategies.models import ElementIdentity


def record_publication(edition: Edition, content: Any) -> None:
    """Enter an edition that has just been written with ``content``."""
    _prepare(edition.plan.municipality_id, edition)
    uids = dict(ElementIdentity.objects.filter(plan=edition.plan_id).values_list("pk", "uid"))
    if ends := {row.target_id for row in content.relations} - uids.keys():
        uids |= dict(ElementIdentity.objects.filter(pk__in=ends).values_list("pk", "uid"))
    made = Stored(edition, content, uids)
    append(publication(made, seal(made).digest))


def record_withdrawal(withdrawal: Withdrawal) -> None:
    """Enter that a plan was taken back."""
    _prepare(withdrawal.plan.municipality_id, withdrawal)
    append(withdrawal_of(withdrawal, root_of(withdrawal.plan_id)))


def record_retraction(retraction: Retraction) -> None:
    """Enter that a passage was left out, with the digests of what is left; nothing of a plan that was never published."""
    plan = retraction.identity.plan
    last = Edition.objects.filter(plan=plan).order_by("-number").first()
    if last is None:
        return
    _prepare(plan.municipality_id, retraction)
    replaces = {"editions": _sealed_anew(plan.pk), "words": _salted_anew(plan.pk)}
    append(retraction_of(retraction, root_of(plan.pk), last.title, replaces))


def _prepare(municipality_id: int, row: Any) -> None:
    lock_record()
    write_missing(municipality_id=municipality_id, leaving_out=row)


def _sealed_anew(plan_id: int) -> dict[str, str]:
    """The digests of the editions that are not what they were, by number; with a secret that tells nothing of the former."""
    editions = Edition.objects.filter(plan=plan_id).select_related("plan__municipality").order_by("pk")
    seals = {seal.edition_id: seal for seal in EditionSeal.objects.filter(edition__plan=plan_id)}
    replaced = {}
    for found in stored(list(editions)):
        sealed = seals[found.edition.pk]
        if _digest(found, sealed) != sealed.digest:
            sealed.secret = new_secret()
            sealed.digest = replaced[str(found.edition.number)] = _digest(found, sealed)
            sealed.save(update_fields=["secret", "digest"])
    return replaced


def _digest(found: Stored, sealed: EditionSeal) -> str:
    return sha256(
        edition_file(
            found.edition, found.content, uids=found.uids, secret=sealed.secret, format=sealed.format
        )
    )


def _salted_anew(plan_id: int) -> dict[str, str]:
    """The digests of the words of entries that are not what they were, by the entry's number."""
    replaced = {}
    for entry in RecordEntry.objects.filter(plan=plan_id).order_by("number"):
        if digest_of_words(entry) != entry.words_digest:
            replaced[str(entry.number)] = salt_words(entry)
            entry.save(update_fields=["salt", "words_digest"])
    return replaced
