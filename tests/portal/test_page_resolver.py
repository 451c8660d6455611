"""Resolving URLs to pages: languages, Arabic slugs, private and missing pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import Site

from home.models import StandardPage
from portal.page_resolver import find_site
from portal.pages.navigation import footer_nav, site_nav
from programs.pages import ProgramPage
from tests.factories import StandardPageFactory

pytestmark = pytest.mark.django_db

LANGUAGES = ["ar", "fr"]


# The front door


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("fr", "fr"),
        ("fr-MA,fr;q=0.9,ar;q=0.5", "fr"),
        ("ar", "ar"),
        ("ar-MA", "ar"),
        ("en-US,en;q=0.9", "ar"),
        ("en,fr;q=0.3", "fr"),
        ("", "ar"),
        ("*", "ar"),
        ("nonsense;;q=x", "ar"),
        ("de,*;q=0.1", "ar"),
    ],
)
def test_the_front_page_redirects_to_the_language_of_the_browser(client, asked, language):
    response = client.get("/", headers={"accept-language": asked})
    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert "Accept-Language" in response["Vary"]


def test_the_front_page_needs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/")


@pytest.mark.parametrize("path", ["/de/", "/en/", "/de/actualites/", "/xx-yy/", "/actualites/"])
def test_an_unknown_language_is_not_found_and_says_so_in_both(client, path):
    response = client.get(path, headers={"accept-language": "fr"})
    assert response.status_code == 404
    assert 'lang="ar"' in response.text
    assert 'lang="fr"' in response.text


# Pages


@pytest.mark.parametrize("name", ["home", "news", "programs", "about", "program", "article"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_its_address_below_its_language(client, site_tree, name, language):
    page = getattr(site_tree, name)[language]
    response = client.get(page.get_url())
    assert response.status_code == 200
    assert page.get_url().startswith(f"/{language}/")
    assert response.context["page"] == page
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in response.text


def test_an_arabic_url_works_decoded_and_encoded(client, site_tree):
    assert client.get("/ar/الأخبار/توزيع-في-فاس/").status_code == 200
    assert "%D8%A7" in site_tree.article["ar"].get_url()


def test_a_url_without_a_trailing_slash_is_redirected(client, site_tree):
    response = client.get("/fr/actualites")
    assert (response.status_code, response["Location"]) == (301, "/fr/actualites/")


def test_a_page_is_not_found_below_the_other_language(client, site_tree):
    assert client.get("/ar/actualites/").status_code == 404
    assert client.get("/fr/الأخبار/").status_code == 404


NOWHERE = [
    "/fr/nothing/",
    "/fr/actualites/nothing/",
    "/fr/actualites/une-distribution-a-fes/more/",
    "/fr/a-propos/x/y/z/",
    "/fr/%00/",
    "/fr/a%00b/c/",
    "/fr/" + "a/" * 1500,
    "/fr/" + "a" * 5000 + "/",
    "/fr/%FF%FE/",
    "/fr/../../etc/passwd/",
    "/fr/home-fr/actualites/",
    "/fr/%/",
    "/fr/_/",
]


def test_an_unknown_path_is_not_found(client, site_tree):
    assert {path: client.get(path).status_code for path in NOWHERE} == dict.fromkeys(NOWHERE, 404)


def test_a_draft_is_not_found(client, site_tree):
    page = site_tree.about["fr"]
    page.unpublish()
    assert client.get("/fr/a-propos/").status_code == 404


def test_a_page_is_resolved_in_one_query_at_any_depth(client, site_tree):
    parent = site_tree.about["fr"]
    for depth in range(4):
        parent = StandardPageFactory(parent=parent, locale=parent.locale, title=f"P {depth}", slug=f"p-{depth}")
    client.get(parent.get_url())
    with CaptureQueriesContext(connection) as captured:
        response = client.get(parent.get_url())
    assert response.context["page"] == parent
    assert len(captured) == 1


# What is private


def test_a_private_page_is_not_found_and_not_disclosed(client, site_tree):
    site_tree.about["fr"].view_restrictions.create(restriction_type="login")
    response = client.get("/fr/a-propos/")
    assert response.status_code == 404
    assert "/fr/a-propos/" not in client.get("/fr/").text
    assert "a-propos" not in client.get("/sitemap.xml").text


@pytest.mark.parametrize("kind", [{"restriction_type": "login"}, {"restriction_type": "password", "password": "x"}])
def test_descendants_of_a_private_page_are_private(client, site_tree, kind):
    site_tree.news["fr"].view_restrictions.create(**kind)
    for path in ("/fr/actualites/", "/fr/actualites/une-distribution-a-fes/", "/fr/actualites/feed/rss/"):
        assert client.get(path).status_code == 404, path
    assert "une-distribution" not in client.get("/fr/").text


def test_a_page_beside_a_private_one_stays_public(client, site_tree):
    site_tree.about["ar"].view_restrictions.create(restriction_type="login")
    assert client.get("/fr/a-propos/").status_code == 200


def test_a_signed_in_user_reads_restricted_pages_uncached(admin_client, site_tree):
    site_tree.about["fr"].view_restrictions.create(restriction_type="login")
    response = admin_client.get("/fr/a-propos/")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_the_alias_of_a_private_page_is_private(client, site_tree):
    site_tree.about["fr"].view_restrictions.create(restriction_type="login")
    alias = site_tree.about["fr"].create_alias(parent=site_tree.home["fr"], update_slug="copie")
    assert client.get(alias.get_url()).status_code == 404


# What is kept between requests


def test_the_navigation_follows_the_pages(client, site_tree):
    def labels() -> list[str]:
        return [item["label"] for item in site_nav("fr", "/fr/")]

    assert "À propos" in labels()
    page = site_tree.about["fr"]
    page.title = "Qui sommes-nous"
    page.save_revision().publish()
    assert "Qui sommes-nous" in labels()
    page.unpublish()
    assert "Qui sommes-nous" not in labels()


def test_the_navigation_has_five_destinations_in_each_language(site_tree):
    for language in LANGUAGES:
        with override(language):
            items = site_nav(language, f"/{language}/data/beneficiaries/")
        assert len(items) == 5
        assert [item["current"] for item in items] == [False, False, True, False, False]
        assert all(item["url"].startswith(f"/{language}/") for item in items)


def test_navigation_follows_view_restrictions_at_once(site_tree):
    page = StandardPageFactory(
        parent=site_tree.home["fr"], locale=site_tree.home["fr"].locale, title="Mentions", slug="mentions"
    )
    page.save_revision().publish()

    def labels() -> list[str]:
        return [item["label"] for item in footer_nav("fr") if not item["url"].endswith("/corrections/")]

    assert labels() == ["Mentions"]
    restriction = page.view_restrictions.create(restriction_type="login")
    assert labels() == []
    restriction.delete()
    assert labels() == ["Mentions"]
    StandardPage.objects.get(pk=page.pk).delete()
    assert labels() == []


def test_the_addresses_of_programmes_follow_their_pages(site_tree):
    assert ProgramPage.objects.urls("fr") == {"MICRO": "/fr/programmes/microprojets/"}
    page = site_tree.program["fr"]
    page.slug = "micro"
    page.save_revision().publish()
    assert ProgramPage.objects.urls("fr") == {"MICRO": "/fr/programmes/micro/"}
    page.unpublish()
    assert ProgramPage.objects.urls("fr") == {}


def test_the_site_of_a_request_is_cached_until_it_changes(rf, django_assert_num_queries):
    find_site(rf.get("/"))
    with django_assert_num_queries(0):
        assert find_site(rf.get("/")).hostname == "localhost"
    site = Site.objects.get()
    site.hostname = "shafafiya.example"
    site.save()
    assert find_site(rf.get("/")).hostname == "shafafiya.example"
