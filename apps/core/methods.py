"""Which methods a view answers."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponseBase]


def read_only(view: View) -> View:
    """GET and HEAD only; anything else is 405 with ``Allow``. Put it outermost.

    Nothing can be changed here, so there is nothing to protect from forgery: without the exemption a reader who sends
    something would be told that a token is missing, and not that nothing can be sent.
    """
    return csrf_exempt(require_safe(view))
