"""The checkers of the other tests can fail: each finds what is wrong in a bad page, nothing in a good one."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from support.axe import Axe
from support.folder_server import FolderServer
from support.html_checker import HtmlChecker

GOOD = """<!doctype html>
<html lang="de">
  <head><meta charset="utf-8"><title>Ausländerbehörde</title></head>
  <body><main><h1>Ausländerbehörde</h1><p>Wir verlängern Ihren Aufenthaltstitel.</p></main></body>
</html>
"""
BAD = GOOD.replace("<p>", '<img src="tuer.png"><p style="color: #ccc">')

pytestmark = pytest.mark.browser


def test_the_browser_renders_a_served_folder(page: Page, serve_folder: FolderServer, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(GOOD, encoding="utf-8")
    (tmp_path / "title.mjs").write_text("document.title += ', Landkreis Musterland'", encoding="utf-8")
    address = serve_folder(tmp_path)

    page.goto(f"{address}/")
    page.evaluate("import('/title.mjs')")

    assert page.title() == "Ausländerbehörde, Landkreis Musterland"
    assert page.get_by_role("heading", level=1).bounding_box()


def test_axe_passes_a_good_page(page: Page, axe: Axe) -> None:
    page.set_content(GOOD)

    assert axe(page) == []


def test_axe_finds_a_missing_alternative_text_and_pale_letters(page: Page, axe: Axe) -> None:
    page.set_content(BAD)

    found = "\n".join(axe(page))
    assert "[image-alt]" in found
    assert "[color-contrast]" in found


@pytest.mark.parametrize(
    "text", ["Bitte bringen Sie Ihren Ausweis mit.", "أحضر معك بطاقة هويتك من فضلك", "መንነት ወረቐትኩም ሒዝኩም ንዑ"]
)
def test_axe_judges_the_colours_of_every_writing(page: Page, axe: Axe, text: str) -> None:
    page.set_content(GOOD.replace("</main>", f"{f'<p>{text}</p>' * 5}<p style='color: #ccc'>{text}</p></main>"))

    assert "\n".join(axe(page)).count("[color-contrast]") == 1


def test_axe_runs_under_the_security_policy_of_the_site(page: Page, axe: Axe) -> None:
    policy = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; script-src 'self'\">"
    page.set_content(BAD.replace("<title>", f"{policy}<title>"))

    assert "[image-alt]" in "\n".join(axe(page))


def test_axe_leaves_out_a_rule_on_request(page: Page, axe: Axe) -> None:
    page.set_content(BAD)

    assert "[color-contrast]" not in "\n".join(axe(page, without=("color-contrast",)))


def test_axe_checks_the_size_of_targets(page: Page, axe: Axe) -> None:
    small = "<button style='font-size: 8px; padding: 0; border: 0; inline-size: 10px'>a</button>"
    page.set_content(GOOD.replace("<p>", f"{small}{small}<p>"))

    assert "[target-size]" in "\n".join(axe(page))


def test_the_html_checker_finds_errors_in_the_bad_file_only(html_checker: HtmlChecker, tmp_path: Path) -> None:
    good, bad = tmp_path / "gut.html", tmp_path / "schl ächt.html"
    good.write_text(GOOD, encoding="utf-8")
    bad.write_text(BAD, encoding="utf-8")

    report = html_checker([good, bad])

    assert [error.path for error in report.errors] == [bad]
    assert "“alt”" in report.errors[0].text
    assert report.errors[0].line == 4


def test_the_html_checker_tells_warnings_from_errors(html_checker: HtmlChecker, tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text(GOOD.replace("<h1>", "<section></section><h1>"), encoding="utf-8")

    report = html_checker([page])

    assert report.errors == ()
    assert "Section lacks heading" in report.warnings[0].text
