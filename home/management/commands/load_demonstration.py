"""Load the demonstration's facts, pages, pictures and accounts into an empty site."""

from django.conf import settings
from django.core.management.base import BaseCommand

from home.demonstration.accounts import create_accounts
from home.demonstration.site import build, is_empty
from portal.admin import ensure_groups


class Command(BaseCommand):
    help = "Load the demonstration into a site without pages; otherwise do nothing."

    def handle(self, *args, **options):
        if not is_empty():
            self.stdout.write("There are pages already: the demonstration is not loaded.")
            return
        # First, so that a repeated load has accounts.
        ensure_groups()
        path = create_accounts(settings.DATA_DIR)
        build(say=lambda part: self.stdout.write(f"Loading the demonstration: {part}"))
        self.stdout.write(f"Accounts of the demonstration: {path}")
