"""Retracting a passage with personal data: out of every edition, the working tree and all that remembers it."""

from collections.abc import Collection

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.municipalities.freshness import bump_public_version
from apps.publishing.content import Content
from apps.publishing.digest import digest_of
from apps.publishing.models import Edition, EditionElement, Retraction
from apps.publishing.models.immutable import editions_may_change
from apps.publishing.notices import notices_on
from apps.publishing.operations.originals import withdraw_originals
from apps.publishing.record.write import record_retraction
from apps.publishing.retraction.other_plans import Elsewhere, StandsElsewhere, elsewhere, where
from apps.publishing.retraction.scrubber import Scrubber
from apps.publishing.retraction.scrubbing import Addresses, Change, changes, forget_cached, write
from apps.publishing.search.index import index_edition
from apps.strategies.models import Element, ElementIdentity, Plan
from apps.strategies.tree import locked


def retract(
    *,
    identity: ElementIdentity,
    by: User,
    reason: str,
    words: str = "",
    ordinal: int | None = None,
    also: Collection[int] = (),
    expected: Collection[int] | None = None,
) -> Retraction:
    """Take ``words``, or the element's whole paragraph number ``ordinal`` (from 1), out of everything the plan keeps.

    They are found whatever their capitals and white space, in every field of the register (``apps.core.text_register``):
    editions, source documents, working tree, history, bin. A mark stands in their place, and they are kept nowhere. In the
    plans ``also`` (keys, of the same municipality) the same is done in the same transaction. An address that tells the words
    becomes another, and nothing leads there from the old one, which would tell them.

    Raises ``ValidationError`` where the plan does not have the words, where they are too short to be told from other words,
    or where ``reason`` repeats them; ``StandsElsewhere`` where they stand in a plan that is not among ``expected``, the other
    plans (keys) that were known when it was decided. Then nothing is changed.
    """
    others = _others(identity, also)
    with locked(identity.plan_id, *others, by=by), editions_may_change():
        scrubber = _scrubber(words if ordinal is None else _paragraph(identity, ordinal), reason)
        addresses = Addresses(scrubber)
        found = changes(identity.plan_id, scrubber, addresses)
        if not found:
            raise ValidationError(_("These words do not stand in the plan."), code="absent")
        if expected is not None:
            _refuse_unexpected(elsewhere(plan_id=identity.plan_id, scrubber=scrubber), expected)
        retraction = _retraction(identity, reason, by)
        _take_out(identity.plan_id, found, retraction)
        for plan_id in others:
            if found := changes(plan_id, scrubber, addresses):
                _take_out(plan_id, found, _retraction(where(found, plan_id), reason, by))
        bump_public_version(municipality_id=identity.municipality_id)
        return retraction


def _others(identity: ElementIdentity, also: Collection[int]) -> list[int]:
    """The keys of the plans ``also``, ascending, in the order in which all locks are taken."""
    wanted = {*also} - {identity.plan_id}
    known = Plan.objects.filter(pk__in=wanted, municipality_id=identity.municipality_id)
    keys = sorted(known.values_list("pk", flat=True))
    if len(keys) != len(wanted):
        raise ValidationError(_("The other plans must be the same municipality’s."), code="foreign")
    return keys


def _paragraph(identity: ElementIdentity, ordinal: int) -> str:
    row = EditionElement.objects.filter(identity=identity).order_by("-edition__number").first()
    element = Element.objects.filter(identity=identity).first()
    paragraphs = row.paragraphs if row else element.paragraphs if element else []
    if not 1 <= ordinal <= len(paragraphs):
        raise ValidationError(_("The element has no such paragraph."), code="absent")
    return paragraphs[ordinal - 1]


def _scrubber(words: str, reason: str) -> Scrubber:
    try:
        scrubber = Scrubber(words)
    except ValueError as error:
        raise ValidationError(
            _("Give at least %(letters)s letters: fewer would be found in other words too."),
            code="too_short",
            params={"letters": settings.RETRACT_MIN_LETTERS},
        ) from error
    if scrubber.finds(reason):
        raise ValidationError(
            _("The reason must not repeat the words that are to be left out."), code="reason"
        )
    return scrubber


def _refuse_unexpected(plans: list[Elsewhere], expected: Collection[int]) -> None:
    if any(found.plan.pk not in expected for found in plans):
        raise StandsElsewhere(plans)


def _retraction(identity: ElementIdentity, reason: str, by: User) -> Retraction:
    retraction = Retraction(identity=identity, reason=reason, retracted_at=timezone.now(), retracted_by=by)
    retraction.clean_fields()
    return retraction


def _take_out(plan_id: int, found: list[Change], retraction: Retraction) -> None:
    write(found)
    withdraw_originals(plan_id)
    _seal(plan_id)
    forget_cached(plan_id)
    for edition in Edition.objects.current().select_related("plan").filter(plan_id=plan_id):
        index_edition(edition)
    retraction.save()
    record_retraction(retraction)


def _seal(plan_id: int) -> None:
    """Digests of and remarks on what is left."""
    for edition in Edition.objects.filter(plan_id=plan_id):
        content = Content.of(edition)
        Edition.objects.filter(pk=edition.pk).update(
            digest=digest_of(edition, content), remarks=notices_on(content.elements)
        )
