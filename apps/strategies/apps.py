from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategiesConfig(AppConfig):
    name = "apps.strategies"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Plans and elements")
