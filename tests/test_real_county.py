"""A real county, taken over from Integreat by the command line: no errors, a whole site, every old address kept.

Its pages are not in this repository. What becomes of the words of each is tested in importers/test_real_county.py.
"""

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page

from support.axe import Axe
from support.counties import Built, County
from support.folder_server import FolderServer
from support.html_checker import HtmlChecker
from support.layout import clipped, too_wide
from support.markup import file_of, is_within, markup, parsed, strings
from support.pages import opened


@pytest.fixture(scope="module")
def delivered(real_county: Path) -> list[dict[str, Any]]:
    """The pages of all languages, as Integreat delivers them."""
    return [page for file in sorted(real_county.glob("pages.*.json")) for page in json.loads(file.read_bytes())]


@pytest.fixture(scope="module")
def imported(real_county: Path, tmp_path_factory: pytest.TempPathFactory) -> County:
    """The county's repository, as the command line writes it."""
    home = County(root=tmp_path_factory.mktemp("county") / "landkreis")
    result = home.run("import", "integreat", str(real_county), "--into", str(home.root))
    assert result.exit_code == 0, result.output
    return home


@pytest.fixture(scope="module")
def built(imported: County, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Its site, which the command line builds."""
    folder = tmp_path_factory.mktemp("site") / "public"
    result = imported.run("build", "--output", str(folder))
    assert result.exit_code == 0, result.output
    return imported.build(folder)


def test_the_linter_finds_no_error(imported: County) -> None:
    result = imported.run("check", "--format", "json")
    problems = json.loads(result.stdout)

    assert result.exit_code == 0
    assert [problem for problem in problems if problem["severity"] == "error"] == []


def test_building_again_writes_nothing(built: Built) -> None:
    assert built.report.changes is not None
    assert (built.report.changes.written, built.report.changes.removed) == ((), ())


def test_every_page_is_published_at_a_new_address_and_the_old_one_leads_there(
    built: Built, delivered: list[dict[str, Any]]
) -> None:
    assert len(delivered) == 238 + 233
    for page in delivered:
        old = unquote(page["path"]).strip("/")
        language = old.split("/")[1]
        moved = parsed((built.folder / old / "index.html").read_bytes())
        (refresh,) = strings(moved, "//meta[@http-equiv='refresh']/@content")
        target = file_of(f"{old}/index.html", refresh.partition("url=")[2])
        assert target.startswith(tuple(f"{language}/{folder}/" for folder in ("guides", "offices", "services"))), old
        (title,) = strings(parsed((built.folder / target).read_bytes()), "//h1")
        assert " ".join(title.split()) == " ".join(page["title"].split()), old


def test_every_entry_has_a_page_in_both_languages(built: Built) -> None:
    content = built.county.root / "content"
    entries = [file.parent.relative_to(content) for file in content.glob("*/*/facts.yaml")]
    pages = [entry for entry in entries if entry.parts[0] == "guides" or guide_above(content / entry)]
    assert len(pages) == 238
    assert built.report.entries == len(entries)
    for language in ("de", "en"):
        for page in pages:
            assert (built.folder / language / page / "index.html").is_file(), (language, page)


def test_a_page_that_became_an_office_is_still_listed_on_the_page_above_it(built: Built) -> None:
    office = "offices/zentrale-auslaenderbehoerde-zab/"
    above = guide_above(built.county.root / "content" / office)
    links = built.page(f"de/guides/{above}/").all("//section[@aria-labelledby='part-children']//a/@href")
    assert [link for link in links if link.endswith(f"/{office}")]
    trail = built.page(f"de/{office}").all("//nav//a/@href")
    assert [link for link in trail if link.endswith(f"/guides/{above}/")]


def guide_above(entry: Path) -> str:
    """The guide that an entry's page stood below, if it stands below one."""
    facts = f"\n{(entry / 'facts.yaml').read_text(encoding='utf-8')}"
    return facts.partition("\nguide: ")[2].partition("\n")[0]


def test_no_link_within_the_site_is_dead(built: Built) -> None:
    files = {file.relative_to(built.folder).as_posix() for file in built.folder.rglob("*") if file.is_file()}
    pages = (markup(path, (built.folder / path).read_bytes()) for path in sorted(files) if path.endswith(".html"))
    assert [
        (page.path, link)
        for page in pages
        for link in (*page.links, *page.loaded)
        if page.path != "404.html" and is_within(link) and file_of(page.path, link) not in files
    ] == []


def test_every_page_is_valid_html(built: Built, html_checker: HtmlChecker) -> None:
    report = html_checker([built.folder / "de", built.folder / "en"])
    assert [str(error) for error in report.errors] == []


@pytest.mark.browser
def test_the_largest_pages_are_accessible_and_fit_a_narrow_window(
    built: Built, serve_folder: FolderServer, page: Page, axe: Axe
) -> None:
    largest = sorted((built.folder / "de" / "guides").glob("*/index.html"), key=lambda file: -file.stat().st_size)
    address = serve_folder(built.folder)
    found = []
    for file in largest[:20]:
        path = file.parent.relative_to(built.folder).as_posix()
        page.set_viewport_size({"width": 1280, "height": 720})
        opened(page, f"{address}/{path}/")
        found += [f"{path} {violation}" for violation in axe(page)]
        page.set_viewport_size({"width": 320, "height": 640})
        found += [f"{path} {part}" for part in (*too_wide(page), *clipped(page))]
    assert found == []
