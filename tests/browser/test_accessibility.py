"""axe finds nothing wrong with any entry of the invented county in German, English and Arabic."""

import pytest
from playwright.sync_api import Page

from support.axe import Axe
from support.pages import opened
from support.sites import THOROUGH, BuiltSite, kind_folders

pytestmark = pytest.mark.browser

FRAME = (".header", ".footer")
"""The same on all pages of a language, where test_accessibility_of_sorts.py looks at it."""


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
        # Colours do not depend on the language: dark ones are looked at in one.
        if language == demo.config.source:
            page.emulate_media(color_scheme="dark")
            found += [f"{entry.address}, dark: {violation}" for violation in axe.colours(page, apart=FRAME)]
            page.emulate_media(color_scheme="light")
    assert found == []
