from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MunicipalitiesConfig(AppConfig):
    name = "apps.municipalities"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Municipalities")

    def ready(self) -> None:
        from apps.municipalities import checks  # noqa: F401
