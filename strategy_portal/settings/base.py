"""What the portal is made of: apps, middleware, templates, language, mail and log."""

from django.utils.translation import gettext_lazy as _

from strategy_portal.settings.environment import BASE_DIR, DEBUG, DEMO, env
from strategy_portal.settings.policy import MAIL_SECONDS

INSTALLED_APPS = [
    "apps.administration.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "mptt",
    "simple_history",
    "django_filters",
    "django_htmx",
    "django_prose_editor",
    "js_asset",
    "csp",
    "apps.core",
    "apps.accounts",
    "apps.municipalities",
    "apps.strategies",
    "apps.publishing",
    "apps.followup",
    "apps.indicators",
    "apps.decisions",
    "apps.imports",
    "apps.activity",
    "apps.readership",
    "apps.overview",
    "apps.portal",
    "apps.workspace",
    "apps.opendata",
    "apps.administration",
]

MIDDLEWARE = [
    "apps.core.page_cache.middleware",
    "apps.core.http.public_address.public_address",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "apps.core.middleware.security_headers",
    "apps.core.middleware.language_of_address",
    "apps.core.middleware.refuse_malformed",
    "apps.core.static_files.ServedFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "apps.core.middleware.keep_private",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "apps.accounts.middleware.require_second_factor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

#: How far a counter of public changes has come (apps.core.page_cache).
PUBLIC_VERSION = "apps.municipalities.freshness.public_version"
#: What is told of each public page that is sent, and may say what is to be done once it is (apps.core.page_cache).
PAGE_SENT = "apps.readership.counting.page_sent"

ROOT_URLCONF = "strategy_portal.urls"
WSGI_APPLICATION = "strategy_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["apps.core.templatetags.danish_words"],
        },
    },
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Mail.

vars().update(
    env.email_url("EMAIL_URL", default="consolemail://" if DEMO or DEBUG else "smtp://localhost:25")
)
EMAIL_TIMEOUT = MAIL_SECONDS
#: Where the portal is found, for links in mails that no request asks for: “https://strategi.example.dk”.
PORTAL_ADDRESS = env.str("PORTAL_ADDRESS", "http://127.0.0.1:8000" if DEMO or DEBUG else "")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", "Strategiportalen <strategiportalen@localhost>"
)

# Language: the address alone decides it (apps.core.middleware.language_of_address).

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
FORMAT_MODULE_PATH = "apps.core.formats"
LOCALE_PATHS = [BASE_DIR / "strategy_portal" / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "apps.core.logs.SecretsFilter"}},
    "formatters": {"json": {"()": "apps.core.logs.PortalJsonFormatter"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["secrets"]},
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # It names the addresses that are tried; apps.accounts.lockout tells of them without.
        "axes": {"level": "CRITICAL"},
    },
}
