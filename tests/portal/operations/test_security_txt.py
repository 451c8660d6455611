"""security.txt (RFC 9116), its policy page, and the check of a missing contact."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.checks import run_checks

from portal.operations.security_contact import security_txt_of

pytestmark = pytest.mark.django_db

PATH = "/.well-known/security.txt"
NOW = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)


@pytest.fixture
def contact(settings):
    settings.SECURITY_CONTACT = "security@shafafiya.example"
    settings.WAGTAILADMIN_BASE_URL = "https://shafafiya.example"


def test_has_the_fields_of_the_standard(contact, client):
    assert security_txt_of("mailto:a@b.example", "https://c.example", NOW).splitlines() == [
        "Contact: mailto:a@b.example",
        "Expires: 2027-05-30T00:00:00Z",
        "Preferred-Languages: ar, fr",
        "Canonical: https://c.example/.well-known/security.txt",
        "Policy: https://c.example/ar/security/",
        "Policy: https://c.example/fr/security/",
    ]


def test_is_served_as_plain_text_and_never_expired(contact, client):
    response = client.get(PATH)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert fields["Contact"] == "mailto:security@shafafiya.example"
    assert timedelta(days=150) < datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC) < timedelta(days=365)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_names_a_policy_that_can_be_read(contact, client, site_tree, language):
    response = client.get(f"/{language}/security/")
    assert response.status_code == 200
    assert '<a href="mailto:security@shafafiya.example"><bdi>security@shafafiya.example</bdi></a>' in response.text


def test_is_not_there_where_it_could_name_nobody(settings, client, site_tree):
    settings.SECURITY_CONTACT = ""
    assert [client.get(path).status_code for path in (PATH, "/ar/security/", "/fr/security/")] == [404] * 3


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ("", 1),
        ("nobody", 1),
        ("http://insecure.example", 1),
        ("security@shafafiya.example", 0),
        ("https://a.example", 0),
    ],
)
def test_the_check_of_a_deployment_names_a_missing_contact(settings, said, problems):
    settings.SECURITY_CONTACT = said
    found = [one for one in run_checks(include_deployment_checks=True) if one.id == "portal.W002"]
    assert len(found) == problems
    assert all("SECURITY_CONTACT" in one.hint for one in found)


def test_is_no_concern_of_a_machine_that_is_not_deployed(settings):
    settings.SECURITY_CONTACT = ""
    assert [one for one in run_checks() if one.id == "portal.W002"] == []
