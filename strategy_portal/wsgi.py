"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "strategy_portal.settings")

_django = get_wsgi_application()

from apps.core.http.intake import intake  # noqa: E402

application = intake(_django, refusing=_django)
