from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from portal import page_resolver as serving  # noqa: F401  (they register themselves)
        from portal.admin import media_rights, publishing_rights
        from portal.operations import checks, timestamps  # noqa: F401  (they register themselves)
        from portal.pages import (
            keep_unicode_slugs,
            navigation,  # noqa: F401  (they register themselves)
            publish_in_one_transaction,
        )

        keep_unicode_slugs()
        publish_in_one_transaction()
        publishing_rights.connect()
        media_rights.register_policies()
