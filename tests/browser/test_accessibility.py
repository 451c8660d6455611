"""axe (WCAG 2.2 AA) on every page type, in both languages, light and dark; no overflow on a small phone."""

from datetime import date
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.live_site import manage

pytestmark = pytest.mark.browser

#: A value that nothing else here reads: on the site that all browser tests share it is corrected once.
CORRECTED = "2013.sme-creations-supported.A02"
TODAY = date.today().isoformat()

#: Pages whose address is that of the other language but for its beginning.
FACTS = {
    "event": "events/FES-2014-07/",
    "events": "events/",
    "data": "data/",
    "indicator": "data/beneficiaries/",
    "figure": "figures/FES-2014-07.beneficiaries/",
    "figure corrected": f"figures/{CORRECTED}/",
    "sum": "figures/?indicator=beneficiaries&program=MICRO&basis=computed",
    "table": "figures/?indicator=beneficiaries&by=edition&role=target",
    "refusal": "figures/?indicator=beneficiaries&by=trade,sex",
    "corrections": "corrections/",
    "territories": "territories/",
    "scheme": "territories/MA-REG-1997/",
    "territory": "territories/MA-REG-1997/MA-05/",
    "editions": "editions/",
    "edition": "editions/MICRO-RAMADAN-2014/",
    "centres": "centres/",
    "centre": "centres/AFTERCARE-FES/",
    "figure of a day": f"figures/FES-2014-07.beneficiaries/?as_of={TODAY}",
    "territory of a day": f"territories/MA/MA/?as_of={TODAY}",
    "no day": "events/?as_of=soon",
}
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
    "programme of a day": (
        f"/ar/البرامج/دعم-المقاولات-الصغرى-والتشغيل-الذاتي/?as_of={TODAY}",
        f"/fr/programmes/appui-micro-entreprises-auto-emploi/?as_of={TODAY}",
    ),
    "standard page": ("/ar/المنهجية/", "/fr/methode/"),
    "search": ("/ar/search/?q=فاس", "/fr/search/?q=Fès"),
    "not found": ("/ar/لا-شيء/", "/fr/rien/"),
    **{kind: (f"/ar/{path}", f"/fr/{path}") for kind, path in FACTS.items()},
}
CASES = [(kind, path) for kind, paths in PAGES.items() for path in paths]
#: Of rules that hold, axe need not say where they do: it takes longer than to look.
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
#: In the dark a page differs by its colours alone.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}

CORRECT = f"""
from django.utils import timezone
from programs.facts.ledger import correct
from programs.facts import Observation
value = Observation.objects.get(code="{CORRECTED}")
if not hasattr(value, "superseded_by"):
    correct(value, value=value.value + 1, reason_ar="خطأ في النقل", reason_fr="Erreur", at=timezone.now())
"""


@pytest.fixture(scope="session")
def site_with_a_correction(live_site):
    manage(live_site, "shell", "--command", CORRECT)
    return live_site


@pytest.mark.parametrize(("kind", "path"), CASES, ids=[f"{kind} {path[1:3]}" for kind, path in CASES])
def test_axe_reports_nothing_and_no_page_overflows(site_with_a_correction, browser_page, kind, path):
    """One visit for all that is looked at: half of the time goes into coming to a page."""
    browser_page.goto(site_with_a_correction.url + quote(path, safe="/?=&+,"))
    told = []
    for scheme, options in (("light", OPTIONS), ("dark", COLOURS)):
        browser_page.emulate_media(color_scheme=scheme)
        found = Axe().run(browser_page, options=options).response["violations"]
        told += [f"{scheme}: {rule['id']}: {rule['help']} at {[n['target'] for n in rule['nodes']]}" for rule in found]
    browser_page.set_viewport_size({"width": 320, "height": 800})
    width = browser_page.evaluate("document.documentElement.scrollWidth")
    told += [f"{width} wide on a screen of 320"] if width > 320 else []
    assert told == []
