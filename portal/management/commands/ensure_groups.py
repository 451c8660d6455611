"""Makes the groups editor, moderator and administrator, and their moderation."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal.admin import ensure_groups


class Command(BaseCommand):
    help = "Make the groups Editors, Moderators and Administrators with their permissions, and the moderation."

    def add_arguments(self, parser):
        parser.add_argument(
            "--reset", action="store_true", help="give groups that were changed their first permissions back"
        )

    def handle(self, *args, reset: bool, **options):
        done = ensure_groups(reset=reset)
        for line in done:
            self.stdout.write(line)
        if not done:
            self.stdout.write(_("Nothing to do: the groups stand."))
