from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from portal import page_resolver as serving  # noqa: F401  (they register themselves)
        from portal.media import make_missing_renditions
        from portal.operations import checks, periodic_jobs, register_part  # noqa: F401  (they register themselves)
        from portal.pages import (
            keep_unicode_slugs,
            navigation,  # noqa: F401  (they register themselves)
            publish_in_one_transaction,
        )

        register_part("periodic_jobs", periodic_jobs.health)
        periodic_jobs.register_command("publish_scheduled", timedelta(minutes=1))
        periodic_jobs.register_job("image_renditions", timedelta(hours=1), make_missing_renditions)
        periodic_jobs.register_command("clearsessions", timedelta(weeks=1))
        periodic_jobs.register_command(
            "prune_db_task_results", timedelta(weeks=1), "--backend=background", "--queue-name=*"
        )
        keep_unicode_slugs()
        publish_in_one_transaction()
