"""Search on the demonstration site."""

import re
import time
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_accessibility import OPTIONS
from tests.live_site import manage

pytestmark = pytest.mark.browser

FOUNDING_EVENT = "FES-2014-07"
FIRST_THREE = ".results > li:nth-child(-n+3) .result__title a"


def search(page, site, language: str, text: str) -> None:
    page.goto(f"{site.url}/{language}/search/")
    page.fill("#q", text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=**")


def addresses(page) -> list[str]:
    return page.locator(FIRST_THREE).evaluate_all("all => all.map(one => decodeURI(one.getAttribute('href')))")


def test_in_arabic_a_misspelt_word_finds_the_founding_article(live_site, browser_page):
    search(browser_page, live_site, "ar", "سجناء يطلقون مشاريهعم فاس")
    assert any("فاس-شيكات-وتجهيزات-لسجناء-سابقين-يوليوز-2014" in url for url in addresses(browser_page))


def test_in_french_an_amount_and_a_place_find_the_same_event(live_site, browser_page):
    search(browser_page, live_site, "fr", "650 000 DH Fès")
    assert any(FOUNDING_EVENT in url for url in addresses(browser_page))
    assert browser_page.locator("mark", has_text=re.compile(r"650\s000")).first.is_visible()


def test_facets_filter_and_can_be_removed(live_site, browser_page):
    browser_page.set_viewport_size({"width": 1280, "height": 900})
    search(browser_page, live_site, "fr", "équipements")
    before = browser_page.locator(".total").inner_text()
    browser_page.locator(".facet__link", has_text="Distributions").click()
    assert set(browser_page.locator(".result__kind").all_inner_texts()) == {"Distributions"}
    browser_page.locator(".chip").click()
    assert browser_page.locator(".total").inner_text() == before


def test_on_a_phone_facets_are_closed_and_open_by_touch(live_site, browser_page):
    browser_page.set_viewport_size({"width": 390, "height": 800})
    search(browser_page, live_site, "ar", "تجهيزات")
    facet = browser_page.locator(".facet__link").first
    assert not facet.is_visible()
    browser_page.locator(".facets__summary").click()
    assert facet.is_visible()


@pytest.mark.parametrize(("language", "typed"), [("ar", "شيكا"), ("fr", "chèq")])
def test_a_suggestion_is_chosen_by_keyboard_alone(live_site, browser_page, language, typed):
    browser_page.goto(f"{live_site.url}/{language}/")
    browser_page.keyboard.press("/")
    browser_page.keyboard.type(typed)
    field = browser_page.locator("[role=combobox][aria-expanded=true]")
    field.wait_for()
    browser_page.keyboard.press("ArrowDown")
    chosen = browser_page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    assert chosen.get_attribute("aria-selected") == "true"
    address = chosen.get_attribute("data-url")
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_url(lambda url: url.endswith((quote(address, safe="/?=&:%"), address)))


def test_escape_closes_suggestions_and_keeps_the_text(live_site, browser_page):
    browser_page.goto(f"{live_site.url}/fr/search/")
    browser_page.locator("#q").press_sequentially("chèq")
    browser_page.locator("[role=option]").first.wait_for()
    browser_page.keyboard.press("Escape")
    assert browser_page.locator("[role=option]:visible").count() == 0
    assert browser_page.locator("#q").input_value() == "chèq"


@pytest.mark.parametrize(
    "path",
    ["/ar/search/", "/fr/search/?q=rienrien", "/ar/search/?q=تجهيزات لون:أحمر", "/fr/search/?q=équipements&kind=event"],
)
def test_axe_reports_nothing_in_any_state(live_site, browser_page, path):
    browser_page.set_viewport_size({"width": 390, "height": 800})
    browser_page.goto(live_site.url + quote(path, safe="/?=&:"))
    if (summary := browser_page.locator(".facets__summary")).count():
        summary.click()
    found = Axe().run(browser_page, options=OPTIONS).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= 390


def test_axe_reports_nothing_in_suggestions(live_site, browser_page):
    browser_page.goto(f"{live_site.url}/ar/search/")
    browser_page.locator("#q").press_sequentially("شيكا")
    browser_page.locator("[role=option]").first.wait_for()
    browser_page.keyboard.press("ArrowDown")
    found = Axe().run(browser_page, options=OPTIONS).response["violations"]
    assert [rule["id"] for rule in found] == []


@pytest.mark.parametrize("language", ["fr"])
def test_a_page_unpublished_in_the_admin_is_gone_from_the_results_within_seconds(
    live_site, browser_page, signed_in, language
):
    title = "Page pour un instant zirkoniaque"
    manage(live_site, "shell", "--command", PUBLISH.format(title=title, language=language))
    in_results = browser_page.locator(".result__title", has_text=title)
    wait_until(lambda: found(browser_page, live_site, language, "zirkoniaque", in_results))
    admin = signed_in("administrator")
    admin.goto(f"{live_site.url}/admin/pages/search/?q=zirkoniaque")
    admin.get_by_role("link", name=title).first.click()
    page_id = re.search(r"/pages/(\d+)/", admin.url)[1]
    admin.goto(f"{live_site.url}/admin/pages/{page_id}/unpublish/")
    admin.locator("form[action*=unpublish] [type=submit]").first.click()
    wait_until(lambda: not found(browser_page, live_site, language, "zirkoniaque", in_results))


PUBLISH = """
from home.models import HomePage, StandardPage
home = HomePage.objects.get(locale__language_code="{language}")
home.add_child(instance=StandardPage(title="{title}", lead="Un instant.")).save_revision().publish()
"""


def found(page, site, language: str, text: str, locator) -> bool:
    page.goto(f"{site.url}/{language}/search/?q={text}")
    return locator.count() > 0


def wait_until(holds, seconds: int = 10) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.3)
