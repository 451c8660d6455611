"""An editor records an event and writes its article; a moderator publishes it."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NEWS = "/ar/" + quote("الأخبار") + "/"
PROGRAMME = "/ar/" + quote("البرامج/دعم-المقاولات-الصغرى-والتشغيل-الذاتي") + "/"
BODY = "تسلم المستفيدون معداتهم في مقر المركز."
TITLE = "تطوان: تجهيزات لمشاريع صغرى جديدة"


def record_event(page) -> None:
    page.goto("/admin/snippets/programs/distributionevent/add/")
    page.fill("[name=date_start]", "2026-10-06")
    page.select_option("[name=target_territory]", label="تطوان")
    page.fill("[name=observations-0-value]", "25")
    page.fill("[name=observations-2-value]", "320 ألف درهم")
    page.locator("footer button[type=submit]").first.click()
    page.wait_for_url("**/distributionevent/")


def write_article(page) -> None:
    """Write the article of the event that was just saved, and send it for approval."""
    page.locator(".messages a").first.click()
    page.wait_for_load_state("networkidle")
    page.fill("[name=title]", TITLE)
    page.fill("[name=lead]", "سُلّمت تجهيزات لمستفيدين من تطوان.")
    text = page.locator("[data-contentpath=body] .public-DraftEditor-content").first
    text.click()
    text.press_sequentially(BODY)
    # The rich text editor hands its content to the form a moment after the last key.
    expect(page.locator("[name=body-0-value]")).to_have_value(re.compile("المركز"))
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.click("button[name=action-submit]")
    page.locator(".messages li.success").wait_for()


def approve(page) -> None:
    """Open what waits for approval from the dashboard, and approve it."""
    page.get_by_role("link", name=TITLE).first.click()
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("button[data-workflow-action-name=approve]").first.click()
    page.wait_for_load_state()


def test_an_event_reaches_the_public_when_a_moderator_approves_its_article(live_site, signed_in, browser_page):
    editor = signed_in("editor")
    record_event(editor)
    write_article(editor)

    browser_page.goto(NEWS)
    assert not browser_page.get_by_text(TITLE).count()

    approve(signed_in("moderator"))

    browser_page.goto(NEWS)
    browser_page.get_by_role("link", name=TITLE).first.click()
    values = browser_page.locator(".facts data").evaluate_all("all => all.map(one => one.value)")
    assert values == ["25", "320000"]
    assert TITLE in browser_page.request.get(f"{NEWS}feed/atom/").text()
    browser_page.goto(PROGRAMME)
    assert browser_page.locator("section[aria-labelledby=events]").get_by_text("تطوان").count()
