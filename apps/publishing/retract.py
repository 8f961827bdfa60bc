"""Retracting a passage with personal data: out of every edition, the working tree and all that remembers it."""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core import richtext
from apps.core.text import collapse_space, danish_slug
from apps.municipalities.freshness import bump_public_version
from apps.publishing.addresses import candidates
from apps.publishing.digest import digest_of
from apps.publishing.guard import editions_may_change
from apps.publishing.models import (
    Edition,
    EditionElement,
    EditionRelation,
    PublishedAddress,
    Rendering,
    Retraction,
    Withdrawal,
)
from apps.publishing.remarks import remarks_on
from apps.publishing.retracted import GAP, Scrubber
from apps.publishing.working import Content
from apps.strategies.models import (
    BinnedSubtree,
    Element,
    ElementIdentity,
    Plan,
    Relation,
    SourceDocument,
    SourcePassage,
    SourceRepair,
)
from apps.strategies.tree import locked


def retract(
    *, identity: ElementIdentity, by: User, reason: str, words: str = "", ordinal: int | None = None
) -> Retraction:
    """Take ``words``, or the element's whole paragraph number ``ordinal`` (from 1), out of everything the plan keeps.

    They are found whatever their capitals and white space, anywhere in the plan: editions, source documents, working
    tree, history, bin. A mark stands in their place, and they are kept nowhere. Raises ``ValidationError`` where the
    element does not have them, where they are too short to be told from other words, or where ``reason`` repeats them.
    """
    plan_id = identity.plan_id
    with locked(plan_id, by=by), editions_may_change():
        words = collapse_space(words) if ordinal is None else _paragraph(identity, ordinal)
        scrubber = _scrubber(words, identity, reason)
        retraction = Retraction(
            identity=identity, reason=reason, retracted_at=timezone.now(), retracted_by=by
        )
        retraction.clean_fields()
        _scrub_editions(plan_id, scrubber)
        _scrub_sources(plan_id, scrubber)
        _scrub_working_tree(plan_id, scrubber)
        _scrub_memory(plan_id, scrubber)
        _scrub_addresses(plan_id, words)
        _seal(plan_id)
        retraction.save()
        bump_public_version(municipality_id=identity.municipality_id)
        return retraction


def _paragraph(identity: ElementIdentity, ordinal: int) -> str:
    row = EditionElement.objects.filter(identity=identity).order_by("-edition__number").first()
    element = Element.objects.filter(identity=identity).first()
    paragraphs = row.paragraphs if row else element.paragraphs if element else []
    if not 1 <= ordinal <= len(paragraphs):
        raise ValidationError(_("The element has no such paragraph."), code="absent")
    return paragraphs[ordinal - 1]


def _scrubber(words: str, identity: ElementIdentity, reason: str) -> Scrubber:
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
    element = Element.objects.filter(identity=identity).values_list("title", "body")
    rows = EditionElement.objects.filter(identity=identity).values_list("title", "body")
    history = Element.history.filter(identity=identity).values_list("title", "body")
    known = [text for title, body in [*element, *rows, *history] for text in (title, body)]
    if not any(
        scrubber.finds("\n".join(richtext.paragraphs(text))) or scrubber.finds(text) for text in known
    ):
        raise ValidationError(_("These words do not stand in the element."), code="absent")
    return scrubber


def _rewrite(rows: QuerySet, **scrubs: Any) -> list[Any]:
    """Apply to each named field its function, and save the rows that changed; returns those."""
    changed = []
    for row in rows:
        after = {name: scrub(getattr(row, name)) for name, scrub in scrubs.items()}
        if any(getattr(row, name) != value for name, value in after.items()):
            for name, value in after.items():
                setattr(row, name, value)
            changed.append(row)
    model: type[Model] = rows.model
    model._default_manager.bulk_update(changed, list(scrubs), batch_size=100)
    return changed


def _scrub_editions(plan_id: int, scrubber: Scrubber) -> None:
    rows = EditionElement.objects.filter(edition__plan_id=plan_id)
    changed = _rewrite(rows, title=scrubber.plain, body=scrubber.html, passages=scrubber.passages)
    for row in changed:
        row.text = "\n".join(richtext.paragraphs(row.body))
    EditionElement.objects.bulk_update(changed, ["text"], batch_size=100)
    _rewrite(EditionRelation.objects.filter(edition__plan_id=plan_id), note=scrubber.plain)
    _rewrite(Edition.objects.filter(plan_id=plan_id), title=scrubber.plain, public_note=scrubber.plain)
    for edition in Edition.objects.filter(plan_id=plan_id):
        for source in edition.sources.all():
            source.text = scrubber.source(source.text, source.passages)
            source.passages = scrubber.passages(source.passages)
            source.save(update_fields=["text", "passages"])


