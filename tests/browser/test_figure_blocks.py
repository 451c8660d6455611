"""Figure blocks: preview, refused selections, and the nearest alternative."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

#: A page of its own, below the Arabic home page; the moderator's admin speaks French.
TITLE = "أرقام دورة 2017"
HOME = "/admin/pages/add/home/standardpage/3/"
BLOCK = "[data-figure-preview]"
OFFER = f"{BLOCK} .figure-preview__offer"


def add_block(page, icon: str) -> None:
    page.locator("[data-streamfield-stream-container] button").first.click()
    page.locator("[role=option]").filter(has=page.locator(f".icon-{icon}")).last.click()
    page.locator(BLOCK).first.wait_for()


def choose(page, **codes: str) -> None:
    for name, code in codes.items():
        with page.expect_response(re.compile("figures/preview/")):
            page.locator(f"{BLOCK} select[name$='-{name}']").select_option(code)


def preview(page):
    return page.frame_locator(f"{BLOCK} iframe")


def publish(page) -> None:
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.click("button[name=action-publish]")
    page.locator(".messages li.success").wait_for()


def test_an_editor_previews_a_figure_and_replaces_a_refused_one_by_the_nearest(signed_in, browser_page):
    moderator = signed_in("moderator")
    moderator.goto(HOME)
    moderator.fill("[name=title]", TITLE)
    add_block(moderator, "order")
    choose(moderator, indicator="beneficiaries", edition="MICRO-2017")
    expect(preview(moderator).locator("data")).to_have_attribute("value", "391")
    expect(preview(moderator).locator("html[lang=ar][dir=rtl] .figure__label")).to_contain_text("المستفيدون")

    choose(moderator, territory="MA-PLACE:TIZNIT")
    expect(moderator.locator(f"{BLOCK} .figure-preview__message").first).to_contain_text("Aucune valeur publiée")
    expect(moderator.locator(OFFER)).to_have_text("Territoire : ne plus se limiter à « Tiznit »")
    moderator.locator(OFFER).click()
    expect(preview(moderator).locator("data")).to_have_attribute("value", "391")
    expect(moderator.locator(f"{BLOCK} select[name$='-territory']")).to_have_value("")

    publish(moderator)
    found = browser_page.request.get("/ar/" + TITLE.replace(" ", "-") + "/")
    assert found.ok
    assert '<data value="391">' in found.text()


def test_a_chosen_event_is_removed_with_one_click(signed_in):
    moderator = signed_in("moderator")
    moderator.goto(HOME)
    add_block(moderator, "order")
    moderator.locator("button:has(.icon-cog)").first.click()
    moderator.locator(f"{BLOCK} [data-chooser-action-choose]:visible").click()
    moderator.locator(".modal [data-chooser-modal-choice]").first.click()
    event = moderator.locator(f"{BLOCK} input[name$='-event']")
    expect(event).not_to_have_value("")
    choose(moderator, indicator="prisoners-in-education")
    moderator.locator(OFFER).click()
    expect(preview(moderator).locator("data").first).to_have_attribute("value", "27637")
    expect(event).to_have_value("")
    expect(moderator.locator(f"{BLOCK} .chooser.blank")).to_have_count(1)
