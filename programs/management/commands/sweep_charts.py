"""Remove cached pictures of charts that are not downloaded."""

import time

from django.core.management.base import BaseCommand

from programs.charts import sweep

DAY = 24 * 60 * 60


class Command(BaseCommand):
    help = (
        "Remove the SVG and PNG files of charts that have not been downloaded for some days. No URL breaks: "
        "they are rendered again on demand."
    )

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=90, help="days without a download (90)")

    def handle(self, *args, days, verbosity, **options):
        count, size = sweep(time.time() - days * DAY)
        if verbosity:
            self.stdout.write(f"Removed {count} files, {size / 1_000_000:.1f} MB.")
