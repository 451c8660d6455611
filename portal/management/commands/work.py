"""The background worker: what is done after the editor has gone on, and what the clock asks for."""

import logging

from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from portal.jobs import in_background, run_due

logger = logging.getLogger(__name__)


class Command(db_worker.Command):
    help = (
        "Do the tasks that lie in the database, one after the other, and the periodic jobs (scheduled publication, "
        "clean-up), until stopped; with --batch, once. It catches up with search first."
    )

    def add_arguments(self, parser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(backend_name="background", queue_name="*", interval=1.0, startup_delay=False, reload=False)

    def handle(self, *args, batch: bool, **options) -> None:
        # A task that its worker died over is not begun again: what it left is caught up with now.
        try:
            call_command("search_index", "catch-up", verbosity=0)
        except Exception:
            # A search engine that is away does not keep anything else from being done.
            logger.exception("Search could not be caught up with")
        if batch:
            run_due(timezone.now())
            super().handle(*args, batch=batch, **options)
        else:
            with in_background():
                super().handle(*args, batch=batch, **options)
