"""The bar of the preview in a browser: read by everybody, opened without a script, in nobody's way."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from support.axe import Axe
from support.counties import county, words
from support.previews import Preview, running

pytestmark = pytest.mark.browser

SITE = '[site]\nname = "Landkreis Musterland"\nlanguages = ["de", "ar"]\n'
ADDRESS = "ar/offices/jobcenter/"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    made = county(
        tmp_path_factory.mktemp("county"),
        {
            "site.toml": SITE,
            "content/offices/jobcenter/facts.yaml": "website: https://jobcenter.example/\n",
            "content/offices/jobcenter/de.md": words("Jobcenter", "Der Antrag wird geprüft."),
            "content/offices/jobcenter/ar.md": words("مركز العمل", front="translation: {of: {.front: 0badcafe}}\n"),
        },
    )
    with running(made) as preview:
        yield preview


def test_the_bar_opens_by_keyboard_without_scripts_and_covers_nothing(preview: Preview, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(preview.url(ADDRESS))
        edit = page.get_by_role("link", name="content/offices/jobcenter/ar.md")
        expect(edit).to_be_hidden()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(edit).to_be_visible()
        bar = page.locator(".preview-bar").bounding_box()
        header = page.locator("header").first.bounding_box()
        assert bar
        assert header
        assert bar["y"] + bar["height"] <= header["y"]


@pytest.mark.parametrize("width", [320, 1280])
def test_the_open_bar_is_accessible_and_the_page_permits_what_it_needs(
    preview: Preview, page: Page, axe: Axe, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 720})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    axe.come_along(page)
    page.goto(preview.url(ADDRESS))
    bar = page.locator(".preview-bar")
    bar.locator("summary").first.click()
    expect(bar).to_contain_text("Translation (ar): outdated")
    expect(bar).to_have_css("background-color", "rgb(31, 41, 51)")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert complaints == []
