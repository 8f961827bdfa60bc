"""Writing down when a council or committee looked again at a vision or goal (“politisk genbesøg”), and mending what was written."""

from typing import Any

from django.db import transaction

from apps.accounts.models import User
from apps.core.conflicts import Gone
from apps.core.history import sign
from apps.followup.models import Review
from apps.municipalities.freshness import bump_public_version
from apps.municipalities.permissions import require
from apps.municipalities.roles import Capability
from apps.strategies.operations.edit import StaleEdit

REVIEW_FIELDS = ("committee", "on", "conclusion", "next_on", "is_public")


@transaction.atomic
def write_review(*, review: Review, by: User) -> Review:
    """Save the new ``review`` as written ``by``. Raises ``PermissionDenied``, ``ValidationError``."""
    require(by, Capability.RUN_FOLLOW_UP, review.identity.municipality)
    review.written_by = by
    review.full_clean()
    review.save()
    _refresh(review)
    return review


@transaction.atomic
def edit_review(*, review: Review, by: User, based_on: int, **changes: Any) -> Review:
    """Save the ``changes`` (of ``REVIEW_FIELDS``) and return the review as it now stands; without a real change nothing is written.

    ``based_on`` is the version that the edit began with. Raises ``StaleEdit`` where somebody else saved since, ``Gone`` where it was
    deleted, ``PermissionDenied``, ``ValidationError``.
    """
    if unknown := changes.keys() - set(REVIEW_FIELDS):
        raise TypeError(f"Not to be changed on a review: {', '.join(sorted(unknown))}")
    current = _held(review, by)
    title, was_public = str(current), current.is_public
    former = {name: getattr(current, name) for name in REVIEW_FIELDS}
    for name, value in changes.items():
        setattr(current, name, value)
    current.full_clean()
    changed = [name for name in REVIEW_FIELDS if getattr(current, name) != former[name]]
    if not changed:
        return current
    if based_on != current.version:
        raise _stale(current, title, former, changes)
    current.version += 1
    sign(current, by=by)
    current.save(update_fields=[*changed, "version"])
    _refresh(current, was_public=was_public)
    return current


@transaction.atomic
def delete_review(*, review: Review, by: User) -> None:
    """Take the review away; its history stays. Raises ``Gone`` where it is gone already, ``PermissionDenied``."""
    current = _held(review, by)
    sign(current, by=by)
    current.delete()
    _refresh(current)


def _held(review: Review, by: User) -> Review:
    current = Review.objects.select_for_update(no_key=True).filter(pk=review.pk).first()
    if current is None:
        raise Gone(key=review.pk)
    require(by, Capability.RUN_FOLLOW_UP, current.identity.municipality)
    return current


def _refresh(review: Review, *, was_public: bool = False) -> None:
    if review.is_public or was_public:
        bump_public_version(municipality_id=review.identity.municipality_id)


def _stale(current: Review, title: str, former: dict[str, Any], changes: dict[str, Any]) -> StaleEdit:
    last = current.history.select_related("history_user").order_by("-history_id").first()
    return StaleEdit(
        title,
        version=current.version,
        theirs={name: former[name] for name in changes},
        ours={name: getattr(current, name) for name in changes},
        who=last.history_user if last else None,
        when=last.history_date if last else None,
    )
