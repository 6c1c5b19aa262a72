"""axe finds nothing wrong with any entry of the invented county; test_page_types.py looks at more of fewer pages."""

import pytest
from playwright.sync_api import Page

from support.axe import COLOURS, Axe
from support.pages import opened
from support.sites import BuiltSite, kind_folders

pytestmark = pytest.mark.browser

FRAME = (".header", ".footer")
"""The same on all pages of a language."""


@pytest.mark.parametrize("folder", kind_folders())
def test_no_entry_breaks_a_rule(demo: BuiltSite, demo_url: str, page: Page, axe: Axe, folder: str) -> None:
    axe.come_along(page)
    found = []
    for entry in demo.of(demo.config.source, folder):
        opened(page, demo_url + entry.address)
        found += [f"{entry.address} {violation}" for violation in axe(page, apart=FRAME)]
        page.emulate_media(color_scheme="dark")
        found += [f"{entry.address}, dark: {violation}" for violation in axe(page, only=COLOURS, apart=FRAME)]
        page.emulate_media(color_scheme="light")
    assert found == []
