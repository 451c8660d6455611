"""Contact for vulnerabilities: `/.well-known/security.txt` (RFC 9116) and its policy page."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from portal.l10n import language_codes

#: RFC 9116 recommends less than a year.
VALID = timedelta(days=180)


def contact() -> str:
    """Return the contact as a URI, '' if none is set."""
    text = settings.SECURITY_CONTACT.strip()
    return f"mailto:{text}" if "@" in text and ":" not in text else text


def security_txt_of(contact: str, site: str, now: datetime) -> str:
    fields = [
        ("Contact", contact),
        ("Expires", f"{now.astimezone(UTC) + VALID:%Y-%m-%dT00:00:00Z}"),
        ("Preferred-Languages", ", ".join(language_codes())),
        ("Canonical", f"{site}{reverse('security_txt')}"),
    ]
    for language in language_codes():
        with override(language):
            fields.append(("Policy", f"{site}{reverse('security_policy')}"))
    return "".join(f"{name}: {value}\n" for name, value in fields)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    if not contact():
        raise Http404
    text = security_txt_of(contact(), settings.WAGTAILADMIN_BASE_URL.rstrip("/"), datetime.now(UTC))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def security_policy(request: HttpRequest) -> HttpResponse:
    if not contact():
        raise Http404
    return render(request, "portal/security_policy.html", {"contact": contact()})
