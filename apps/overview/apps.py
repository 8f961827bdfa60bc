from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "apps.overview"
    default_auto_field = "django.db.models.BigAutoField"
