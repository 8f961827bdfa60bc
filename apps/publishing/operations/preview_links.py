"""Secret addresses at which others may read a draft for a while. Whoever has the address can read it; nobody else."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.municipalities.permissions import may
from apps.municipalities.roles import Capability
from apps.publishing.models import PreviewLink
from apps.strategies.models import Plan

_MOST_CHARACTERS = 100


@transaction.atomic
def make_preview_link(
    *, plan: Plan, by: User, days: int, purpose: str = "", at: datetime | None = None
) -> tuple[PreviewLink, str]:
    """A link that opens the plan's draft for ``days`` days, and its token: the only time the token can be had.

    Raises ``ValidationError`` for a number of days that is not allowed (``settings.PREVIEW_LINK_MOST_DAYS``).
    """
    most = settings.PREVIEW_LINK_MOST_DAYS
    if not 1 <= days <= most:
        raise ValidationError({"days": _("Choose from 1 to %(most)s days.") % {"most": most}})
    now = at or timezone.now()
    token = secrets.token_urlsafe(32)
    link = PreviewLink(
        plan=plan,
        token_hash=_hashed(token),
        purpose=purpose,
        made_at=now,
        made_by=by,
        expires_at=now + timedelta(days=days),
    )
    link.full_clean()
    link.save()
    return link, token


def withdraw_preview_link(*, plan_id: int, link_id: int, at: datetime | None = None) -> PreviewLink:
    """Make the link open nothing any more. Raises ``PreviewLink.DoesNotExist`` where the plan has no such one."""
    link = PreviewLink.objects.get(plan_id=plan_id, pk=link_id)
    if link.withdrawn_at is None:
        link.withdrawn_at = at or timezone.now()
        link.save(update_fields=["withdrawn_at"])
    return link


def find_preview_link(token: str, *, at: datetime | None = None) -> PreviewLink:
    """The working link with this token, with plan and municipality. Two queries.

    A link shows what its maker may see: it ends with the right to edit the plan. Raises ``PreviewLink.DoesNotExist`` for
    one that expired, one that was withdrawn, one whose maker lost that right and one that never was, alike.
    """
    if len(token) > _MOST_CHARACTERS:
        raise PreviewLink.DoesNotExist
    rows = PreviewLink.objects.working(at or timezone.now())
    link = rows.select_related("plan__municipality", "plan__committee", "made_by").get(
        token_hash=_hashed(token)
    )
    if not may(link.made_by, Capability.EDIT, link.plan.municipality):
        raise PreviewLink.DoesNotExist
    return link


def _hashed(token: str) -> str:
    """A token is 256 random bits, so that a plain hash of it tells nothing."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
