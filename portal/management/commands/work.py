"""The background worker: queued tasks and periodic jobs."""

import logging

from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from portal.jobs import in_background, run_due

logger = logging.getLogger(__name__)


class Command(db_worker.Command):
    help = (
        "Run queued tasks and periodic jobs (scheduled publication, clean-up) until stopped; with --batch, run what is "
        "due once. Updates the search index first."
    )

    def add_arguments(self, parser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(backend_name="background", queue_name="*", interval=1.0, startup_delay=False, reload=False)

    def handle(self, *args, batch: bool, **options) -> None:
        # A task whose worker died is not restarted: deliver what it left.
        try:
            call_command("search_index", "catch-up", verbosity=0)
        except Exception:
            # Other work continues without the search engine.
            logger.exception("The search index could not be updated")
        if batch:
            run_due(timezone.now())
            super().handle(*args, batch=batch, **options)
        else:
            with in_background():
                super().handle(*args, batch=batch, **options)
