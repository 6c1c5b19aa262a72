"""The pages of lists that are too long for one, which the invented county does not have."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from support.axe import Axe
from support.folder_server import FolderServer
from support.large_county import large_county
from support.looks import Looker
from support.states import NARROW, STATES, enter

pytestmark = pytest.mark.browser

LOOKED_AT = [state for state in STATES if state.asks_frame]
"""In a wide window, and in a narrow one with large letters."""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory, serve_folder: FolderServer) -> str:
    return f"{serve_folder(large_county(tmp_path_factory.mktemp('large')).folder)}/"


@pytest.fixture(scope="module")
def reader(browser: Browser, axe: Axe) -> Iterator[Page]:
    with browser.new_context(service_workers="block") as context:
        page = context.new_page()
        axe.come_along(page)
        yield page


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("path", ["services/page-2/", "a-z/page-2/", "sitemap/", "search/", "themes/work/"])
def test_a_page_of_a_long_list_fits_every_reader(url: str, reader: Page, axe: Axe, path: str, language: str) -> None:
    looker, found = Looker(axe=axe), []
    reader.goto(f"{url}{language}/{path}")
    reader.keyboard.press("Tab")  # from now on the focus shows
    for state in LOOKED_AT:
        enter(reader, state)
        found += [f"{state.name}: {fault}" for fault in looker(reader, state)]
    assert found == []


def test_the_keyboard_leads_through_a_long_list_and_back(url: str, reader: Page) -> None:
    reader.set_viewport_size({"width": NARROW, "height": 640})
    reader.goto(f"{url}de/services/")
    for name, address in (("Weiter Seite 2 von 3", "page-2/"), ("Seite 3 von 3", "page-3/"), ("Seite 1 von 3", "")):
        reader.get_by_role("navigation", name="von 3").get_by_role("link", name=name, exact=True).focus()
        reader.keyboard.press("Enter")
        expect(reader).to_have_url(f"{url}de/services/{address}")
        expect(reader.locator("h1")).to_be_visible()
