"""Language switcher and `hreflang` link to existing translations only."""

import re

import pytest

from tests.factories import StandardPageFactory

pytestmark = pytest.mark.django_db

LANGUAGES = ["ar", "fr"]
PAGES = ["home", "news", "programs", "about", "program", "article"]


def links(response) -> dict[str, str | None]:
    return {link.code: link.url for link in response.context["language_links"]}


def hreflang(response) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', response.text))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_switcher_leads_to_the_same_page(client, site_tree, name, language):
    other = "fr" if language == "ar" else "ar"
    pages = getattr(site_tree, name)
    response = client.get(pages[language].get_url())
    assert links(response) == {code: pages[code].get_url() for code in LANGUAGES}
    assert client.get(links(response)[other]).context["page"] == pages[other]


@pytest.mark.parametrize("name", PAGES)
def test_alternates_are_absolute_and_agree_in_both_languages(client, site_tree, name):
    pages = getattr(site_tree, name)
    named = [hreflang(client.get(pages[language].get_url())) for language in LANGUAGES]
    assert named[0] == named[1]
    assert set(named[0]) == {"ar", "fr", "x-default"}
    assert all(url.startswith("http://testserver/") for url in named[0].values())


@pytest.mark.parametrize("path", ["/{0}/data/", "/{0}/search/", "/{0}/data/beneficiaries/", "/{0}/events/FES-2014-07/"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_facts_exist_in_both_languages(client, site_tree, path, language):
    response = client.get(path.format(language))
    assert links(response) == {code: path.format(code) for code in LANGUAGES}


def test_the_switcher_keeps_what_was_searched_for(client):
    assert links(client.get("/fr/search/?q=Fes"))["ar"] == "/ar/search/?q=Fes"


@pytest.fixture
def only_arabic(site_tree):
    page = StandardPageFactory(
        parent=site_tree.home["ar"], locale=site_tree.home["ar"].locale, title="صفحة", slug="صفحة"
    )
    page.save_revision().publish()
    return page


def test_a_page_without_a_translation_says_so(client, only_arabic):
    response = client.get(only_arabic.get_url())
    assert links(response)["fr"] is None
    assert hreflang(response) == {}
    assert 'id="only-here"' in response.text
    assert 'href="/fr/"' in response.text


def translate(page, site_tree, *, live: bool):
    translation = page.copy_for_translation(site_tree.home["fr"].locale)
    translation.slug = "page"
    revision = translation.save_revision()
    if live:
        revision.publish()
    return translation


def test_a_draft_translation_is_not_linked(client, site_tree, only_arabic):
    translate(only_arabic, site_tree, live=False)
    assert links(client.get(only_arabic.get_url()))["fr"] is None


def test_a_private_translation_is_not_linked(client, site_tree, only_arabic):
    translation = translate(only_arabic, site_tree, live=True)
    assert links(client.get(only_arabic.get_url()))["fr"] == "/fr/page/"
    translation.view_restrictions.create(restriction_type="login")
    assert links(client.get(only_arabic.get_url()))["fr"] is None


def test_an_alias_in_the_other_language_is_no_translation(client, site_tree, only_arabic):
    only_arabic.copy_for_translation(site_tree.home["fr"].locale, alias=True)
    assert links(client.get(only_arabic.get_url()))["fr"] is None
    assert "صفحة" not in re.sub(r"%[0-9A-F]{2}", "", client.get("/sitemap.xml").text)


@pytest.mark.parametrize("path", ["/fr/nothing/", "/fr/actualites/nothing/", "/fr/events/NONE/", "/de/"])
def test_a_missing_page_has_no_alternates(client, site_tree, path):
    response = client.get(path, follow=True)
    assert response.status_code == 404
    assert set(links(response).values()) == {None}
    assert hreflang(response) == {}


def test_a_preview_leads_to_the_published_translation(site_tree):
    page = site_tree.about["fr"].get_latest_revision_as_object()
    response = page.make_preview_request()
    assert site_tree.about["ar"].get_url() in response.render().content.decode()
