"""All absolute URLs use BASE_URL, in every channel and for every requested host."""

import re

import pytest
from django.core import mail
from django.core.checks import run_checks
from wagtail.models import Page, Site

from portal.operations.site_address import host_and_port, set_site_address
from tests.crawler import crawl
from tests.factories import ImageFactory, UserFactory

pytestmark = pytest.mark.django_db

BASE_URL, INTERNAL = "https://shafafiya.example", "10.0.0.7:8000"
#: {channel: what it says of an address}
CHANNELS = {
    "canonical": r'<link rel="canonical" href="{}/',
    "alternates": r'<link rel="alternate" hreflang="fr" href="{}/fr/',
    "og:url": r'<meta property="og:url" content="{}/',
    "og:image of the site": r'<meta property="og:image" content="{}/static/',
    "og:image of an article": r'<meta property="og:image" content="{}/media/',
    "JSON-LD": r'"url": "{}/',
    "print": r"<bdi>{}/",
    "sitemap": r"<sitemap><loc>{}/",
    "pages of the sitemap": r"<url><loc>{}/",
    "alternates of the sitemap": r'<xhtml:link rel="alternate" hreflang="fr" href="{}/',
    "robots": r"Sitemap: {}/",
    "RSS": r"<item>.*<link>{}/",
    "itself in RSS": r'<atom:link href="{}/[^"]+" rel="self"',
    "Atom": r'<entry>.*<link href="{}/',
    "citation": r"{}/(ar|fr)/figures/[^<]+\.\s*<",
    "CSV": r"(?m)^[^<]*,{}/(ar|fr)/[^<]*$",
    "JSON": r'^\s*{{[^<]*"{}/(ar|fr)/',
}


@pytest.fixture
def site(settings):
    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = BASE_URL
    set_site_address()


@pytest.fixture
def texts(site, site_tree, serving, client):
    """{address: text} of the public site as a reader of an internal host gets it."""
    serving()
    for article in site_tree.article.values():
        article.image = ImageFactory()
        article.save_revision().publish()

    def fetch(path: str):
        response = client.get(path, headers={"host": INTERNAL})
        return response.status_code, response.getvalue().decode("utf-8", "replace"), response.headers.get("Location")

    return {path: text for path, _status, text in crawl(fetch)}


def test_every_channel_uses_base_url(texts):
    missing = [
        channel
        for channel, pattern in CHANNELS.items()
        if not any(re.search(pattern.format(re.escape(BASE_URL)), text, re.DOTALL) for text in texts.values())
    ]
    assert missing == []


def test_no_channel_uses_another_host(texts):
    others = re.compile(r"(?:https?:)?//(?:10\.0\.0\.7|localhost|testserver|127\.0\.0\.1)[^\s\"<]*|http://shafafiya")
    assert {path: found[:3] for path, text in texts.items() if (found := others.findall(text))} == {}


def test_a_page_has_its_full_url(site, site_tree):
    page = Page.objects.get(pk=site_tree.about["fr"].pk)
    assert page.get_full_url() == page.full_url == f"{BASE_URL}/fr/a-propos/"


def test_emails_use_base_url(site, client):
    UserFactory(email="editor@example.org", is_superuser=True)
    client.post("/admin/password_reset/", {"email": "editor@example.org"}, headers={"host": INTERNAL})
    assert f"{BASE_URL}/admin/password_reset/confirm/" in mail.outbox[0].body


def test_an_unknown_host_is_refused(settings, site, client):
    settings.ALLOWED_HOSTS = ["shafafiya.example"]
    assert client.get("/fr/", headers={"host": "forged.example"}).status_code == 400


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://shafafiya.example", ("shafafiya.example", 443)),
        ("http://shafafiya.example", ("shafafiya.example", 80)),
        ("http://localhost:8103", ("localhost", 8103)),
    ],
)
def test_wagtails_site_follows_base_url(settings, address, expected):
    settings.BASE_URL = address
    assert set_site_address()
    assert not set_site_address()
    site = Site.objects.get()
    assert (site.hostname, site.port, site.root_url) == (*expected, address)


@pytest.mark.parametrize("address", ["shafafiya.example", "ftp://x.example", "https://x.example/fr", "", "https://x:y"])
def test_an_invalid_base_url_is_refused(settings, address):
    with pytest.raises(ValueError, match=r"BASE_URL|Port"):
        host_and_port(address)
    settings.BASE_URL = address
    assert "portal.E002" in {problem.id for problem in run_checks()}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({}, None),
        ({"ALLOWED_HOSTS": ["other.example"]}, "portal.E003"),
        ({"BASE_URL": "https://other.example"}, "portal.E003"),
        ({"BASE_URL": "http://shafafiya.example"}, "portal.W004"),
        ({"BASE_URL": "https://www.shafafiya.example"}, "portal.W005"),
    ],
)
def test_the_deployment_check_reports_inconsistent_urls(settings, site, change, problem):
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = [".shafafiya.example"], True
    for name, value in change.items():
        setattr(settings, name, value)
    found = {one.id for one in run_checks(include_deployment_checks=True)}
    assert found & {"portal.E003", "portal.W004", "portal.W005"} >= ({problem} if problem else set())
    if not problem:
        assert not found & {"portal.E003", "portal.W004", "portal.W005"}
