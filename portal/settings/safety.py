"""Checks before a production process starts."""

from django.core.exceptions import ImproperlyConfigured

MINIMUM_KEY_LENGTH = 50
MINIMUM_KEY_CHARACTERS = 5
#: E-mail backends that send nothing.
KEPT_HERE = tuple(f".{name}.EmailBackend" for name in ("console", "dummy", "filebased"))
NEW_KEY = "python -c 'from django.core.management.utils import get_random_secret_key as k; print(k())'"


def unsafe_settings(*, secret_key: str, debug: bool, allowed_hosts: list[str]) -> list[str]:
    """Return a sentence for each unsafe setting. The bounds of the key are those of Django's security.W009."""
    problems = []
    if not secret_key:
        problems.append(f"SECRET_KEY is missing. Set it in the environment; make one with: {NEW_KEY}")
    elif (
        len(secret_key) < MINIMUM_KEY_LENGTH
        or len(set(secret_key)) < MINIMUM_KEY_CHARACTERS
        or secret_key.startswith(("django-insecure-", "development-only-"))
    ):
        problems.append(
            f"SECRET_KEY is weak (at least {MINIMUM_KEY_LENGTH} characters, {MINIMUM_KEY_CHARACTERS} of them "
            f"different, and not one of a template). Make another with: {NEW_KEY}"
        )
    if debug:
        problems.append("DEBUG is on and would show the code and its settings to readers. Unset DEBUG.")
    if not allowed_hosts:
        problems.append("ALLOWED_HOSTS is empty. Set it to the site's names, as in ALLOWED_HOSTS=example.org")
    elif "*" in allowed_hosts:
        problems.append("ALLOWED_HOSTS holds `*`, which accepts forged addresses. Name the site's hosts.")
    return problems


def refuse_unsafe(*, secret_key: str, debug: bool, allowed_hosts: list[str]) -> None:
    """Raise ImproperlyConfigured with all problems."""
    if problems := unsafe_settings(secret_key=secret_key, debug=debug, allowed_hosts=allowed_hosts):
        raise ImproperlyConfigured(
            "Production does not start with unsafe settings:\n" + "\n".join(f"  - {p}" for p in problems)
        )
