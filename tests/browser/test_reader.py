"""A reader on the demonstration site."""

from urllib.parse import quote

import pytest

pytestmark = pytest.mark.browser

FOUNDING = {
    "ar": "/ar/الأخبار/فاس-شيكات-وتجهيزات-لسجناء-سابقين-يوليوز-2014/",
    "fr": "/fr/actualites/fes-cheques-equipements-anciens-detenus-juillet-2014/",
}
OTHER_LANGUAGE = {"ar": "Français", "fr": "العربية"}


def figures_of_facts_box(page) -> list[str]:
    """The machine values of the facts box, in their order."""
    return page.locator(".facts data").evaluate_all("all => all.map(one => one.getAttribute('value'))")


@pytest.mark.parametrize(("language", "other"), [("ar", "fr"), ("fr", "ar")])
def test_the_founding_article_has_the_same_figures_in_both_languages(live_site, browser_page, language, other):
    browser_page.goto(live_site.url + quote(FOUNDING[language]))
    before = figures_of_facts_box(browser_page)
    browser_page.get_by_role("link", name=OTHER_LANGUAGE[language]).first.click()
    assert browser_page.url == live_site.url + quote(FOUNDING[other])
    assert browser_page.locator("html").get_attribute("lang") == other
    assert figures_of_facts_box(browser_page) == before
    assert {"38", "650000"} <= set(before)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_skip_link_is_the_first_thing_that_the_keyboard_reaches(live_site, browser_page, language):
    browser_page.goto(f"{live_site.url}/{language}/")
    browser_page.keyboard.press("Tab")
    assert browser_page.evaluate("document.activeElement.getAttribute('href')") == "#content"


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_search_is_one_key_away(live_site, browser_page, language):
    browser_page.goto(f"{live_site.url}/{language}/")
    browser_page.keyboard.press("/")
    assert browser_page.evaluate("document.activeElement.name") == "q"


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("path", [*FOUNDING.values(), "/ar/", "/fr/", "/ar/data/", "/fr/data/beneficiaries/"])
def test_no_page_is_wider_than_its_screen(live_site, browser_page, path, width):
    browser_page.set_viewport_size({"width": width, "height": 800})
    browser_page.goto(live_site.url + quote(path))
    assert browser_page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("path", [*FOUNDING.values(), "/ar/", "/fr/data/"])
def test_a_page_requests_nothing_from_other_hosts(live_site, browser_page, path):
    asked = []
    browser_page.on("request", lambda request: asked.append(request.url))
    browser_page.goto(live_site.url + quote(path))
    browser_page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((live_site.url, "data:"))] == []


@pytest.mark.parametrize("path", [*FOUNDING.values(), "/ar/", "/fr/", "/ar/data/"])
def test_a_page_respects_its_content_security_policy(live_site, browser_page, path):
    said = []
    browser_page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    browser_page.goto(live_site.url + quote(path))
    assert said == []


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_an_articles_first_view_weighs_at_most_100_kilobytes(live_site, browser_page, language):
    """Everything but the picture, as it travels: look.md counts page, style, script and fonts."""
    session = browser_page.context.new_cdp_session(browser_page)
    session.send("Network.enable")
    kinds, sizes = {}, {}
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    browser_page.goto(live_site.url + quote(FOUNDING[language]))
    browser_page.wait_for_load_state("networkidle")
    weight = sum(size for request, size in sizes.items() if kinds.get(request) != "Image")
    assert weight <= 100_000


def test_the_site_works_without_javascript(live_site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_site.url}/fr/")
    page.get_by_role("navigation").get_by_role("link", name="Actualités").first.click()
    page.locator("details.filter summary").nth(2).click()
    page.get_by_role("link", name="Fès-Boulemane", exact=True).click()
    page.get_by_role("link", name="Fès : chèques").click()
    assert page.get_by_role("heading", name="Fès : chèques").is_visible()
    context.close()
