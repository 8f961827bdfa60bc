"""The portal's own settings, with what it writes in a folder that is thrown away."""

import os
from pathlib import Path

os.environ.update(ENV_FILE="", SECRET_KEY="browser", DEMO="1", DEBUG="0", ALLOWED_HOSTS="127.0.0.1,localhost")
for name in ("CACHE_URL", "EMAIL_URL", "MEDIA_ROOT", "PROXY_SSL_HEADER", "HTTPS"):
    os.environ.pop(name, None)

from strategy_portal.settings import *  # noqa: E402, F403

STATIC_ROOT = Path(os.environ["SITE_FOLDER"]) / "static"
MEDIA_ROOT = Path(os.environ["SITE_FOLDER"]) / "media"

#: Four municipalities are a long register here, so that its filter is looked at.
DIRECTORY_LETTERS_FROM = 4
