"""Links to the same page in the other language."""

from dataclasses import dataclass

from django.urls import translate_url
from wagtail.models import Page

from portal.l10n import current_language, language_codes, native_name
from portal.pages.visibility import public_pages


@dataclass(frozen=True)
class LanguageLink:
    """`url` is None if the page has no translation; `home_url` is that language's home page."""

    code: str
    name: str
    url: str | None
    home_url: str
    current: bool


def language_links(request) -> list[LanguageLink]:
    """Return a link for each language. Needs no query, except one in previews."""
    urls = _urls_of_page(request) if getattr(request, "portal_page", None) else _urls_of_view(request)
    return [
        LanguageLink(code, native_name(code), urls.get(code), f"/{code}/", code == current_language())
        for code in language_codes()
    ]


def _urls_of_page(request) -> dict[str, str]:
    page = request.portal_page
    # A URL follows from the path alone: the other page need not be fetched.
    urls = {code: Page(url_path=path).get_url(request) for code, path in _paths_of(page).items() if path}
    urls[page.locale.language_code] = page.get_url(request)
    # Filters are the same codes in both languages.
    query = getattr(request, "portal_query", "")
    return {code: f"{url}?{query}" if query else url for code, url in urls.items() if url}


def _paths_of(page: Page) -> dict[str, str | None]:
    """Return {language: path} of the published translations, which `portal.page_resolver` fetches with the page."""
    if hasattr(page, "paths_by_language"):
        return page.paths_by_language
    # An alias shows the text of this language: it is no translation.
    translations = public_pages(page.get_translations()).filter(alias_of=None)
    return dict(translations.values_list("locale__language_code", "url_path"))


def _urls_of_view(request) -> dict[str, str]:
    match = getattr(request, "resolver_match", None)
    # No view, or no page: nothing exists here in any language.
    if match is None or match.url_name == "wagtail_serve":
        return {}
    here = request.get_full_path()
    return {code: translate_url(here, code) for code in language_codes()}


def public_alternates(request, links: list[LanguageLink]) -> list[dict]:
    """Return [{hreflang, url}] for `<link rel="alternate">`, with absolute URLs; none if there is only one language."""
    existing = [link for link in links if link.url]
    if len(existing) < 2:
        return []
    alternates = [{"hreflang": link.code, "url": request.build_absolute_uri(link.url)} for link in existing]
    return [*alternates, {"hreflang": "x-default", "url": alternates[0]["url"]}]


def public_in_active_language(pages: list[Page]) -> dict:
    """Return {translation key: page} of the live pages among these, preferably in the active language. One query."""
    if not pages:
        return {}
    keys = {page.translation_key for page in pages}
    found = Page.objects.live().filter(translation_key__in=keys).select_related("locale")
    language = current_language()
    # Pages in the active language come last and win.
    return {
        page.translation_key: page for page in sorted(found, key=lambda page: page.locale.language_code == language)
    }
