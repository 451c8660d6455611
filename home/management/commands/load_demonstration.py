"""Load the demonstration's facts, pages, pictures and accounts into an empty site."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from wagtail.users.models import UserProfile

from home.demonstration.site import build, is_empty
from portal.admin import ensure_groups

#: user name: (group, language of the admin)
ACCOUNTS = {"editor": ("Editors", "ar"), "moderator": ("Moderators", "fr"), "administrator": ("Administrators", "ar")}
FILE = "accounts.txt"


def create_accounts(folder: Path) -> Path:
    """Create one account for each role, with a random password, where it is missing; append their passwords to a file that only its owner can read."""
    users = get_user_model()
    lines = []
    for name, (group, language) in ACCOUNTS.items():
        if users.objects.filter(username=name).exists():
            continue
        password = secrets.token_urlsafe(12)
        user = users.objects.create_user(
            name, f"{name}@example.org", password, is_superuser=name == "administrator", is_staff=False
        )
        user.groups.add(Group.objects.get_or_create(name=group)[0])
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
        lines.append(f"{name}\t{password}\n")
    path = folder / FILE
    if lines:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.fchmod(descriptor, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.writelines(lines)
    return path


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
