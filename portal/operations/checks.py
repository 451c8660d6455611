"""System checks of the deployment."""

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
    try:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        problem = "" if os.access(settings.DATA_DIR, os.W_OK) else "not writable"
    except OSError as error:
        problem = error.strerror
    hint = "Set DATA_DIR to a folder that the site may write to, or change its owner."
    return [Error(f"Data folder {settings.DATA_DIR}: {problem}.", hint=hint, id="portal.E001")] if problem else []


@register()
def base_url_is_valid(app_configs, **kwargs):
    try:
        host_and_port(settings.BASE_URL)
    except ValueError as error:
        return [Error(f"{error}.", hint="Set BASE_URL in the environment.", id="portal.E002")]
    return []


@register(deploy=True)
def base_url_is_consistent(app_configs, **kwargs):
    """BASE_URL agrees with ALLOWED_HOSTS, HTTPS and Wagtail's Site."""
    if base_url_is_valid(app_configs):
        return []
    given, parts, problems = f"BASE_URL={settings.BASE_URL}", urlsplit(settings.BASE_URL), []
    if not validate_host(parts.hostname, settings.ALLOWED_HOSTS):
        hint = f"Add {parts.hostname} to ALLOWED_HOSTS, or correct BASE_URL."
        text = f"The host of {given} is not in ALLOWED_HOSTS: links to it would fail."
        problems.append(Error(text, hint=hint, id="portal.E003"))
    if settings.SECURE_SSL_REDIRECT and parts.scheme != "https":
        hint = "Use https:// in BASE_URL, or set HTTPS=0."
        problems.append(Warning(f"{given} has no TLS, but the site redirects to https.", hint=hint, id="portal.W004"))
    try:
        site = Site.objects.filter(is_default_site=True).first()
    except DatabaseError:
        # Not migrated yet.
        return problems
    if site and (site.hostname, site.port) != host_and_port(settings.BASE_URL):
        hint = "Run manage.py prepare, which copies BASE_URL to the Site."
        text = f"Wagtail's Site is {site.hostname}:{site.port}, but {given}."
        problems.append(Warning(text, hint=hint, id="portal.W005"))
    return problems


@register(Tags.security, deploy=True)
def security_contact_is_set(app_configs, **kwargs):
    text = "SECURITY_CONTACT is neither a mail address nor a https:// URL: /.well-known/security.txt names no contact."
    hint = "Set SECURITY_CONTACT, as in SECURITY_CONTACT=security@example.org"
    is_set = contact().startswith(("mailto:", "https://", "tel:"))
    return [] if is_set else [Warning(text, hint=hint, id="portal.W002")]


@register(deploy=True)
def mail_is_configured(app_configs, **kwargs):
    text = "No mail server is configured: no password resets, no notifications of moderation."
    hint = "Set EMAIL_URL, as in EMAIL_URL=smtp+tls://user:password@mail.example.org:587"
    is_configured = getattr(settings, "WAGTAIL_PASSWORD_RESET_ENABLED", True)
    return [] if is_configured else [Warning(text, hint=hint, id="portal.W006")]
