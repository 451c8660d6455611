"""Every URL of the admin responds without an error to every group."""

import pytest
from django.db import transaction
from django.urls import resolve, reverse

from tests.admin_addresses import addresses, patterns
from tests.admin_records import plant_records

pytestmark = pytest.mark.django_db

ROLES = {
    "editor": {"group": "Editors"},
    "moderator": {"group": "Moderators"},
    "administrator": {"group": "Administrators"},
    "superuser": {"group": "", "is_superuser": True},
}
#: Addresses that fail on purpose, or that nothing can be made for: by how their routes begin, with the reason.
EXCEPTIONS = {
    "admin/failwhale/": "fails on purpose",
    "admin/settings/": "no model of settings is registered",
    "admin/localize/submit/snippet/": "no snippet has translations",
    "admin/localize/api/snippets/<slug:app_label>": "no snippet has translations",
    "admin/^.*/$": "Wagtail's answer to what has no address",
}
#: Wagtail's own views that fail at a form without its fields, which no browser sends.
FAILING_AT_EMPTY_FORMS = (
    "admin/choose-external-link/",
    "admin/redirects/import/process/",
    "admin/documents/multiple/<int:doc_id>/",
)


@pytest.fixture
def records(groups, site_tree):
    plant_records(site_tree)


def routes():
    return [(route, pattern) for route, pattern in patterns() if not route.startswith(tuple(EXCEPTIONS))]


def failures(client, method: str, *, thorough: bool) -> list[str]:
    """Ask every address, or one of each route; return those that failed, each with what went wrong."""
    client.raise_request_exception = False
    cookies = client.cookies.output(header="", sep=";")
    found = []
    for route, pattern in routes():
        for path in addresses(route, pattern)[: None if thorough else 1]:
            client.cookies.load(cookies)
            if method == "post" and route in FAILING_AT_EMPTY_FORMS:
                continue
            with transaction.atomic():
                response = getattr(client, method)(path)
                transaction.set_rollback(True)
            # Nobody who is signed in is sent to sign in: without the right the page would send one back, for ever.
            is_sent_away = response.headers.get("Location", "").startswith(reverse("wagtailadmin_login"))
            if is_sent_away and route != "admin/logout/":
                found.append(f"{method} {path}: signs in again")
            if response.status_code >= 500:
                found.append(f"{method} {path}: {response.exc_info and response.exc_info[1]!r}")
    return found


def test_every_address_has_arguments(records):
    assert [route for route, pattern in routes() if not addresses(route, pattern)] == []


def test_arguments_lead_to_their_own_address(records):
    """A view that replaces one of a library stands before it at the same route."""
    strays = [
        path
        for route, pattern in routes()
        for path in addresses(route, pattern)
        if resolve(path).func != pattern.callback and resolve(path).route != route
    ]
    assert not strays, "\n".join(strays)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_fails(records, sign_in, role, method):
    found = failures(sign_in(**ROLES[role]), method, thorough=role == "superuser")
    assert not found, "\n".join(found)
