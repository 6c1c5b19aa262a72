"""Readers find pages by words, in their language and below any folder."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support.folder_server import FolderServer
from support.sites import BuiltSite

pytestmark = pytest.mark.browser

DONE = "[data-search-state=done]"


def search(page: Page, home: str, words: str) -> list[str]:
    """The titles that a search from the first page of a language finds."""
    page.goto(home)
    page.locator("#site-search").fill(words)
    page.locator("#site-search").press("Enter")
    page.locator(DONE).wait_for()
    return page.locator("[data-search-results] h2").all_inner_texts()


@pytest.mark.parametrize(
    ("language", "words", "title"),
    [
        ("de", "Aufenthaltstitel", "Ausländerbehörde Musterland"),
        ("de", "aufenthalt", "Ausländerbehörde Musterland"),
        ("en", "residence permit", "Residence permit"),
        ("ar", "تصريح الإقامة", "تصريح الإقامة"),
        ("uk", "Ausländerbehörde", "Відомство у справах іноземців"),
    ],
)
def test_words_find_pages_of_the_language(demo_url: str, page: Page, language: str, words: str, title: str) -> None:
    titles = search(page, f"{demo_url}{language}/", words)

    assert any(title in found for found in titles), titles
    hrefs = page.locator("[data-search-results] h2 a").evaluate_all("links => links.map(link => link.href)")
    assert all(href.startswith(f"{demo_url}{language}/") for href in hrefs)


def test_on_a_narrow_screen_choices_wait_folded_and_fit(demo_url: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    search(page, f"{demo_url}de/", "Kinderbetreuung")
    expect(page.locator("select[name=theme]")).to_be_hidden()
    page.locator("summary", has_text="Ergebnisse eingrenzen").click()

    expect(page.locator("select[name=theme]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_hit_leads_to_its_page(demo_url: str, page: Page) -> None:
    (title, *_) = search(page, f"{demo_url}de/", "Wartenummer Ausländerbehörde") or search(
        page, f"{demo_url}de/", "Ausländerbehörde"
    )
    page.locator("[data-search-results] a").first.click()

    expect(page.locator("h1")).to_contain_text(title)


def test_the_number_of_hits_is_told_to_screen_readers(demo_url: str, page: Page) -> None:
    titles = search(page, f"{demo_url}de/", "Ausländerbehörde")

    status = page.locator("main [role=status]").inner_text()
    (count,) = map(int, re.findall(r"\d+", status))
    assert count >= len(titles) > 0


def test_the_words_stay_in_the_search_box(demo_url: str, page: Page) -> None:
    search(page, f"{demo_url}de/", "Führerschein")

    assert page.locator("#site-search").input_value() == "Führerschein"


def test_what_is_not_found_is_said_and_the_list_of_all_pages_stays(demo_url: str, page: Page) -> None:
    assert search(page, f"{demo_url}de/", "Quarkstrudelverordnung") == []
    assert page.locator("main [role=status]").inner_text()
    expect(page.locator("[data-search-otherwise]")).to_be_visible()


def test_words_with_markup_are_words(demo_url: str, page: Page) -> None:
    search(page, f"{demo_url}de/", "<img src=x onerror=alert(1)>")

    assert page.locator("main img[src=x]").count() == 0


def test_the_search_works_below_a_folder_of_a_host(
    demo: BuiltSite, serve_folder: FolderServer, page: Page, tmp_path: Path
) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "folder").symlink_to(demo.folder)
    home = f"{serve_folder(tmp_path)}/sub/folder/de/"
    assert search(page, home, "Ausländerbehörde")
    page.locator("[data-search-results] a").first.click()

    expect(page).to_have_url(re.compile(f"^{re.escape(home)}[a-z]+/"))
    expect(page.locator("h1")).to_be_visible()
