"""One short word for the code that makes the pages: another word, other pages."""

import hashlib
import os
from functools import cache
from pathlib import Path

from django.conf import settings

_MAKE_PAGES = ("apps", "strategy_portal", "templates", "static")


@cache
def code_version() -> str:
    """``CODE_VERSION`` of the environment, or a digest of the files that make pages; worked out once a process."""
    if given := os.environ.get("CODE_VERSION"):
        return hashlib.sha256(given.encode()).hexdigest()[:16]
    sha = hashlib.sha256()
    base = Path(settings.BASE_DIR)
    paths = {path for folder in _MAKE_PAGES for path in (base / folder).rglob("*") if path.is_file()}
    for path in sorted(paths | {base / "requirements.txt"}):
        if path.suffix not in (".pyc", ".mo"):
            sha.update(str(path.relative_to(base)).encode() + b"\0" + path.read_bytes())
    return sha.hexdigest()[:16]
