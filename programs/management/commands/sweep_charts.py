"""Clear away pictures of charts that nobody has asked for."""

import time

from django.core.management.base import BaseCommand

from programs.charts import sweep

DAY = 24 * 60 * 60


class Command(BaseCommand):
    help = (
        "Remove the SVG and PNG files of charts that nobody has downloaded for some days. No address breaks: "
        "they are drawn again when somebody asks for them."
    )

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=90, help="how long nobody must have asked for them (90)")

    def handle(self, *args, days, verbosity, **options):
        count, size = sweep(time.time() - days * DAY)
        if verbosity:
            self.stdout.write(f"Removed {count} files, {size / 1_000_000:.1f} MB.")
