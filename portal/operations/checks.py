"""What must hold before the portal is deployed, told by `manage.py check`."""

import os

from django.conf import settings
from django.core.checks import Error, register


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
