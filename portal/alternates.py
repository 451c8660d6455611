"""The same page in the other language, where there is one."""

from dataclasses import dataclass

from django.urls import translate_url

from portal.languages import current_language, language_codes, own_name


@dataclass(frozen=True)
class LanguageLink:
    """`url` is None where this page has no translation; `home_url` leads to that language anyway."""

    code: str
    name: str
    url: str | None
    home_url: str
    current: bool


def language_links(request) -> list[LanguageLink]:
    """Return a link for each language. One query for a page, none for other addresses."""
    urls = _urls_of_page(request) if getattr(request, "portal_page", None) else _urls_of_view(request)
    return [
        LanguageLink(code, own_name(code), urls.get(code), f"/{code}/", code == current_language())
        for code in language_codes()
    ]


def _urls_of_page(request) -> dict[str, str]:
    page = request.portal_page
    urls = {page.locale.language_code: page.get_url(request)}
    for translation in page.get_translations().live().public().select_related("locale"):
        urls[translation.locale.language_code] = translation.get_url(request)
    return urls


def _urls_of_view(request) -> dict[str, str]:
    if getattr(request, "resolver_match", None) is None:
        return {}
    here = request.get_full_path()
    return {code: translate_url(here, code) for code in language_codes()}


def public_alternates(request, links: list[LanguageLink]) -> list[dict]:
    """Return what `<link rel="alternate" hreflang>` names: absolute addresses of what exists, if more than one."""
    existing = [link for link in links if link.url]
    if len(existing) < 2:
        return []
    alternates = [{"hreflang": link.code, "url": request.build_absolute_uri(link.url)} for link in existing]
    return [*alternates, {"hreflang": "x-default", "url": alternates[0]["url"]}]
