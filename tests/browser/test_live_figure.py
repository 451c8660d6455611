"""Live figures: inserted by an editor, published, and corrected in both languages."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

#: An article and an amount that no other test reads: what is corrected here stays corrected on the site that all
#: browser tests share. Its sentences have the amount once already, in both languages.
TITLE = "من سلا، انطلاقة دورة رمضان 2014 لدعم مشاريع السجناء السابقين"
ARABIC = "/ar/" + quote("الأخبار/سلا-انطلاقة-دورة-رمضان-2014") + "/"
FRENCH = "/fr/actualites/sale-lancement-edition-ramadan-2014/"
EVENT = "SALE-2014-07-02"
DIALOG = ".live-figure-form"


def edit(page, title: str) -> None:
    page.goto(f"/admin/pages/search/?q={quote(title)}")
    page.get_by_role("link", name=title).first.click()
    page.wait_for_load_state("networkidle")


def open_dialog(page, words: str) -> None:
    """Write words at the end of the first paragraph, and open the dialog of live figures behind them."""
    text = page.locator("[data-contentpath=body] .public-DraftEditor-content").first
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {words} /")
    page.locator("[role=option]").filter(has=page.locator(".icon-decimal")).first.click()
    page.locator(DIALOG).wait_for()


def choose(page, **codes: str) -> None:
    for name, code in codes.items():
        with page.expect_response(re.compile("live-figure")):
            page.select_option(f"{DIALOG} [name={name}]", code)


def insert(page) -> None:
    button = page.locator(f"{DIALOG} [type=submit]")
    expect(button).to_be_enabled()
    button.click()
    page.locator(DIALOG).wait_for(state="detached")


def publish(page) -> None:
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.click("button[name=action-publish]")
    page.locator(".messages li.success").wait_for()


def correct_amount(page, value: str) -> None:
    page.goto(f"/admin/snippets/programs/observation/?q={EVENT}.amount-delivered")
    page.locator("main tbody a").first.click()
    page.locator("main a[href*='facts/correct']").click()
    page.fill("[name=value]", value)
    page.fill("[name=reason_ar]", "خطأ في النقل.")
    page.fill("[name=reason_fr]", "Erreur de transcription.")
    page.locator("form button[type=submit]").last.click()
    page.locator(".messages li.success").wait_for()


def numbers_in_sentences(page, address: str) -> list[str]:
    page.goto(address)
    return page.locator(".prose .live-figure data").evaluate_all("all => all.map(one => one.value)")


def test_a_live_figure_is_inserted_published_and_corrected_in_both_languages(signed_in, browser_page):
    moderator = signed_in("moderator")
    edit(moderator, TITLE)
    open_dialog(moderator, "وبلغ الدعم")
    choose(moderator, indicator="amount-delivered", event=EVENT)
    expect(moderator.locator(".live-figure-result [lang=ar]")).to_contain_text("درهم")
    expect(moderator.locator(".live-figure-result [lang=fr]")).to_contain_text("DH")
    insert(moderator)
    expect(moderator.locator("[data-contentpath=body] .live-figure-chip").first).to_contain_text("600")
    moderator.keyboard.type(".")
    expect(moderator.locator("[name=body-0-value]")).to_have_value(re.compile("LIVE-FIGURE"))
    publish(moderator)
    assert numbers_in_sentences(browser_page, ARABIC) == ["600000", "600000"]
    assert numbers_in_sentences(browser_page, FRENCH) == ["600000"]

    correct_amount(moderator, "605 000 DH")
    assert numbers_in_sentences(browser_page, ARABIC) == ["605000", "605000"]
    assert numbers_in_sentences(browser_page, FRENCH) == ["605000"]
    browser_page.locator(".prose .live-figure").first.click()
    expect(browser_page.locator("main")).to_contain_text("605")


def test_a_refused_selection_is_explained_with_alternatives(signed_in):
    editor = signed_in("editor")
    edit(editor, TITLE)
    open_dialog(editor, "وبلغ الهدف")
    expect(editor.locator(f"{DIALOG} [type=submit]")).to_be_disabled()
    choose(editor, indicator="beneficiaries", role="target", edition="MICRO-2017")
    expect(editor.locator(f"{DIALOG} [role=alert]")).to_be_visible()
    expect(editor.locator(f"{DIALOG} [type=submit]")).to_be_disabled()
    editor.locator(f"{DIALOG} [data-codes]").first.click()
    expect(editor.locator(f"{DIALOG} [role=alert]")).to_have_count(0)
    insert(editor)
    expect(editor.locator("[data-contentpath=body] .live-figure-chip").first).to_be_visible()
