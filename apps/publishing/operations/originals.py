"""Keeping the original file of a source text, and taking it away again."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.publishing.models import EditionSource
from apps.publishing.models.immutable import editions_may_change
from apps.publishing.originals import Original, originals, path_of, store
from apps.strategies.models import SourceDocument
from apps.strategies.models.source import WithOriginal
from apps.strategies.tree import locked

_NONE = {"original_name": "", "original_size": None, "original_sha256": ""}


def keep_original(*, document: SourceDocument, original: Original, by: User) -> None:
    """Keep the file beside the working text; citizens are offered it from the next edition on. A former one is replaced."""
    with locked(document.plan_id, by=by):
        current = SourceDocument.objects.get(pk=document.pk)
        former = _path(current)
        current.original_name = original.name
        current.original_size = len(original.content)
        current.original_sha256 = original.sha256
        current.original_removed_on = None
        current.full_clean(exclude=["plan", "text", "sha256"])
        store(original, path_of(current))
        current.save(update_fields=[field.name for field in WithOriginal._meta.fields])
        _discard_later(former)


def remove_original(*, document: SourceDocument, by: User) -> None:
    """Take the file away from the working text; editions keep theirs."""
    with locked(document.plan_id, by=by):
        current = SourceDocument.objects.get(pk=document.pk)
        former = _path(current)
        SourceDocument.objects.filter(pk=current.pk).update(**_NONE)
        _discard_later(former)


def withdraw_originals(plan_id: int) -> None:
    """Take the files of a plan away everywhere, leaving a mark: no words can be taken out of a file. Hold the plan's lock."""
    rows: list[WithOriginal] = [
        *SourceDocument.objects.filter(plan=plan_id).exclude(original_sha256=""),
        *EditionSource.objects.filter(edition__plan=plan_id).exclude(original_sha256=""),
    ]
    gone = {**_NONE, "original_removed_on": timezone.localdate()}
    SourceDocument.objects.filter(pk__in=[row.pk for row in rows if isinstance(row, SourceDocument)]).update(
        **gone
    )
    with editions_may_change():
        EditionSource.objects.filter(
            pk__in=[row.pk for row in rows if isinstance(row, EditionSource)]
        ).update(**gone)
    _discard_later(*map(_path, rows))


def _path(source: WithOriginal) -> str:
    return path_of(source) if source.original_sha256 else ""


def _discard_later(*paths: str) -> None:
    if found := {path for path in paths if path}:
        transaction.on_commit(partial(_discard, found))


def _discard(paths: Iterable[str]) -> None:
    """Delete the files to which nothing leads any more."""
    for path in paths:
        sha256 = path.rpartition("/")[2].partition(".")[0]
        if not any(
            model.objects.filter(original_sha256=sha256).exists() for model in (SourceDocument, EditionSource)
        ):
            originals().delete(path)
