"""Publishing: a plan's working tree, or an earlier edition again, becomes the edition that citizens read."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from operator import attrgetter
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core import bulk
from apps.core.conflicts import PublishedMeanwhile
from apps.municipalities.freshness import bump_public_version
from apps.publishing.addresses import allot, assign
from apps.publishing.content import Content, working_content
from apps.publishing.digest import FORMAT, digest_of
from apps.publishing.models import (
    Edition,
    EditionElement,
    EditionPartner,
    EditionRelation,
    EditionSource,
    EditionTopic,
)
from apps.publishing.models.immutable import Immutable, editions_may_change
from apps.publishing.notices import notices_on
from apps.publishing.pages.store import warm
from apps.publishing.record.write import record_publication
from apps.publishing.search.index import index_edition
from apps.strategies.models import Plan
from apps.strategies.operations.edit_plan import edit_plan
from apps.strategies.tree import locked

_Row = TypeVar("_Row", bound=Immutable)

ELEMENT_FIELDS = [field.attname for field in EditionElement._meta.concrete_fields if not field.primary_key]


def publish(
    *,
    plan: Plan,
    by: User,
    nature: str,
    public_note: str = "",
    adopted_on: date | None = None,
    case_reference: str | None = None,
    plan_changes: Mapping[str, Any] | None = None,
    expected: str | None = None,
    at: datetime | None = None,
) -> Edition:
    """Publish the working tree as the plan's next edition, which citizens read from the commit on.

    ``nature`` is the editor's statement of what it is (``Edition.Nature``). ``adopted_on`` and ``case_reference`` are the
    plan's own unless given; ``plan_changes`` are saved on the plan itself with it, as ``edit_plan`` does; ``at`` is now.
    ``expected`` is the ``publishable_state`` that was decided upon. A plan without changes may be published again: the
    council may adopt the same words. Raises ``PublishedMeanwhile`` where what would be published is not what was expected,
    ``ValidationError`` for an unknown nature or an inconsistent tree; then nothing is changed.
    """
    with locked(plan.pk, by=by), editions_may_change():
        plan = Plan.objects.select_related("municipality", "committee", "carries_out", "succeeds").get(
            pk=plan.pk
        )
        content = working_content(plan)
        if expected is not None:
            _refuse_other(plan, content, expected)
        if plan_changes:
            plan = edit_plan(plan=plan, by=by, **plan_changes)
        edition = particulars(plan, adopted_on=adopted_on, case_reference=case_reference)
        return _put_out(edition, content, plan, by=by, nature=nature, note=public_note, at=at)


def publishable_state(plan: Plan, current: Edition | None, content: Content) -> str:
    """What an editor decides upon: the number of the edition that citizens read, and a digest of what would be the next.

    ``content`` has its addresses already.
    """
    return f"{current.number if current else 0}-{digest_of(particulars(plan), content)}"


def _refuse_other(plan: Plan, content: Content, expected: str) -> None:
    current = Edition.objects.select_related("published_by").filter(plan=plan, is_current=True).first()
    assign(plan, content.elements)
    if expected != publishable_state(plan, current, content):
        was_published = current is not None and not expected.startswith(f"{current.number}-")
        raise PublishedMeanwhile(who=current.published_by if current and was_published else None)


def refuse_other_edition(plan_id: int, expected: int | None) -> None:
    """Raise where citizens no longer read the edition that was ``expected`` (0 for none); None expects nothing."""
    current = Edition.objects.select_related("published_by").filter(plan_id=plan_id, is_current=True).first()
    if expected is not None and expected != (current.number if current else 0):
        raise PublishedMeanwhile(who=current.published_by if current else None)


def particulars(plan: Plan, *, adopted_on: date | None = None, case_reference: str | None = None) -> Edition:
    """An unsaved edition with what the plan says of itself: title, level, years, adoption, committee, where it stands."""
    return Edition(
        plan=plan,
        title=plan.title,
        level=plan.level,
        start_year=plan.start_year,
        end_year=plan.end_year,
        adopted_on=adopted_on or plan.adopted_on,
        case_reference=plan.case_reference if case_reference is None else case_reference,
        stage=plan.stage,
        hearing_until=plan.hearing_until,
        carries_out=plan.carries_out,
        carries_out_slug=plan.carries_out.slug if plan.carries_out else "",
        succeeds=plan.succeeds,
        succeeds_slug=plan.succeeds.slug if plan.succeeds else "",
        committee=plan.committee,
        committee_slug=plan.committee.slug if plan.committee else "",
        committee_name=plan.committee.name if plan.committee else "",
    )


def republish(
    *,
    edition: Edition,
    by: User,
    public_note: str = "",
    expected: int | None = None,
    at: datetime | None = None,
) -> Edition:
    """Publish an earlier edition again, as a new one with the same content; the working tree is left alone.

    ``expected`` is the number of the edition that citizens read when it was decided upon, 0 for none. Raises
    ``PublishedMeanwhile`` where they read another one now.
    """
    with locked(edition.plan_id, by=by), editions_may_change():
        refuse_other_edition(edition.plan_id, expected)
        plan = Plan.objects.select_related("municipality").get(pk=edition.plan_id)
        earlier = Edition.objects.get(pk=edition.pk)
        stored = Content.of(earlier)
        content = Content(
            [row.as_copy() for row in stored.elements],
            [row.as_copy() for row in stored.relations],
            [row.as_copy() for row in stored.sources],
            _copies(stored.topics),
            _copies(stored.partners),
        )
        new = earlier.as_copy()
        new.republished_from = earlier
        return _put_out(new, content, plan, by=by, nature=earlier.nature, note=public_note, at=at)


def _copies(rows: Mapping[int, list[_Row]]) -> dict[int, list[_Row]]:
    return {identity: [row.as_copy() for row in found] for identity, found in rows.items()}


def _put_out(
    edition: Edition, content: Content, plan: Plan, *, by: User, nature: str, note: str, at: datetime | None
) -> Edition:
    """Write ``edition`` with ``content`` as the plan's next and current one; the plan's lock is held."""
    if nature not in Edition.Nature.values:
        raise ValidationError(_("Say whether it is adopted or an editorial correction."), code="nature")
    allot(plan, content.elements)
    earlier = Edition.objects.filter(plan=plan)
    edition.plan = plan
    edition.number = (earlier.aggregate(last=Max("number"))["last"] or 0) + 1
    edition.is_current = True
    edition.nature = nature
    edition.public_note = note
    edition.published_at = at or timezone.now()
    edition.published_by = by
    edition.element_count = len(content.elements)
    edition.has_sources = bool(content.sources)
    edition.remarks = notices_on(content.elements)
    edition.digest_format = FORMAT
    edition.digest = digest_of(edition, content)
    earlier.filter(is_current=True).update(is_current=False)
    unset = [field.name for field in Edition._meta.fields if getattr(edition, field.attname) is None]
    edition.clean_fields(exclude=["plan", "published_by", "republished_from", "remarks", *unset])
    edition.save(force_insert=True)
    _insert(edition, content)
    index_edition(edition)
    record_publication(edition, content)
    bump_public_version(municipality_id=plan.municipality_id)
    transaction.on_commit(partial(warm, edition), robust=True)
    return edition


def _insert(edition: Edition, content: Content) -> None:
    """Write the content's rows, which are the edition's."""
    rows: list[EditionElement | EditionRelation | EditionSource] = [
        *content.elements,
        *content.relations,
        *content.sources,
    ]
    for row in rows:
        row.edition = edition
    values = map(attrgetter(*ELEMENT_FIELDS), content.elements)
    keys = bulk.insert(EditionElement, ELEMENT_FIELDS, values, keys=bool(content.topics or content.partners))
    of_identity = {row.identity_id: key for row, key in zip(content.elements, keys, strict=False)}
    topics = [
        (of_identity[identity], topic.topic_id, topic.slug, topic.name)
        for identity, found in content.topics.items()
        if identity in of_identity  # a deleted element keeps its topics, for it may come back
        for topic in found
    ]
    bulk.insert(EditionTopic, ["element_id", "topic_id", "slug", "name"], topics)
    partners = [
        (of_identity[identity], partner.committee_id, partner.slug, partner.name)
        for identity, found in content.partners.items()
        for partner in found
    ]
    bulk.insert(EditionPartner, ["element_id", "committee_id", "slug", "name"], partners)
    EditionRelation.objects.bulk_create(content.relations)
    EditionSource.objects.bulk_create(content.sources)
