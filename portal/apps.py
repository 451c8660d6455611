from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from portal.admin import connect_publishing_rights, prune_sign_in_failures, register_media_policies
        from portal.jobs import register_command, register_job
        from portal.media import make_missing_renditions
        from portal.operations import periodic_jobs_health, register_health_check
        from portal.pages import patch_wagtail_localize

        register_health_check("periodic_jobs", periodic_jobs_health)
        register_command("publish_scheduled", timedelta(minutes=1))
        register_job("image_renditions", timedelta(hours=1), make_missing_renditions)
        register_command("clearsessions", timedelta(weeks=1))
        register_command("prune_db_task_results", timedelta(weeks=1), "--backend=background", "--queue-name=*")
        register_job("sign_in_failures", timedelta(hours=1), prune_sign_in_failures)
        patch_wagtail_localize()
        connect_publishing_rights()
        register_media_policies()
