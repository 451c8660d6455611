"""The background worker: what is done after the editor has gone on."""

import logging
import os
import signal
import threading
import time

from django.core.management import call_command
from django.db import close_old_connections
from django_tasks_db.management.commands import db_worker

logger = logging.getLogger(__name__)

#: Seconds between two looks at the files of the search index.
CHECK_AGAIN = 10.0


class Command(db_worker.Command):
    help = "Do the tasks that lie in the database, one after the other, until stopped. It catches up with search first."

    def add_arguments(self, parser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--with-parent", action="store_true", help="stop when the process that started it is gone")
        parser.set_defaults(backend_name="background", queue_name="*", interval=1.0, startup_delay=False, reload=False)

    def handle(self, *args, with_parent: bool, **options) -> None:
        if with_parent:
            threading.Thread(target=stop_without, args=[os.getppid()], daemon=True).start()
        threading.Thread(target=check_search, daemon=True).start()
        # A task that its worker died over is not begun again: what it left is caught up with now.
        try:
            call_command("search_index", "catch-up", verbosity=0)
        except Exception:
            # A search engine that is away does not keep anything else from being done.
            logger.exception("Search could not be caught up with")
        super().handle(*args, **options)


def stop_without(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def check_search() -> None:
    while True:
        time.sleep(CHECK_AGAIN)
        close_old_connections()
        try:
            call_command("search_index", "check", verbosity=0)
        except Exception:
            # A process boundary: it is tried again.
            logger.exception("The search index could not be checked")
