"""Over all pages of the invented county: every address leads somewhere, and nothing comes from elsewhere."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import pytest

from support.markup import Markup, file_of, is_within, markup
from support.sites import BuiltSite


@pytest.fixture(scope="module")
def pages(demo: BuiltSite) -> dict[str, Markup]:
    return {page.path: markup(page.path, demo.read(page.path)) for page in demo.pages}


@pytest.fixture(scope="module")
def files(demo: BuiltSite) -> frozenset[str]:
    found = (file.relative_to(demo.folder).as_posix() for file in demo.folder.rglob("*") if file.is_file())
    return frozenset(found)


def some(found: Iterator[str]) -> list[str]:
    """Each finding once: what is wrong in a frame is wrong on thousands of pages."""
    return sorted(set(found))[:50]


def test_every_link_within_the_site_leads_to_a_file(pages: dict[str, Markup], files: frozenset[str]) -> None:
    assert (
        some(
            f"{page.path}: {link}"
            for page in pages.values()
            for link in {*page.links, *page.loaded}
            if is_within(link) and file_of(page.path, link) not in files
        )
        == []
    )


def test_every_link_to_a_part_of_a_page_finds_it(pages: dict[str, Markup]) -> None:
    ids = {path: frozenset(page.ids) for path, page in pages.items()}
    assert (
        some(
            f"{page.path}: {link}"
            for page in pages.values()
            for link in page.links
            if "#" in link and is_within(link)
            if unquote(urlsplit(link).fragment) not in ids.get(file_of(page.path, link), frozenset())
        )
        == []
    )


def test_no_id_stands_twice_on_a_page(pages: dict[str, Markup]) -> None:
    twice = (
        f"{page.path}: {name}" for page in pages.values() for name, count in Counter(page.ids).items() if count > 1
    )
    assert some(twice) == []


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, Markup]) -> None:
    assert some(f"{page.path}: {url}" for page in pages.values() for url in page.loaded if not is_within(url)) == []


def test_no_style_sheet_and_no_script_loads_anything_from_elsewhere_or_nowhere(
    demo: BuiltSite, files: frozenset[str]
) -> None:
    address = re.compile(r"""url\(["']?([^"')]+)|\b(?:from|import)\s*\(?\s*["']([^"']+)""")
    for path in sorted(files):
        if path.startswith("assets/") and path.endswith((".css", ".js", ".mjs")):
            for found in address.finditer(demo.read(path).decode()):
                url = found[1] or found[2]
                assert url.startswith("data:") or file_of(path, url) in files, (path, url)


def test_no_page_holds_a_style_or_a_script_of_its_own(pages: dict[str, Markup]) -> None:
    assert some(f"{page.path}: {text[:80]}" for page in pages.values() for text in page.inline) == []


def test_every_page_names_all_its_translations_and_is_named_by_them(demo: BuiltSite, pages: dict[str, Markup]) -> None:
    for page in demo.pages:
        alternates = pages[page.path].alternates
        for language, address in alternates:
            target = pages[demo.file_at(address)]
            assert target.alternates == alternates, (page.path, address)
            assert language in {"x-default", target.language}, (page.path, address)


def test_every_page_that_is_translated_says_which_one_serves_all_other_languages(
    demo: BuiltSite, pages: dict[str, Markup]
) -> None:
    for page in demo.pages:
        alternates = dict(pages[page.path].alternates)
        if page.language and len(alternates) > 1:
            start = demo.config.base_url
            expected = start if page.sort == "home" else alternates[demo.config.source]
            assert alternates["x-default"] == expected, page.path


def test_the_official_address_of_a_page_is_its_own_or_that_of_the_page_whose_words_it_shows(
    demo: BuiltSite, pages: dict[str, Markup]
) -> None:
    for page in demo.pages:
        found = pages[page.path]
        official = demo.file_at(found.canonical)
        if page.sort in {"card", "bilingual"}:
            assert page.path.startswith(official.removesuffix("index.html")), page.path
        elif page.sort == "redirect":
            assert official in {file_of(page.path, link) for link in found.links}, page.path
        elif not page.language or page.language in dict(found.alternates):
            assert official == page.path
        else:
            assert found.canonical in dict(found.alternates).values(), page.path
