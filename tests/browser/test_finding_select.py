"""Selects of facts that filter by typing."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def form(browser, live_site):
    """The form of a programme page, as an editor sees it; nothing of it is saved by hand."""
    context = browser.new_context(base_url=live_site.url, viewport={"width": 1360, "height": 900})
    page = context.new_page()
    failures = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto("/admin/login/")
    page.fill("input[name=username]", "editor")
    page.fill("input[name=password]", live_site.accounts["editor"])
    page.click("main button[type=submit]")
    page.wait_for_url("**/admin/")
    page.goto("/admin/pages/add/home/standardpage/3/")
    page.locator("[data-streamfield-stream-container] button").first.click()
    page.get_by_role("option", name="رقم بارز").first.click()
    yield page
    context.close()
    assert not failures


def combobox(form, name: str):
    return form.locator(f"finding-select:has(select[name$='-{name}']) [role=combobox]").first


def chosen(form, name: str) -> str:
    return form.locator(f"select[name$='-{name}']").first.input_value()


def test_a_territory_is_found_by_a_part_of_its_name_and_chosen_by_keyboard(form):
    field = combobox(form, "territory")
    field.click()
    field.press_sequentially("فاس بولمان")
    expect(form.get_by_role("option", name="فاس-بولمان")).to_be_visible()
    field.press("Enter")
    assert chosen(form, "territory") == "MA-REG-1997:MA-05"
    expect(field).to_have_value("فاس-بولمان")
    field.fill("")
    field.blur()
    assert chosen(form, "territory") == ""


def test_an_unknown_name_is_reported_and_chooses_nothing(form):
    field = combobox(form, "territory")
    field.click()
    field.press_sequentially("أطلنتس")
    expect(form.locator(".finding-select__none:not(:empty)")).to_be_visible()
    field.blur()
    assert chosen(form, "territory") == ""
    expect(field).to_have_value("")


def test_editions_are_those_of_the_chosen_programme(form):
    programme, edition = combobox(form, "program"), combobox(form, "edition")
    programme.click()
    programme.press_sequentially("الرعاية")
    form.get_by_role("option", name="الرعاية اللاحقة", exact=True).click()
    edition.click()
    edition.press("2")
    expect(form.locator(".finding-select__list:visible [role=option]")).to_have_count(0)
    edition.fill("")
    programme.click()
    form.get_by_role("option", name="دعم المقاولات الصغرى").click()
    edition.click()
    form.get_by_role("option", name="دورة 2017").click()
    assert chosen(form, "edition") == "MICRO-2017"
    programme.click()
    programme.press_sequentially("الرعاية")
    form.get_by_role("option", name="الرعاية اللاحقة", exact=True).click()
    assert chosen(form, "edition") == ""
