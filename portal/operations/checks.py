"""What must hold before the portal is deployed, told by `manage.py check`."""

import os
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import DatabaseError
from django.http.request import validate_host
from wagtail.models import Site

from portal.operations.security_contact import contact
from portal.operations.site_address import host_and_port


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


@register()
def the_site_has_an_address(app_configs, **kwargs):
    try:
        host_and_port(settings.BASE_URL)
    except ValueError as error:
        return [Error(f"{error}.", hint="Set BASE_URL in the environment.", id="portal.E002")]
    return []


@register(deploy=True)
def addresses_agree(app_configs, **kwargs):
    """BASE_URL, ALLOWED_HOSTS, HTTPS and Wagtail's record of the site name one address."""
    if the_site_has_an_address(app_configs):
        return []
    parts = urlsplit(settings.BASE_URL)
    problems = []
    if not validate_host(parts.hostname, settings.ALLOWED_HOSTS):
        problems.append(
            Error(
                f"The host of BASE_URL={settings.BASE_URL} is not one of ALLOWED_HOSTS: no link to it would work.",
                hint=f"Add {parts.hostname} to ALLOWED_HOSTS, or mend BASE_URL.",
                id="portal.E003",
            )
        )
    if settings.SECURE_SSL_REDIRECT and parts.scheme != "https":
        problems.append(
            Warning(
                f"BASE_URL={settings.BASE_URL} is without TLS, to which the site sends all readers.",
                hint="Begin BASE_URL with https://, or set HTTPS=0 for a site without TLS.",
                id="portal.W004",
            )
        )
    try:
        site = Site.objects.filter(is_default_site=True).first()
    except DatabaseError:
        # Nothing has been prepared yet.
        return problems
    if site and (site.hostname, site.port) != host_and_port(settings.BASE_URL):
        problems.append(
            Warning(
                f"Wagtail's record of the site says {site.hostname}:{site.port}, and BASE_URL={settings.BASE_URL}.",
                hint="Run manage.py prepare, which writes BASE_URL into the record.",
                id="portal.W005",
            )
        )
    return problems


@register(deploy=True)
def mail_is_sent(app_configs, **kwargs):
    if getattr(settings, "WAGTAIL_PASSWORD_RESET_ENABLED", True):
        return []
    return [
        Warning(
            "No mail server is set: passwords cannot be reset, and nobody is told of pages that wait for moderation.",
            hint="Set EMAIL_URL, as in EMAIL_URL=smtp+tls://user:password@mail.example.org:587",
            id="portal.W006",
        )
    ]
