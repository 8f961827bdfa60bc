"""Where things are kept: database, cache, static files and uploads."""

from whitenoise.compress import Compressor

from strategy_portal.settings.environment import BASE_DIR, VAR_DIR, env
from strategy_portal.settings.policy import (
    DATABASE_CONNECT_SECONDS,
    DATABASE_LOCK_SECONDS,
    DATABASE_STATEMENT_SECONDS,
)

if env.str("DATABASE_URL", ""):
    DATABASES = {"default": env.db("DATABASE_URL")}
else:
    # Not by way of an address: the folder's name may hold what an address cannot.
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        # A deferred transaction that turns into a writer fails at once where another writes; an immediate one waits.
        "transaction_mode": "IMMEDIATE",
        "timeout": DATABASE_LOCK_SECONDS,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 60)
    if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
        DATABASES["default"]["ENGINE"] = "apps.core.postgresql"
    # A look at the socket (apps.core.postgresql), not a query.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        {
            "options": f"-c lock_timeout={DATABASE_LOCK_SECONDS}s -c statement_timeout={DATABASE_STATEMENT_SECONDS}s",
            "connect_timeout": DATABASE_CONNECT_SECONDS,
        }
    )

if env.str("CACHE_URL", ""):
    CACHES = {"default": env.cache("CACHE_URL")}
else:
    # Sign-in attempts are counted here; a cache in memory would count them in each worker apart.
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache",
        }
    }

#: Archives of the record (apps.publishing.record.archive): each is made once and can be made again.
ARCHIVE_FOLDER = VAR_DIR / "archives"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env.str("MEDIA_ROOT", str(BASE_DIR / "media"))
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "apps.core.uploads.WholeFileStorage"},
    "staticfiles": {"BACKEND": "apps.core.static_files.BundledStorage"},
}
# Compressing a library's source maps, which no reader fetches, takes longer than all the rest.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
# Nobody else's page has any use for them.
WHITENOISE_ALLOW_ALL_ORIGINS = False
FILE_UPLOAD_PERMISSIONS = 0o640
