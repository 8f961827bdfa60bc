from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig


class PortalAdminConfig(SimpleAdminConfig):
    """Django's admin with the portal's site; what third-party apps would show of themselves is not looked for."""

    default_site = "apps.administration.site.PortalAdminSite"


class AdministrationConfig(AppConfig):
    name = "apps.administration"
    default = True
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from apps.administration import screens  # noqa: F401
