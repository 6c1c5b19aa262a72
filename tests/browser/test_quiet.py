"""A search asks nobody else, foreign scripts do not run, and nothing is kept about readers before they choose.

That every type of page is quiet is looked at in test_page_types.py.
"""

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WATCH = "addEventListener('securitypolicyviolation', event => (window.seen ??= []).push(event.violatedDirective))"


def test_a_search_asks_nobody_else(demo_url: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(WATCH)
    page.goto(f"{demo_url}de/search/?q=Deutschkurs")
    page.locator("[data-search-state=done]").wait_for()

    assert page.evaluate("window.seen ?? []") == []
    assert page.locator("[data-search-results] h2").count()
    assert [url for url in asked if not url.startswith(demo_url)] == []


def test_a_foreign_script_in_a_page_does_not_run(demo_url: str, page: Page) -> None:
    page.goto(f"{demo_url}de/")
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.hasRun = true";
          document.body.append(script);
        }"""
    )
    assert page.evaluate("window.hasRun") is None


def test_nothing_is_kept_about_readers_before_they_choose(demo_url: str, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        for path in ("", "de/", "ar/", "de/search/?q=Kurs", "de/offices/jobcenter/"):
            page.goto(demo_url + path)
        assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_the_chosen_size_of_letters_stays_on_other_pages_and_languages_until_it_is_given_back(
    demo_url: str, page: Page
) -> None:
    def size() -> str:
        return str(page.evaluate("getComputedStyle(document.documentElement).fontSize"))

    page.goto(f"{demo_url}de/")
    page.check("#size-l")
    page.goto(f"{demo_url}ar/offices/jobcenter/")
    assert size() == "32px"
    assert page.locator("#size-l").is_checked()
    page.check("#size-s")
    assert size() == "16px"
    assert page.evaluate("localStorage.length") == 0
