"""Crawl the public site from its front page, some URLs of each view."""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import override

from portal.l10n.languages import language_codes

START = ("/", "/robots.txt", "/sitemap.xml", "/favicon.ico", "/health/", "/health/ready/", "/ar/", "/fr/")
#: URLs without a link, or requested by scripts only.
ASKED = tuple(
    f"/{language}/{path}"
    for language, word in (("ar", "فاس"), ("fr", "fes"))
    for path in (
        f"search/?q={word}", "search/?q=introuvablexyz", f"search/?q={word}&page=2", f"search.csv?q={word}",
        f"search.json?q={word}", f"search/suggestions.json?q={word[:2]}", f"search/feed/atom/?q={word}",
        "nothing-here/",
    )
)  # fmt: skip
#: Links in HTML, sitemaps and feeds.
LINKS = re.compile(r"""(?:href|src|content|data-\w+)="((?:https?://|/)[^"]+)"|<loc>([^<]+)</loc>|srcset="([^"]+)\"""")
#: URLs per view, for views of several page types.
PER_KIND = {"wagtail_serve": 12}

Fetch = Callable[[str], tuple[int, str, str]]


def crawl(fetch: Fetch, per_kind: int = 2) -> Iterator[tuple[str, int, str]]:
    """Yield (address, status, text) of some addresses of each kind; `fetch` returns (status, text, where it leads)."""
    waiting, known, seen = deque([*START, *ASKED]), {*START, *ASKED}, Counter()
    while waiting:
        address = waiting.popleft()
        kind, name = kind_of(address)
        if seen[kind] >= PER_KIND.get(name, per_kind) and address not in ASKED:
            continue
        seen[kind] += 1
        status, text, leads_to = fetch(address)
        yield address, status, text
        for link in (*addresses_in(text, address), *filter(None, [leads_to])):
            if link not in known and not link.startswith(("/admin/", "/static/")):
                known.add(link)
                waiting.append(link)


def kind_of(address: str) -> tuple[tuple, str | None]:
    """Return the kind of a URL (view, language, whether it has a query) and the name of its view."""
    parts = urlsplit(address)
    language = parts.path[1:3]
    try:
        # URLs of a language resolve while it is active.
        with override(language if language in language_codes() else "ar"):
            match = resolve(unquote(parts.path))
    except Resolver404:
        return (parts.path,), None
    return (match.url_name, match.route, language, bool(parts.query)), match.url_name


def addresses_in(text: str, page: str) -> Iterable[str]:
    """Return links within the site, without host and fragment."""
    for groups in LINKS.findall(text):
        link = urlsplit(urljoin(page, unescape(next(filter(None, groups))).split()[0]))
        if link.netloc in ("", urlsplit(settings.BASE_URL).netloc):
            yield link.path + (f"?{link.query}" if link.query else "")
