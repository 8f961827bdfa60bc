"""When a person was in a workspace last."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from apps.workspace.models import LastVisit
from apps.workspace.workspaces import Workspace


def visited(workspace: Workspace) -> datetime | None:
    """Note that the person is here, and return when they were here before; None the first time.

    Coming back within the hour is still the same visit, so that what is new does not vanish with a second look. No query then, one where a visit begins.
    """
    now = timezone.now()
    here = LastVisit.objects.filter(user=workspace.user, municipality=workspace.municipality)
    visit = workspace.visit
    if visit is None:
        LastVisit.objects.get_or_create(
            user=workspace.user, municipality=workspace.municipality, defaults={"at": now}
        )
        return None
    if now - visit.at <= settings.VISIT_TIME:
        return visit.before
    # Of two requests at once only one begins the new visit; both have seen the same one before.
    here.filter(at=visit.at).update(before=visit.at, at=now)
    return visit.at
