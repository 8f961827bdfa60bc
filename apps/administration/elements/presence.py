"""The sign of life that the page of an element gives, answered with who else is there."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.administration.elements.fetching import get_element
from apps.municipalities.roles import Capability
from apps.strategies.models import Element
from apps.strategies.presence import arrive, leave, others


@require_POST
def present(request: HttpRequest, object_id: str) -> HttpResponse:
    """Note that the user has the element open (or, with ``leave``, no longer), and say in words who else does."""
    element = get_element(request, object_id, Capability.EDIT)
    if "leave" in request.POST:
        leave(identity=element.identity, by=request.user)
        return HttpResponse(status=204)
    arrive(identity=element.identity, by=request.user)
    return JsonResponse({"words": others_in_words(request, element), "version": element.version})


def others_in_words(request: HttpRequest, element: Element) -> str:
    """Who else has the element open, as one sentence; empty where nobody does."""
    names = [str(person) for person in others(identity=element.identity, than=request.user)]
    if not names:
        return ""
    if len(names) == 1:
        return _("%(name)s has this element open too. Talk together, or take turns.") % {"name": names[0]}
    listed = _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}
    return _("%(names)s have this element open too. Talk together, or take turns.") % {"names": listed}
