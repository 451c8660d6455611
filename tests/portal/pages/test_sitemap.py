"""Sitemap of public pages with their translations."""

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import StandardPageFactory

pytestmark = pytest.mark.django_db

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def sitemap(client) -> dict[str, dict[str, str]]:
    """Return {address: {language: address of the alternate}}."""
    response = client.get("/sitemap-pages.xml")
    assert response.status_code == 200
    root = ElementTree.fromstring(response.content)
    return {
        url.findtext("s:loc", namespaces=NAMES): {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)
        }
        for url in root.findall("s:url", NAMES)
    }


def test_every_published_page_is_there_with_its_translation(client, site_tree):
    found = sitemap(client)
    for name in ("home", "news", "programs", "about", "program", "article"):
        both = {code: f"http://testserver{page.get_url()}" for code, page in getattr(site_tree, name).items()}
        for address in both.values():
            assert found[address] == both
            assert client.get(address).status_code == 200
    assert len(found) == 12


def test_a_page_without_a_translation_names_none(client, site_tree):
    page = site_tree.about["fr"]
    page.unpublish()
    found = sitemap(client)
    assert f"http://testserver{page.get_url()}" not in found
    assert found[f"http://testserver{site_tree.about['ar'].get_url()}"] == {}


def test_private_pages_and_their_descendants_are_omitted(client, site_tree):
    site_tree.news["fr"].view_restrictions.create(restriction_type="login")
    found = sitemap(client)
    assert not [address for address in found if "/fr/actualites/" in address]
    assert found[f"http://testserver{site_tree.article['ar'].get_url()}"] == {}


def test_robots_find_the_sitemap(client):
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").text


@pytest.mark.parametrize("size", [1, 30])
def test_the_sitemap_needs_a_constant_number_of_queries(client, site_tree, size):
    home = site_tree.home["fr"]
    for number in range(size):
        StandardPageFactory(parent=home, locale=home.locale, title=f"P {number}", slug=f"p-{number}")
    client.get("/sitemap-pages.xml")
    with CaptureQueriesContext(connection) as captured:
        client.get("/sitemap-pages.xml")
    assert len(captured) == 1


@pytest.mark.parametrize("page", ["0", "2", "abc", "-1"])
def test_an_unknown_part_of_the_sitemap_is_not_found(client, page):
    assert client.get(f"/sitemap-pages.xml?p={page}", follow=True).status_code == 404
