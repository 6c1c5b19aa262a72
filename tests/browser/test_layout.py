"""Every sort of page fits narrow windows, large letters and wide spacing, and shows where the keyboard is."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from support.layout import clipped, focused, too_wide
from support.pages import opened
from support.sites import BuiltSite

pytestmark = pytest.mark.browser

LANGUAGES = ("de", "ar")
"""One for each direction of writing."""
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }"""
"""https://www.w3.org/TR/WCAG22/#text-spacing"""


@pytest.fixture
def narrow(browser: Browser) -> Iterator[Page]:
    """The narrowest window that pages must fit, which is also a window of 1280 pixels at 400 %."""
    with browser.new_context(viewport={"width": 320, "height": 640}) as context:
        yield context.new_page()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_wider_than_a_narrow_window(demo: BuiltSite, demo_url: str, narrow: Page, language: str) -> None:
    for one in demo.one_of_each_sort(language):
        opened(narrow, demo_url + one.address)
        assert (one.address, too_wide(narrow), clipped(narrow)) == (one.address, [], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_wider_than_a_narrow_window_when_its_letters_are_twice_as_large(
    demo: BuiltSite, demo_url: str, narrow: Page, language: str
) -> None:
    for one in demo.one_of_each_sort(language):
        opened(narrow, demo_url + one.address)
        narrow.check("#size-l")
        assert narrow.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        assert (one.address, too_wide(narrow), clipped(narrow)) == (one.address, [], [])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_cut_off_when_a_reader_spaces_the_text_out(
    demo: BuiltSite, demo_url: str, browser: Browser, language: str, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True) as context:
        page = context.new_page()
        for one in demo.one_of_each_sort(language):
            opened(page, demo_url + one.address)
            page.add_style_tag(content=SPACING)
            assert (one.address, too_wide(page), clipped(page)) == (one.address, [], [])


@pytest.mark.parametrize(
    "path", ["de/", "de/courses/", "de/offices/immigration-office/", "ar/guides/residence-permit/"]
)
def test_the_keyboard_reaches_everything_and_always_shows_where_it_is(demo_url: str, page: Page, path: str) -> None:
    page.goto(demo_url + path)
    reachable = page.locator("a[href], button, summary, input:not([type=radio]), input:checked, .table[tabindex]")
    expected = reachable.filter(visible=True).count()
    assert expected > 30
    for step in range(expected):
        page.keyboard.press("Tab")
        here = focused(page)
        assert here, f"the focus is lost after {step} steps of {expected}"
        assert here.outline >= 3, here
        assert not here.covered, here
        assert here.inline or min(here.width, here.height) >= 24, here


def test_the_first_stop_of_the_keyboard_leads_past_the_head_of_the_page(demo_url: str, page: Page) -> None:
    page.goto(f"{demo_url}de/offices/immigration-office/")
    page.keyboard.press("Tab")
    here = focused(page)
    assert here
    assert "Zum Inhalt springen" in here.name
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize(("target", "index"), [("site-search", 1), ("site-languages", 2)])
def test_skip_links_lead_to_search_and_languages(demo_url: str, page: Page, target: str, index: int) -> None:
    page.goto(f"{demo_url}de/")
    for _ in range(index + 1):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#{target}")
    assert page.locator(f"#{target}").is_visible()


def test_arabic_pages_run_from_right_to_left_and_numbers_in_them_do_not(demo_url: str, page: Page) -> None:
    page.goto(f"{demo_url}ar/offices/immigration-office/")
    brand, tools = page.locator(".header__brand").bounding_box(), page.locator(".header__tools").bounding_box()
    assert brand
    assert tools
    assert brand["x"] > tools["x"]
    positions = page.locator("main a[href^='tel:'] bdi").first.evaluate(
        """number => {
          const walker = document.createTreeWalker(number, NodeFilter.SHOW_TEXT);
          const lefts = [];
          while (walker.nextNode()) {
            for (const place of [...walker.currentNode.data].keys()) {
              const range = document.createRange();
              range.setStart(walker.currentNode, place);
              range.setEnd(walker.currentNode, place + 1);
              lefts.push(range.getBoundingClientRect().left);
            }
          }
          return lefts;
        }"""
    )
    assert positions == sorted(positions)
