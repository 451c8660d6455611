"""What must hold before the portal is deployed, told by `manage.py check`."""

import os

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from portal.operations.security_contact import contact


@register()
def data_folder_is_writable(app_configs, **kwargs):
    folder = settings.DATA_DIR
    if folder.is_dir() and os.access(folder, os.W_OK):
        return []
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return [
            Error(
                f"The data folder {folder} cannot be made: {error.strerror}.",
                hint="Set DATA_DIR to a folder that the site may write to.",
                id="portal.E001",
            )
        ]
    if os.access(folder, os.W_OK):
        return []
    return [
        Error(
            f"The data folder {folder} cannot be written to.",
            hint="Give it to the user that runs the site, or set DATA_DIR to another one.",
            id="portal.E001",
        )
    ]


@register(Tags.security, deploy=True)
def somebody_is_told_of_vulnerabilities(app_configs, **kwargs):
    if contact().startswith(("mailto:", "https://", "tel:")):
        return []
    return [
        Warning(
            "SECURITY_CONTACT is neither a mail address nor an https:// address, so that /.well-known/security.txt "
            "names nobody whom a finder of a vulnerability could tell.",
            hint="Set SECURITY_CONTACT, as in SECURITY_CONTACT=security@example.org",
            id="portal.W002",
        )
    ]
