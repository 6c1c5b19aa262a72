"""Without internet: what is kept by itself, what a reader saves, and that nothing wrong is ever kept."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from intsite.catalogs import direction_of
from support.counties import SITE, County, county, words
from support.folder_server import FolderServer

EMERGENCY = "content/pages/emergency/"
FILES = {
    "site.toml": SITE.replace('["de", "en"]', '["de", "en", "ar"]'),
    f"{EMERGENCY}facts.yaml": "purpose: emergency\n",
    f"{EMERGENCY}de.md": words("Notruf", "Rufen Sie 112."),
    "content/guides/arriving/de.md": words("Ankommen", "Melden Sie sich an."),
    "content/guides/school/de.md": words("Schule"),
}
KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const requests = await (await caches.open(name)).keys();
    found[name] = requests.map(request => new URL(request.url).pathname).sort();
  }
  return found;
}"""
SAVED = re.compile("Gespeichert")
"""In this letter: an older state is "gespeichert", too."""
INSTALLED = """async () => (await navigator.serviceWorker.getRegistration()).waiting?.state === "installed" """
"""Whether a newer worker waits for the reader to close all pages."""
FORGOTTEN = "async old => !(await caches.keys()).includes(old)"
"""Whether what the worker before had kept is gone."""


@pytest.fixture
def made(tmp_path: Path) -> County:
    return county(tmp_path / "county", dict(FILES))


@pytest.fixture
def site(made: County, tmp_path: Path, serve_folder: FolderServer) -> str:
    """The site in a folder of its host, as a county without a host of its own has it."""
    made.build(tmp_path / "host/county/site")
    return f"{serve_folder(tmp_path / 'host')}/county/site/"


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(locale="de-DE") as context:
        yield context


def visit(reader: BrowserContext, address: str) -> Page:
    """Open a page and wait until the worker is in charge."""
    page = reader.new_page()
    page.goto(address)
    page.evaluate("() => navigator.serviceWorker.ready")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    return page


