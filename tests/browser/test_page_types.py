"""The acceptance matrix: every type of page, and what the search has found, in every language, fits every reader.

Each page is opened once and then brought into the states of support/states.py: light, dark, forced colours, letters
of 200 %, 320 pixels wide, both, and with the text spaced out. What is asked where:

- axe, with all folds open: all rules in light; the colours again in dark; all but colours in forced colours, which
  axe does not see, and at 320 pixels with 200 %, unless just the same is visible as before: then only what depends on
  places, if those differ. In between, only places and sizes change, which are asked below.
- In each state: nothing beyond the sides of the window; no text cut off; telephone numbers and mail addresses in
  order; whatever takes the focus shows it, is at least 24 pixels large and lies free, within what unfolds as well.
- Header and footer, which are the same on all pages of a language: axe once in each state, and anew wherever they have
  other words or colours; the focus in two states on each page, in all on home pages and those above the languages.
- Once for each page: the main heading on the first screen of a phone, and in the languages that are looked at more
  thoroughly near the top of a wide window; every text in the writing of its language, with what scripts have written;
  labels of fields; without JavaScript the same words outside the parts that scripts work on; and from beginning to end
  no request to another host, no message on the console, no violation of the security policy.

The W3C's checker looks at the files in tests/test_html.py.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from support.axe import Axe
from support.looks import Looker, far_heading
from support.markup import parsed
from support.pages import FRAME
from support.scripts import foreign_texts
from support.sites import ABOVE, APART, SORTS, THOROUGH, BuiltSite
from support.states import STATES, enter
from support.visits import Visit, unlabelled, visiting, words

pytestmark = pytest.mark.browser

LANGUAGES = ("de", "de-simple", "en", "ar", "fa", "uk", "tr", "ti")
WITHOUT = {(language, "bilingual") for language in ("de", "de-simple")}
"""What is German need not stand beside German."""
CASES = [
    *(("", sort) for sort in ABOVE),
    *((language, sort) for language in LANGUAGES for sort in SORTS if (language, sort) not in WITHOUT),
]


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """A page in a browser that runs no scripts."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def looker(axe: Axe) -> Looker:
    return Looker(axe=axe)


@pytest.fixture(scope="module")
def visit(demo: BuiltSite, demo_url: str, browser: Browser, axe: Axe) -> Iterator[Visit]:
    """A reader who goes from page to page.

    The page that leads on at once stands still if it is visited first: later there is a service worker, whose answers
    tests cannot change.
    """
    with visiting(browser, demo_url) as visit:
        axe.come_along(visit.page)
        for page in demo.one_of_each_sort(""):
            if page.sort == "redirect":
                visit.page.route(demo_url + page.address, stay)
        yield visit


def test_every_sort_of_page_is_looked_at(demo: BuiltSite) -> None:
    there = {(page.language, page.sort) for page in demo.pages if page.language in {"", *LANGUAGES}}
    assert there == set(CASES)


@pytest.mark.parametrize(("language", "sort"), CASES, ids=[f"{language or 'any'}-{sort}" for language, sort in CASES])
def test_a_type_of_page_fits_every_reader(
    demo: BuiltSite, demo_url: str, looker: Looker, visit: Visit, plain: Page, language: str, sort: str
) -> None:
    address = demo_url + next(page for page in demo.one_of_each_sort(language) if page.sort == sort).address
    page = visit.page
    visit.noises.clear()
    page.goto(address)
    said = words(page, plain=False)
    settle(page)
    found = [] if sort in {*ABOVE, *APART} else far_heading(page, in_wide_window=language in THOROUGH)
    found += faults(page, looker, with_frame=sort in {"home", *ABOVE})
    found += [*map(str, foreign_texts(parsed(page.content().encode()))), *visit.noises]
    if sort != "redirect":
        plain.goto(address)
        found += [f"not without JavaScript: {text}" for text in said - words(plain, plain=True)]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_search_has_found_fits_every_reader(
    demo_url: str, looker: Looker, visit: Visit, language: str
) -> None:
    """A word of letters from German offices, which is found in every language."""
    visit.noises.clear()
    visit.page.goto(f"{demo_url}{language}/search/?q=Jobcenter")
    visit.page.locator("[data-search-state=done]").wait_for()
    assert visit.page.locator("[data-search-results] h2").count() > 0
    settle(visit.page)
    found = faults(visit.page, looker)
    shown = parsed(visit.page.content().encode())
    # An excerpt can begin within brackets, which hold German names.
    for excerpt in shown.find_class("card__summary"):
        excerpt.drop_tree()
    assert [*found, *map(str, foreign_texts(shown)), *visit.noises] == []


def settle(page: Page) -> None:
    """Wait for the fonts, and for the next frame: until then the browser looks for what has `autofocus`."""
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")


def faults(page: Page, looker: Looker, *, with_frame: bool = False) -> list[str]:
    """What is wrong with a page that has been opened, in all states."""
    page.keyboard.press("Tab")  # from now on the focus shows
    found = unlabelled(page)
    for before, state in zip((None, *STATES[:-1]), STATES, strict=True):
        enter(page, state, before=before)
        apart = () if state.asks_frame or with_frame else FRAME
        found += [f"{state.name}: {fault}" for fault in looker(page, state, apart=apart)]
    return found


def stay(route: Route) -> None:
    """A page that leads on at once, standing still."""
    response = route.fetch()
    route.fulfill(response=response, body=response.text().replace('http-equiv="refresh"', 'name="still"'))
