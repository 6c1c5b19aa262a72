"""A reader whose browser runs no scripts gets everything that is essential.

That every type of page says the same is looked at in test_page_types.py.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from support.sites import BuiltSite

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page in a browser that runs no scripts."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


def test_a_list_is_narrowed(demo_url: str, plain: Page) -> None:
    plain.goto(f"{demo_url}de/courses/")
    group = plain.locator(".facets details").first
    group.locator("summary").click()
    link = group.locator("a").first
    label = link.locator("span").first.inner_text()
    promised = int(re.findall(r"\d+", link.inner_text())[-1])
    link.click()

    expect(plain).to_have_url(re.compile("/de/courses/by-"))
    expect(plain.locator("h1")).to_have_text(re.compile(rf"{re.escape(label)}\s*$"))
    expect(plain.locator("main .cards > .card")).to_have_count(promised)
    expect(plain.locator("[aria-current=page]").filter(has_text=label)).to_be_visible()
    plain.get_by_role("link", name="Alle anzeigen").or_(plain.locator("main a[href$='/de/courses/']")).first.click()
    expect(plain).to_have_url(f"{demo_url}de/courses/")


def test_the_language_is_changed_on_the_same_page(demo_url: str, plain: Page) -> None:
    plain.goto(f"{demo_url}de/offices/jobcenter/")
    plain.locator("#site-languages > summary").click()
    plain.get_by_role("link", name="العربية").click()

    expect(plain).to_have_url(f"{demo_url}ar/offices/jobcenter/")
    expect(plain.locator("html")).to_have_attribute("dir", "rtl")


@pytest.mark.parametrize(("size", "pixels"), [("s", 16), ("m", 20), ("ml", 24), ("l", 32)])
def test_the_letters_grow(demo_url: str, plain: Page, size: str, pixels: int) -> None:
    plain.goto(f"{demo_url}de/")
    plain.check(f"#size-{size}")

    assert plain.evaluate("getComputedStyle(document.documentElement).fontSize") == f"{pixels}px"


def test_the_small_size_is_the_one_that_the_reader_has_chosen_in_the_browser(demo_url: str, plain: Page) -> None:
    plain.goto(f"{demo_url}de/")
    session = plain.context.new_cdp_session(plain)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 20}})
    plain.reload()

    assert plain.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"


def test_the_search_leads_to_all_pages_from_a_to_z(demo_url: str, plain: Page) -> None:
    plain.goto(f"{demo_url}de/")
    plain.locator("#site-search").fill("Deutschkurs")
    plain.locator("#site-search").press("Enter")

    expect(plain).to_have_url(f"{demo_url}de/search/?q=Deutschkurs")
    plain.get_by_role("link", name="Ausländerbehörde Musterland").first.click()
    expect(plain).to_have_url(f"{demo_url}de/offices/immigration-office/")


def test_the_menu_and_the_way_to_the_office_unfold(demo_url: str, plain: Page) -> None:
    plain.goto(f"{demo_url}de/")
    for name, inside in (("header__menu", "a[href$='courses/']"), ("header__menu", "a[href^='tel:']")):
        fold = plain.locator(f"details.{name}")
        if fold.get_attribute("open") is None and not fold.locator(inside).first.is_visible():
            fold.locator("> summary").click()
        assert fold.locator(inside).first.is_visible()


def test_a_past_address_leads_on(demo: BuiltSite, demo_url: str, plain: Page) -> None:
    old = next(one for one in demo.pages if one.sort == "redirect")
    plain.goto(demo_url + old.address)

    expect(plain).to_have_url(re.compile(r"/(de|en)/[a-z]+/[a-z-]+/$"))
    expect(plain.locator("h1")).to_be_visible()
