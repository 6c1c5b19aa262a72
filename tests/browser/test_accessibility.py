"""axe finds nothing wrong with any entry of the invented county; test_page_types.py looks at more of fewer pages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from support.axe import COLOURS, Axe
from support.looks import Looker, far_heading
from support.pages import FRAME, opened
from support.sites import APART, ROOT, THOROUGH, BuiltSite, config_of, kind_folders
from support.states import STATES, enter

pytestmark = pytest.mark.browser

LANGUAGES = ("de", "de-simple", "en", "ar", "fa", "uk", "tr", "ti")
"""Those whose sorts of pages test_page_types.py looks at."""


@pytest.fixture(scope="module")
def reader(browser: Browser, axe: Axe) -> Iterator[Page]:
    """A page of a reader who goes from page to page, without the service worker, which would keep each of them."""
    with browser.new_context(locale="de-DE", timezone_id="Europe/Berlin", service_workers="block") as context:
        page = context.new_page()
        axe.come_along(page)
        yield page


@pytest.mark.parametrize("folder", kind_folders())
@pytest.mark.parametrize("language", THOROUGH)
def test_no_entry_breaks_a_rule(
    demo: BuiltSite, demo_url: str, reader: Page, axe: Axe, language: str, folder: str
) -> None:
    """Header and footer stay folded: those of each language are looked at in test_page_types.py, as is the largest."""
    found = []
    for entry in set(demo.of(language, folder)) - set(demo.one_of_each_sort(language)):
        reader.emulate_media(color_scheme="light")
        opened(reader, demo_url + entry.address, apart=FRAME)
        found += [f"{entry.address} {violation}" for violation in axe(reader, apart=FRAME)]
        if language == demo.config.source:
            reader.emulate_media(color_scheme="dark")
            found += [f"{entry.address}, dark: {violation}" for violation in axe(reader, only=COLOURS, apart=FRAME)]
    assert found == []


@pytest.mark.parametrize("language", [one for one in config_of(ROOT).languages if one not in LANGUAGES])
def test_no_sort_of_page_breaks_a_rule_in_the_other_languages(
    demo: BuiltSite, demo_url: str, reader: Page, axe: Axe, language: str
) -> None:
    looker, found = Looker(axe=axe), []
    for one in demo.one_of_each_sort(language):
        reader.goto(demo_url + one.address)
        if one.sort not in APART:
            found += [f"{one.address} {fault}" for fault in far_heading(reader, in_wide_window=False)]
        reader.keyboard.press("Tab")  # from now on the focus shows
        enter(reader, STATES[0])
        found += [f"{one.address} {fault}" for fault in looker(reader, STATES[0])]
    assert found == []
