"""What is sent to the portal is weighed and its encoding looked at before Django reads a byte of it.

``WSGIRequest`` reads the content type in its constructor, before any middleware: a character set that Python knows and
forms cannot use (``rot13``), a parameter in an unknown one, or too many fields beside a character set end in an answer
that no page of ours ever makes. Nothing but UTF-8 gets in, so that the header loses its parameters here.
"""

import re
from collections.abc import Callable, Iterable
from email.message import Message
from io import BytesIO
from typing import Any

from django.conf import settings

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

#: Under this name a request carries the status with which it is to be refused.
REFUSED = "portal.refused"
_UTF_8 = {"utf-8", "utf8"}
_MEDIA_TYPE = re.compile(r"[\w!#$%&'*+.^`|~-]+/[\w!#$%&'*+.^`|~-]+", re.ASCII)
_BOUNDARY = re.compile(r"[\w'()+,./:=? -]{1,70}", re.ASCII)
_ENGLISH = "/en/"


def intake(application: Application, refusing: Application) -> Application:
    """``application`` for what may be read; what may not goes to ``refusing``, without its body and marked ``REFUSED``."""

    def take_in(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        status = _refusal(environ)
        if status is None:
            return application(environ, start_response)
        environ.update(
            {REFUSED: status, "CONTENT_TYPE": "", "CONTENT_LENGTH": "0", "wsgi.input": BytesIO()},
            QUERY_STRING="",
        )
        return refusing(environ, start_response)

    return take_in


def body_limit(path: str) -> int:
    """The most bytes that may be sent to ``path``, by the first line of ``BODY_LIMITS`` that it starts with."""
    return _rule(path)[1]


def takes_forms(path: str) -> bool:
    """Whether anything under ``path`` reads what is sent to it; everything else only answers."""
    return bool(_rule(path)[0])


def _rule(path: str) -> tuple[str, int]:
    danish = "/" + path.removeprefix(_ENGLISH) if path.startswith(_ENGLISH) else path
    return next(rule for rule in settings.BODY_LIMITS if danish.startswith(rule[0]))


def _refusal(environ: dict[str, Any]) -> int | None:
    """413 for too much, 400 for a body of unsaid length and for what is no text of ours; and makes the type plain."""
    length = environ.get("CONTENT_LENGTH") or "0"
    if environ.get("HTTP_TRANSFER_ENCODING") or not (length.isascii() and length.isdigit()):
        return 400
    if int(length) > body_limit(environ.get("PATH_INFO", "/")):
        return 413
    if environ.get("QUERY_STRING", "").count("&") >= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
        return 413
    content_type = _plain(environ.get("CONTENT_TYPE", ""))
    if content_type is None:
        return 400
    environ["CONTENT_TYPE"] = content_type
    return None


def _plain(content_type: str) -> str | None:
    """The media type with its boundary; ``None`` for another encoding than UTF-8 and what cannot be understood."""
    media_type, _semicolon, rest = content_type.partition(";")
    media_type = media_type.strip().lower()
    if not rest.strip():
        return media_type
    if not _MEDIA_TYPE.fullmatch(media_type) or not rest.isprintable():
        return None
    header = Message()
    header["Content-Type"] = content_type
    parameters = header.get_params(failobj=[])[1:]
    if not all(isinstance(value, str) for _name, value in parameters):
        return None  # in an encoding of its own, as RFC 2231 has it
    values = [(name.lower(), value.strip()) for name, value in parameters]
    if any(value.lower() not in _UTF_8 for name, value in values if name == "charset"):
        return None
    boundaries = [value for name, value in values if name == "boundary"]
    if len(boundaries) > 1 or not all(map(_BOUNDARY.fullmatch, boundaries)):
        return None
    return f'{media_type}; boundary="{boundaries[0]}"' if boundaries else media_type
