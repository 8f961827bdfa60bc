"""The WSGI application that gunicorn serves: what is kept of public pages, and Django behind it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "strategy_portal.settings")

django = get_wsgi_application()

from apps.core.page_cache import in_front_of  # noqa: E402

application = in_front_of(django)
