"""Log lines as JSON, without what a log must not keep: secrets that stand in addresses, and query strings."""

import logging
import re
from typing import Any

from pythonjsonlogger.json import JsonFormatter

#: The part of an address after which a secret stands: the key of a password reset, of an invitation, of a draft. What stops the
#: reminders names whom they went to, and whoever has it may stop them; in an address of a person a “/” may stand.
_SECRET_AFTER = re.compile(
    r"(/(?:konto/(?:password/reset/key|confirm-email|invitation)|kladde)/)[^\s/?]+"
    r"|(/arbejdsrum/paamindelser/)[^\s?]+"
)
_QUERY = re.compile(r"(?<!\S)((?:https?:/)?/[^\s?]*)\?\S*")


def without_secrets(text: str) -> str:
    """``text`` as a log may keep it: addresses without query strings, and ``…`` in the place of a secret."""
    return _SECRET_AFTER.sub(r"\1\2…", _QUERY.sub(r"\1", text))


class SecretsFilter(logging.Filter):
    """Takes secrets out of messages, the request off the record, and the traceback where nothing of ours failed."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_secrets(record.getMessage()), None
        record.__dict__.pop("request", None)
        if getattr(record, "status_code", 500) < 500 or record.name.startswith("django.security"):
            record.exc_info = None  # what a reader sent, not what went wrong here
        return True


class PortalJsonFormatter(JsonFormatter):
    """One JSON object a line: time, level, logger, message, and what the record adds."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            "%(asctime)s %(levelname)s %(name)s %(message)s",
            rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
            json_ensure_ascii=False,
            datefmt="%Y-%m-%dT%H:%M:%S%z",
        )
