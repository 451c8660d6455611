#!/usr/bin/env python3
"""Run administrative tasks; without DJANGO_SETTINGS_MODULE with the development settings."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit("Django is not installed here: `make run` or `make test` installs it.") from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
