"""What the database refuses when a form is saved: told in words, and nothing is changed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _


def told(view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """The answer of ``view``, which saves all of a form or nothing.

    A row that somebody else saved in between makes the second look say so as any other mistake in the form. What even that
    look cannot find was put together by hand.
    """
    try:
        return view(request, *args, **kwargs)
    except IntegrityError:
        pass
    try:
        return view(request, *args, **kwargs)
    except IntegrityError:
        messages.error(request, _("Nothing was saved. What was sent does not go with what stands here."))
        return redirect(request.get_full_path())
