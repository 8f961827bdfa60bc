from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "apps.core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from apps.core import collation, lookups

        lookups.register()
        connection_created.connect(lookups.teach_sqlite, dispatch_uid="core.teach_sqlite")
        connection_created.connect(collation.teach_sqlite, dispatch_uid="core.teach_sqlite_danish")
        autodiscover_modules("text_fields")
