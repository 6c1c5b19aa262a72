"""The site runs wherever its folder lies: below a folder of a host, or opened from a disk."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support.folder_server import FolderServer
from support.sites import BuiltSite

pytestmark = pytest.mark.browser


def test_the_site_runs_below_a_folder_of_a_host(
    demo: BuiltSite, serve_folder: FolderServer, page: Page, tmp_path: Path
) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "folder").symlink_to(demo.folder)
    root = f"{serve_folder(tmp_path)}/sub/folder/"
    failed: list[str] = []
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)

    page.goto(root)
    page.get_by_role("link", name="Deutsch", exact=True).click()
    expect(page).to_have_url(f"{root}de/")
    page.locator("main a[href$='themes/authorities/']").first.click()
    expect(page).to_have_url(f"{root}de/themes/authorities/")
    page.locator("#site-languages > summary").click()
    page.get_by_role("link", name="العربية").click()
    expect(page).to_have_url(f"{root}ar/themes/authorities/")
    page.locator(".header__brand").click()
    expect(page).to_have_url(f"{root}ar/")
    assert failed == []


def test_the_site_runs_from_a_disk(demo: BuiltSite, page: Page) -> None:
    root = demo.folder.as_uri()
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))

    page.goto(f"{root}/index.html")
    page.get_by_role("link", name="Deutsch", exact=True).click()
    expect(page).to_have_url(f"{root}/de/index.html")
    page.locator("main a[href$='themes/authorities/']").first.click()
    expect(page).to_have_url(f"{root}/de/themes/authorities/index.html")
    expect(page.locator(".skiplinks a").first).to_have_css("position", "absolute")
    page.check("#size-l")
    page.locator(".header__brand").click()
    expect(page).to_have_url(f"{root}/de/index.html")
    expect(page.locator("html")).to_have_css("font-size", "32px")
    assert [url for url in failed if not url.endswith(".mjs")] == []
