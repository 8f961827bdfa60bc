"""The WSGI application that gunicorn serves: what is kept of public pages, and Django behind it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "strategy_portal.settings")
os.environ.setdefault("SERVING", "1")

django = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402

from apps.core.http.intake import intake  # noqa: E402
from apps.core.page_cache import in_front_of  # noqa: E402

# Seconds of imports, which no reader should wait for.
get_resolver().url_patterns  # noqa: B018
application = intake(in_front_of(django), refusing=django)
