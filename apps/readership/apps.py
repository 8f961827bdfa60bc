from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadershipConfig(AppConfig):
    name = "apps.readership"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("What readers say")