def kept(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = page.evaluate(KEPT)
    return found


def wait_until(page: Page, condition: str, value: str = "") -> None:
    """Wait for what is told later; Playwright's `wait_for_function` takes the promise of it for the answer."""
    page.evaluate(
        f"""async value => {{
          for (let tries = 0; tries < 600; tries += 1) {{
            if (await ({condition})(value)) return;
            await new Promise(resolve => setTimeout(resolve, 50));
          }}
          throw new Error("never came true");
        }}""",
        value,
    )


def test_each_language_has_a_manifest_with_icons_that_exist(made: County) -> None:
    built = made.build()
    for language in ("de", "en", "ar"):
        manifest = json.loads(built.text(f"{language}/manifest.webmanifest"))
        assert manifest["name"] == "Landkreis Musterland"
        assert (manifest["lang"], manifest["dir"]) == (language, direction_of(language))
        assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512", "any"}
        for icon in manifest["icons"]:
            assert (built.folder / language / icon["src"]).resolve().is_file()
        page = built.page(f"{language}/guides/arriving/")
        assert page.one("//link[@rel='manifest']/@href") == f"../../../{language}/manifest.webmanifest"


def test_the_list_of_a_language_names_files_that_exist_with_their_sizes(made: County) -> None:
    built = made.build()
    for language in ("de", "en", "ar"):
        listed = json.loads(built.text(f"{language}/offline/files.json"))
        sizes = {}
        for path, size in listed["files"]:
            file = built.folder / (f"{path}index.html" if path.endswith("/") else path)
            assert file.stat().st_size == size, path
            sizes[path] = size
        assert listed["bytes"] == sum(sizes.values())
        assert {f"{language}/", f"{language}/offline/", f"{language}/guides/arriving/"} <= set(sizes)
        assert not [path for path in sizes if path[:3] in {"de/", "en/", "ar/"} and path[:2] != language]


def test_the_worker_changes_with_the_frame_and_the_list_with_any_page(made: County) -> None:
    before = made.build().files()
    made.write({"content/guides/school/de.md": words("Schule", "Neu.")})
    after = made.build().files()
    assert after["worker.js"] == before["worker.js"]
    assert after["de/offline/files.json"] != before["de/offline/files.json"]
    made.write({f"{EMERGENCY}de.md": words("Notruf", "Rufen Sie 110.")})
    assert made.build().files()["worker.js"] != before["worker.js"]


@pytest.mark.browser
def test_only_the_frame_and_the_emergency_contacts_of_the_visited_language_are_kept(
    reader: BrowserContext, site: str
) -> None:
    page = visit(reader, f"{site}de/guides/arriving/")
    page.goto(f"{site}de/guides/school/")
    (files,) = kept(page).values()
    pages = [path for path in files if "/assets/" not in path]
    root = "/county/site/de/"
    assert pages == [root, f"{root}offline/", f"{root}pages/emergency/"]
    assert page.evaluate("() => localStorage.length") == 0
    assert reader.cookies() == []


@pytest.mark.browser
def test_without_internet_the_emergency_contacts_open_and_others_say_why_not(reader: BrowserContext, site: str) -> None:
    page = visit(reader, f"{site}de/guides/arriving/")
    reader.set_offline(True)
    page.goto(f"{site}de/pages/emergency/")
    assert page.get_by_role("heading", level=1).inner_text() == "Notruf"
    assert page.evaluate("() => getComputedStyle(document.querySelector('main')).display") == "block"
    assert page.evaluate("() => document.styleSheets.length") == 1
    page.goto(f"{site}de/guides/school/?q=1")
    assert page.get_by_role("heading", level=1).inner_text() == "Ohne Internet"
    again = page.get_by_role("link", name="Noch einmal versuchen")
    again.wait_for()
    assert again.evaluate("link => link.href") == f"{site}de/guides/school/?q=1"
    reader.set_offline(False)
    again.click()
    page.get_by_role("heading", name="Schule", level=1).wait_for()


@pytest.mark.browser
def test_another_language_is_kept_as_soon_as_it_is_visited(reader: BrowserContext, site: str) -> None:
    page = visit(reader, f"{site}de/")
    page.goto(f"{site}ar/")
    wait_until(page, "async path => Boolean(await caches.match(path))", "/county/site/ar/offline/")
    reader.set_offline(True)
    page.goto(f"{site}ar/guides/arriving/")
    assert page.get_by_role("heading", level=1).inner_text() == "دون إنترنت"
    assert page.evaluate("() => document.documentElement.dir") == "rtl"


@pytest.mark.browser
def test_a_saved_language_can_be_read_without_internet_and_deleted(reader: BrowserContext, site: str) -> None:
    page = visit(reader, f"{site}de/offline/")
    page.get_by_text("Speicherplatz:").wait_for()
    assert " MB" in page.locator("[data-offline-size]").inner_text()
    assert len(kept(page)) == 1, "something was saved before the reader asked for it"
    page.get_by_role("button", name="Jetzt speichern").click()
    page.get_by_role("status").filter(has_text=SAVED).wait_for()
    reader.set_offline(True)
    page.goto(f"{site}de/guides/arriving/")
    assert page.get_by_role("heading", level=1).inner_text() == "Ankommen"
    page.goto(f"{site}de/offline/")
    page.get_by_role("status").filter(has_text=SAVED).wait_for()
    page.get_by_role("button", name="Von diesem Gerät löschen").click()
    page.get_by_role("status").filter(has_text="Von diesem Gerät gelöscht.").wait_for()
    assert len(kept(page)) == 1


@pytest.mark.browser
def test_a_newer_site_reaches_the_reader_and_a_saved_language_says_that_it_is_old(
    reader: BrowserContext, site: str, made: County, tmp_path: Path
) -> None:
    page = visit(reader, f"{site}de/offline/")
    page.get_by_role("button", name="Jetzt speichern").click()
    page.get_by_role("status").filter(has_text=SAVED).wait_for()
    made.write({f"{EMERGENCY}de.md": words("Notruf", "Rufen Sie 110.")})
    made.build(tmp_path / "host/county/site")
    page.goto(f"{site}de/offline/")
    page.get_by_role("button", name="Jetzt aktualisieren").click()
    page.get_by_role("status").filter(has_text=SAVED).wait_for()
    reader.set_offline(True)
    page.goto(f"{site}de/pages/emergency/")
    assert page.get_by_text("Rufen Sie 110.").is_visible()


@pytest.mark.browser
def test_newer_emergency_contacts_are_kept_without_opening_them_and_old_ones_go_with_the_last_page(
    reader: BrowserContext, site: str, made: County, tmp_path: Path
) -> None:
    page = visit(reader, f"{site}de/guides/arriving/")
    (before,) = kept(page)
    made.write({f"{EMERGENCY}de.md": words("Notruf", "Rufen Sie 110.")})
    made.build(tmp_path / "host/county/site")
    page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
    wait_until(page, INSTALLED)
    page.goto(f"{site}de/guides/school/")
    reader.set_offline(True)
    page.goto(f"{site}de/pages/emergency/")
    assert page.get_by_text("Rufen Sie 110.").is_visible()
    reader.set_offline(False)
    page.close()
    page = visit(reader, f"{site}de/guides/arriving/")
    wait_until(page, FORGOTTEN, before)
    assert len(kept(page)) == 1


@pytest.mark.browser
def test_an_error_is_never_kept(reader: BrowserContext, site: str, tmp_path: Path) -> None:
    page = visit(reader, f"{site}de/offline/")
    shutil.rmtree(tmp_path / "host/county/site/de/guides/school")
    page.get_by_role("button", name="Jetzt speichern").click()
    page.get_by_role("status").filter(has_text="Das hat nicht geklappt.").wait_for()
    page.goto(f"{site}de/guides/school/")
    page.goto(f"{site}de/assets/nothing.css")
    everything = [path for files in kept(page).values() for path in files]
    assert len(kept(page)) == 1, "half a language was left behind"
    assert not [path for path in everything if "school" in path or "nothing" in path]


@pytest.mark.browser
def test_without_javascript_the_page_says_that_saving_needs_it(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}de/offline/")
        assert page.get_by_text("Ihr Browser kann die Seiten nicht speichern").is_visible()
        assert not page.get_by_role("button", name="Jetzt speichern").is_visible()
