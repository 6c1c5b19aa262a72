"""axe finds nothing wrong with any entry of the invented county; test_page_types.py looks at more of fewer pages."""

import pytest
from playwright.sync_api import Page

from support.axe import COLOURS, Axe
from support.pages import FRAME, lay_flat, opened
from support.sites import ROOT, THOROUGH, BuiltSite, config_of, kind_folders

pytestmark = pytest.mark.browser

LANGUAGES = ("de", "de-simple", "en", "ar", "fa", "uk", "tr", "ti")
"""Those whose sorts of pages test_page_types.py looks at."""


@pytest.mark.parametrize("folder", kind_folders())
@pytest.mark.parametrize("language", THOROUGH)
def test_no_entry_breaks_a_rule(
    demo: BuiltSite, demo_url: str, page: Page, axe: Axe, language: str, folder: str
) -> None:
    axe.come_along(page)
    found = []
    for entry in demo.of(language, folder):
        opened(page, demo_url + entry.address)
        found += [f"{entry.address} {violation}" for violation in axe(page, apart=FRAME)]
        if language == demo.config.source:
            page.emulate_media(color_scheme="dark")
            found += [f"{entry.address}, dark: {violation}" for violation in axe(page, only=COLOURS, apart=FRAME)]
            page.emulate_media(color_scheme="light")
    assert found == []


@pytest.mark.parametrize("language", [one for one in config_of(ROOT).languages if one not in LANGUAGES])
def test_no_sort_of_page_breaks_a_rule_in_the_other_languages(
    demo: BuiltSite, demo_url: str, page: Page, axe: Axe, language: str
) -> None:
    axe.come_along(page)
    found = []
    for one in demo.one_of_each_sort(language):
        opened(page, demo_url + one.address)
        lay_flat(page)  # two folds that are open at once may lie over each other
        found += [f"{one.address} {violation}" for violation in axe(page)]
    assert found == []
