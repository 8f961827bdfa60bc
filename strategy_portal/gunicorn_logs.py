"""gunicorn's log lines in the portal's own form."""

from datetime import timedelta
from typing import Any

from gunicorn.glogging import Logger

from apps.core.logs import PortalJsonFormatter, SecretsFilter, without_secrets


class JsonLogger(Logger):
    """One JSON object a line. Of a request: method, path, status, size and time; nothing of who sent it."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in (*self.error_log.handlers, *self.access_log.handlers):
            handler.setFormatter(PortalJsonFormatter())
            handler.addFilter(SecretsFilter())

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        self.access_log.info(
            "request",
            extra={
                "method": environ.get("REQUEST_METHOD"),
                "path": without_secrets(_path(environ)),
                "status": int(str(resp.status).split(maxsplit=1)[0]),
                "bytes": getattr(resp, "sent", None),
                "milliseconds": round(request_time / timedelta(milliseconds=1), 1),
            },
        )


def _path(environ: dict[str, Any]) -> str:
    """The path as text. Django has written it back into ``environ`` decoded; before that it is bytes read as Latin-1.

    An error here would keep the answer from the reader.
    """
    path = str(environ.get("PATH_INFO", ""))
    try:
        return path.encode("latin-1").decode()
    except UnicodeError:
        return path
