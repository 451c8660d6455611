import gc

from django.core.management.base import BaseCommand

from portal.operations import prepare


class Command(BaseCommand):
    help = (
        "Bring the site up to date: migrations, the demonstration if the database is empty, search index, static "
        "files. Fast if there is nothing to do."
    )

    def handle(self, *args, **options):
        # Garbage collection would take a quarter of the time of migrations.
        gc.set_threshold(50_000)
        if not prepare(self.stdout.write):
            self.stdout.write("Everything is up to date.")
