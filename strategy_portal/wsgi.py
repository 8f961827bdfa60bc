"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "strategy_portal.settings")
os.environ.setdefault("SERVING", "1")

_django = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402

from apps.core.http.intake import intake  # noqa: E402

# Seconds of imports, which no reader should wait for.
get_resolver().url_patterns  # noqa: B018
application = intake(_django, refusing=_django)