def _scrub_sources(plan_id: int, scrubber: Scrubber) -> None:
    for document in SourceDocument.objects.filter(plan_id=plan_id):
        passages = document.passages.values("first_line", "last_line", "text")
        where = [{"first": p["first_line"], "last": p["last_line"], "text": p["text"]} for p in passages]
        document.text = scrubber.source(document.text, where)
        document.sha256 = hashlib.sha256(document.text.encode()).hexdigest()
        document.save(update_fields=["text", "sha256"])
    found = SourcePassage.objects.filter(document__plan_id=plan_id)
    changed = _rewrite(found, text=scrubber.plain, note=scrubber.plain)
    # The words before a repair are not the words that are retracted, and yet they say them.
    SourceRepair.objects.filter(passage__in=changed).update(before=GAP, after=GAP, why=GAP)
    repairs = SourceRepair.objects.filter(passage__document__plan_id=plan_id)
    _rewrite(repairs, before=scrubber.plain, after=scrubber.plain, why=scrubber.plain)


def _scrub_working_tree(plan_id: int, scrubber: Scrubber) -> None:
    for element in Element.objects.filter(plan_id=plan_id):
        title, body = scrubber.plain(element.title), scrubber.html(element.body)
        if (title, body) != (element.title, element.body):
            element.title, element.body = title, body
            element.version += 1
            element.save(update_fields=["title", "body", "version", "updated_at"])
    _rewrite(Relation.objects.filter(source__plan_id=plan_id), note=scrubber.plain)


def _scrub_memory(plan_id: int, scrubber: Scrubber) -> None:
    """History, bin, withdrawals and admin's log."""
    _rewrite(Element.history.filter(plan_id=plan_id), title=scrubber.plain, body=scrubber.html)
    binned = BinnedSubtree.objects.filter(plan_id=plan_id)
    _rewrite(binned, title=scrubber.plain, content=scrubber.json)
    _rewrite(Withdrawal.objects.filter(plan_id=plan_id), public_note=scrubber.plain)
    _rewrite(log_entries_about(plan_id), object_repr=scrubber.plain, change_message=scrubber.plain)


def log_entries_about(plan_id: int) -> QuerySet[LogEntry]:
    """What admin's log says of the plan, its elements and what hangs on them, also of what has been deleted since."""
    objects: list[tuple[type[Model], QuerySet]] = [
        (Element, Element.history.filter(plan_id=plan_id)),
        (Element, Element.objects.filter(plan_id=plan_id)),
        (Plan, Plan.objects.filter(pk=plan_id)),
        (BinnedSubtree, BinnedSubtree.objects.filter(plan_id=plan_id)),
        (Relation, Relation.objects.filter(source__plan_id=plan_id)),
        (SourceDocument, SourceDocument.objects.filter(plan_id=plan_id)),
        (SourcePassage, SourcePassage.objects.filter(document__plan_id=plan_id)),
    ]
    about = Q()
    for model, rows in objects:
        keys = rows.order_by().values_list(Cast("id", TextField()))  # the log keeps keys as text
        about |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=keys)
    return LogEntry.objects.filter(about)


def _scrub_addresses(plan_id: int, words: str) -> None:
    """An address made of a title with the words becomes one that says nothing."""
    telling = danish_slug(words)
    rows = list(PublishedAddress.objects.filter(plan_id=plan_id))
    taken = {row.slug for row in rows}
    for row in rows:
        if f"-{telling}-" in f"-{row.slug}-":
            former = row.slug
            row.slug = next(slug for slug in candidates(GAP) if slug not in taken)
            taken.add(row.slug)
            row.save(update_fields=["slug"])
            EditionElement.objects.filter(edition__plan_id=plan_id, slug=former).update(slug=row.slug)


def _seal(plan_id: int) -> None:
    """Digests of and remarks on what is left, and no rendering of what was."""
    for edition in Edition.objects.filter(plan_id=plan_id).prefetch_related(
        "elements", "relations", "sources"
    ):
        content = Content(
            list(edition.elements.all()), list(edition.relations.all()), list(edition.sources.all())
        )
        Edition.objects.filter(pk=edition.pk).update(
            digest=digest_of(edition, content), remarks=remarks_on(content.elements)
        )
    Rendering.objects.filter(edition__plan_id=plan_id).delete()
