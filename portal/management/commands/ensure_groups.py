from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal.admin import ensure_groups


class Command(BaseCommand):
    help = (
        "Create the groups Editors, Moderators and Administrators with their permissions, and the moderation workflow."
    )

    def add_arguments(self, parser):
        parser.add_argument("--reset", action="store_true", help="restore the original permissions of existing groups")

    def handle(self, *args, reset: bool, **options):
        for line in ensure_groups(reset=reset) or [_("Nothing to do: the groups stand.")]:
            self.stdout.write(line)
