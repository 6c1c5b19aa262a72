"""The keyboard leads through pages, and pages turn round with the direction of writing."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

# Whatever takes the focus gets a number in the order of the page.
STOPS = """() => {
  const all = "a[href], button, summary, input:not([type=radio]), input:checked, select, textarea, [tabindex='0']";
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  self.stops = [...document.querySelectorAll(all)].filter(isShown);
  return self.stops.length;
}"""


@pytest.mark.parametrize("path", ["de/", "de/courses/", "ar/guides/residence-permit/"])
def test_the_keyboard_reaches_everything_in_the_order_of_the_page(demo_url: str, page: Page, path: str) -> None:
    page.goto(demo_url + path)
    expected = page.evaluate(STOPS)
    assert expected > 30
    reached = []
    for _ in range(expected):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("stops.indexOf(document.activeElement)"))
    assert reached == list(range(expected))


def test_the_first_stop_of_the_keyboard_leads_past_the_head_of_the_page(demo_url: str, page: Page) -> None:
    page.goto(f"{demo_url}de/offices/immigration-office/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Zum Inhalt springen"
    page.keyboard.press("Enter")
    expect(page.locator("#main-content")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize(("target", "index"), [("site-search", 1), ("site-languages", 2)])
def test_skip_links_lead_to_search_and_languages(demo_url: str, page: Page, target: str, index: int) -> None:
    page.goto(f"{demo_url}de/")
    for _ in range(index + 1):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{demo_url}de/#{target}")
    expect(page.locator(f"#{target}")).to_be_visible()


def test_arabic_pages_run_from_right_to_left(demo_url: str, page: Page) -> None:
    page.goto(f"{demo_url}ar/offices/immigration-office/")
    brand, tools = page.locator(".header__brand").bounding_box(), page.locator(".header__tools").bounding_box()
    assert brand
    assert tools
    assert brand["x"] > tools["x"]
