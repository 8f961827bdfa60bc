"""The portal's settings as the tests want them: nothing of this machine's, nothing slow, undefined variables refused."""

import os
from typing import cast

# What stands in .env or in the shell must not decide what passes. DATABASE_URL may.
os.environ.update(
    ENV_FILE="", SECRET_KEY="tests", DEMO="0", DEBUG="0", HTTPS="0", ALLOWED_HOSTS="localhost,127.0.0.1,[::1]"
)
for name in (
    "CACHE_URL",
    "EMAIL_URL",
    "CSRF_TRUSTED_ORIGINS",
    "MEDIA_ROOT",
    "PUBLIC_URL",
    "PROXY_SSL_HEADER",
):
    os.environ.pop(name, None)

from strategy_portal.settings import *  # noqa: E402, F403
from strategy_portal.settings import BASE_DIR, STORAGES, TEMPLATES  # noqa: E402
from tests.strict_templates import UndefinedVariable  # noqa: E402

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
cast(dict, TEMPLATES[0]["OPTIONS"])["string_if_invalid"] = UndefinedVariable(BASE_DIR / "templates")
# Links name the host of the test client.
PUBLIC_URL = ""
LOGGING = {"version": 1, "disable_existing_loggers": False}
# The tests of the second factor ask for it; all others sign people in by one step.
SECOND_FACTOR_FOR_STAFF = False
