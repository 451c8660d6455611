"""axe on every page type, in both languages, light and dark (WCAG 2.2 AA)."""

from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PAGES = {
    "home": ("/ar/", "/fr/"),
    "news": ("/ar/الأخبار/", "/fr/actualites/"),
    "article": (
        "/ar/الأخبار/فاس-شيكات-وتجهيزات-لسجناء-سابقين-يوليوز-2014/",
        "/fr/actualites/fes-cheques-equipements-anciens-detenus-juillet-2014/",
    ),
    "programmes": ("/ar/البرامج/", "/fr/programmes/"),
    "programme": (
        "/ar/البرامج/دعم-المقاولات-الصغرى-والتشغيل-الذاتي/",
        "/fr/programmes/appui-micro-entreprises-auto-emploi/",
    ),
    "standard page": ("/ar/المنهجية/", "/fr/methode/"),
    "event": ("/ar/events/FES-2014-07/", "/fr/events/FES-2014-07/"),
    "data": ("/ar/data/", "/fr/data/"),
    "indicator": ("/ar/data/beneficiaries/", "/fr/data/beneficiaries/"),
    "search": ("/ar/search/?q=فاس", "/fr/search/?q=Fès"),
    "not found": ("/ar/لا-شيء/", "/fr/rien/"),
}
CASES = [(kind, path) for kind, paths in PAGES.items() for path in paths]
OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("kind", "path"), CASES, ids=[f"{kind} {path[1:3]}" for kind, path in CASES])
def test_axe_finds_nothing_to_mend(live_site, browser_page, kind, path, scheme):
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.goto(live_site.url + quote(path, safe="/?="))
    found = Axe().run(browser_page, options=OPTIONS).response["violations"]
    told = [f"{rule['id']}: {rule['help']} at {[node['target'] for node in rule['nodes']]}" for rule in found]
    assert told == []
