"""Words that a page explains: opened by keyboard, mouse and finger without scripts, printed, read aloud."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from support.axe import Axe
from support.counties import County, words
from support.folder_server import FolderServer

pytestmark = pytest.mark.browser

GLOSSARY = """\
jobcenter:
  de: {term: Jobcenter, explanation: Hilft bei der Suche nach Arbeit.}
  ar: {term: مركز العمل, explanation: يساعد في البحث عن عمل.}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve_folder: FolderServer) -> str:
    county = County(root=tmp_path_factory.mktemp("county"))
    county.write(
        {
            "site.toml": '[site]\nname = "Landkreis Musterland"\nlanguages = ["de", "ar"]\n',
            "content/vocabularies/glossary.yaml": GLOSSARY,
            "content/guides/work/de.md": words("Arbeit", "Gehen Sie zum Jobcenter.\n\nZum Schluss."),
        }
    )
    return f"{serve_folder(county.build().folder)}/"


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page in a browser that runs no scripts."""
    with browser.new_context(java_script_enabled=False, has_touch=True) as context:
        yield context.new_page()


def parts(page: Page) -> tuple[Locator, Locator]:
    """The word and what it opens."""
    return page.locator("dfn button"), page.locator("#word-jobcenter")


def test_nothing_is_open_or_focused_at_first(site: str, page: Page) -> None:
    page.goto(f"{site}de/guides/work/")
    expect(parts(page)[1]).to_be_hidden()
    expect(page.locator("body")).to_be_focused()


def test_a_word_is_opened_and_closed_by_keyboard_without_scripts(site: str, plain: Page) -> None:
    plain.goto(f"{site}de/guides/work/")
    word, explanation = parts(plain)
    word.focus()
    plain.keyboard.press("Enter")
    expect(explanation).to_be_visible()
    expect(explanation).to_have_role("dialog")
    expect(explanation).to_have_accessible_name("Jobcenter: Hilft bei der Suche nach Arbeit.")
    # The focus goes along, so that screen readers say what has opened; and it comes back.
    expect(explanation.get_by_role("button")).to_be_focused()
    plain.keyboard.press("Escape")
    expect(explanation).to_be_hidden()
    expect(word).to_be_focused()


def test_a_word_is_opened_and_closed_with_a_finger_without_scripts(site: str, plain: Page) -> None:
    plain.goto(f"{site}de/guides/work/")
    word, explanation = parts(plain)
    word.tap()
    expect(explanation).to_be_visible()
    explanation.get_by_role("button", name="Schließen").tap()
    expect(explanation).to_be_hidden()
    word.tap()
    plain.locator("h1").tap()
    expect(explanation).to_be_hidden()


def test_an_explanation_in_another_language_than_the_text_says_so(site: str, plain: Page) -> None:
    plain.goto(f"{site}ar/guides/work/")
    word, explanation = parts(plain)
    word.click()
    expect(explanation).to_contain_text("مركز العمل (Jobcenter): يساعد في البحث عن عمل.")
    assert word.evaluate("element => element.closest('[lang]').lang") == "de"
    assert explanation.evaluate("element => element.closest('[lang]').lang") == "ar"
    assert explanation.evaluate("element => getComputedStyle(element).direction") == "rtl"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_explanation_is_accessible(site: str, page: Page, axe: Axe, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    axe.come_along(page)
    page.goto(f"{site}de/guides/work/")
    parts(page)[0].click()
    assert axe(page) == []


def test_an_explanation_stays_on_the_screen_of_a_telephone(site: str, plain: Page) -> None:
    plain.set_viewport_size({"width": 320, "height": 480})
    plain.goto(f"{site}de/guides/work/")
    word, explanation = parts(plain)
    word.click()
    box = explanation.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert box["y"] + box["height"] <= 480


def test_on_paper_explanations_stand_below_the_text(site: str, page: Page) -> None:
    page.goto(f"{site}de/guides/work/")
    page.emulate_media(media="print")
    expect(parts(page)[1]).to_be_visible()
    expect(page.locator(".words")).to_contain_text("Erklärte Wörter")
    expect(page.get_by_role("button", name="Schließen")).to_be_hidden()


@pytest.mark.parametrize("address", ["de/glossary/", "ar/glossary/", "de/glossary/1/", "ar/glossary/3/"])
def test_the_pages_of_the_glossary_are_accessible(site: str, page: Page, axe: Axe, address: str) -> None:
    axe.come_along(page)
    page.goto(f"{site}{address}")
    assert axe(page) == []
