from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        import portal.operations
        import portal.page_resolver  # noqa: F401  (both connect themselves)
        from portal.pages import keep_unicode_slugs, publish_in_one_transaction

        keep_unicode_slugs()
        publish_in_one_transaction()
