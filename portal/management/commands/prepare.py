"""Bring the site up to date."""

import gc

from django.core.management.base import BaseCommand

from portal.operations import prepare


class Command(BaseCommand):
    help = (
        "Bring the site up to date: migrations, the demonstration where the database is empty, static files. "
        "Quick where there is nothing to do."
    )

    def handle(self, *args, **options):
        # Migrations build millions of objects: to look for cycles among them takes a quarter of the time.
        gc.set_threshold(50_000)
        if not prepare(self.stdout.write):
            self.stdout.write("Everything is up to date.")
