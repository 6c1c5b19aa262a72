"""The county's own look: what site.toml says of it, and where it arrives."""

import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from PIL import Image
from playwright.sync_api import Browser

from intsite.design import Design, HomePicture
from support.counties import SITE, Built, County, county, words
from support.folder_server import FolderServer

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox=\'0 0 300 100\'><path d="M0 0h300v100z"/></svg>'
RED = "#a4001f"


def drawn(width: int, height: int, encoding: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), RED).save(buffer, encoding)
    return buffer.getvalue()


def designed(root: Path, design: str, files: Mapping[str, str | bytes] = MappingProxyType({})) -> County:
    """A county with a table [design]."""
    imprint = {"content/pages/imprint/de.md": words("Impressum")}
    return county(root, {"site.toml": f"{SITE}\n[design]\n{design}\n", **imprint, **files})


def style(built: Built) -> str:
    (sheet,) = (built.folder / "assets/css").glob("site.*.css")
    return sheet.read_text(encoding="utf-8")


def manifest(built: Built) -> dict[str, object]:
    found: dict[str, object] = json.loads(built.text("de/manifest.webmanifest"))
    return found


def test_every_setting_is_taken_over(tmp_path: Path) -> None:
    made = designed(
        tmp_path,
        """\
primary = "#A4001F"
link = { light = "#7a0017", dark = "#ffb3bf" }
ground.dark = "#101010"
logo = "design/logo.svg"

[design.picture]
file = "design/home.jpg"
alternative = { de = "Der Marktplatz", en = "The market square" }
credit = "Landkreis Musterland"
""",
        {"design/logo.svg": DRAWING, "design/home.jpg": drawn(20, 10, "JPEG")},
    )
    assert made.config().design == Design(
        colours=(("ground", ("", "#101010")), ("primary", (RED, "")), ("link", ("#7a0017", "#ffb3bf"))),
        logo="design/logo.svg",
        picture=HomePicture(
            file="design/home.jpg",
            alternative=(("de", "Der Marktplatz"), ("en", "The market square")),
            credit="Landkreis Musterland",
        ),
    )


def test_nothing_need_be_said(tmp_path: Path) -> None:
    assert county(tmp_path, {}).config().design == Design()


def test_the_primary_colour_arrives_in_the_style_sheet_and_the_manifest(tmp_path: Path) -> None:
    built = designed(tmp_path, f'primary = "{RED}"').build()
    assert f"--accent: var(--usual, light-dark({RED}, " in style(built)
    assert (manifest(built)["theme_color"], manifest(built)["background_color"]) == (RED, "#fbf8f2")


def test_colours_that_cannot_be_read_keep_a_site_from_being_published(tmp_path: Path) -> None:
    made = designed(tmp_path, 'primary = "#ffcc00"')
    result = made.run("build")
    assert result.exit_code == 1
    assert "site.toml:6:1" in result.stdout + result.stderr
    assert not (made.root / "public").exists()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_changed_colour_reaches_a_button(
    tmp_path: Path, browser: Browser, serve_folder: FolderServer, scheme: str
) -> None:
    colours = {"light": "rgb(164, 0, 31)", "dark": "rgb(255, 170, 187)"}
    built = designed(tmp_path, 'primary = { light = "#a4001f", dark = "#ffaabb" }').build()
    with browser.new_context(color_scheme="dark" if scheme == "dark" else "light") as context:
        page = context.new_page()
        page.goto(f"{serve_folder(built.folder)}/de/")
        found = page.locator(".search__button").first.evaluate(
            "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).borderTopColor]"
        )
    assert found == [colours[scheme], colours[scheme]]


# --- the logo


def logos(built: Built) -> set[str]:
    """Where the logo is shown: head, chooser, tab of the browser."""
    sources = [
        built.page("de/").one("//header//img[contains(@class, 'header__logo')]/@src").removeprefix("../"),
        built.page("de/").one("//link[@rel='icon']/@href").removeprefix("../"),
        built.page("").one("//main//img/@src"),
    ]
    return {re.sub(r"\.[0-9a-f]+\.", ".", source) for source in sources}


def test_a_drawing_as_logo_is_shown_everywhere_in_its_proportions(tmp_path: Path) -> None:
    site = designed(tmp_path, 'logo = "design/logo.svg"', {"design/logo.svg": DRAWING}).build()
    assert logos(site) == {"assets/images/logo.svg"}
    image = "//header//img[contains(@class, 'header__logo')]"
    assert (site.page("de/").one(f"{image}/@width"), site.page("de/").one(f"{image}/@height")) == ("300", "100")
    icons = manifest(site)["icons"]
    assert isinstance(icons, list)
    assert [icon["sizes"] for icon in icons] == ["any"]
    assert (site.folder / "de" / icons[0]["src"]).resolve().read_text(encoding="utf-8") == DRAWING


def test_a_picture_as_logo_makes_the_icons_too(tmp_path: Path) -> None:
    site = designed(tmp_path, 'logo = "logo.png"', {"logo.png": drawn(300, 100, "PNG")}).build()
    assert logos(site) == {"assets/images/logo.png"}
    icons = manifest(site)["icons"]
    assert isinstance(icons, list)
    for icon, side in zip(icons, (192, 512), strict=True):
        with Image.open((site.folder / "de" / icon["src"]).resolve()) as opened:
            assert opened.size == (side, side)
            assert opened.getpixel((side // 2, side // 2)) == (164, 0, 31, 255)
            assert opened.getpixel((side // 2, 2)) == (0, 0, 0, 0), "the logo is whole, with room around it"
    assert not list((site.folder / "assets/images").glob("logo.*.svg")), "the program's logo is not published"


def test_icons_that_a_county_draws_itself_stay(tmp_path: Path) -> None:
    own = drawn(192, 192, "PNG")
    files: dict[str, str | bytes] = {"logo.svg": DRAWING, "assets/images/icon-192.png": own}
    site = designed(tmp_path, 'logo = "logo.svg"', files).build()
    icons = manifest(site)["icons"]
    assert isinstance(icons, list)
    assert [icon["sizes"] for icon in icons] == ["192x192", "any"]
    assert (site.folder / "de" / icons[0]["src"]).resolve().read_bytes() == own


def test_a_logo_that_is_no_picture_is_named(tmp_path: Path) -> None:
    result = designed(tmp_path, 'logo = "logo.png"', {"logo.png": b"not a picture"}).run("build")
    assert result.exit_code == 1
    assert "logo.png: " in result.stdout + result.stderr


# --- the picture of the home page


def test_the_home_page_shows_the_picture_with_its_words_in_the_language(tmp_path: Path) -> None:
    picture = """
[design.picture]
file = "design/home.jpg"
alternative = { de = "Der Marktplatz", en = "The market square" }
credit = "Landkreis Musterland"
"""
    site = designed(tmp_path, picture, {"design/home.jpg": drawn(1000, 500, "JPEG")}).build()
    for language, text in (("de", "Der Marktplatz"), ("en", "The market square")):
        page = site.page(f"{language}/")
        assert page.one("//main//figure//img/@alt") == text
        assert "Landkreis Musterland" in page.one("//main//figcaption")
        assert (page.one("//main//figure//img/@width"), page.all("//main//figure//img/@loading")) == ("1000", [])
        assert (site.folder / language / page.one("//main//figure//img/@src")).resolve().is_file()


def test_a_picture_without_words_in_a_language_says_which_it_has(tmp_path: Path) -> None:
    picture = '[design.picture]\nfile = "home.png"\nalternative = { de = "Der Marktplatz" }'
    site = designed(tmp_path, picture, {"home.png": drawn(20, 10, "PNG")}).build()
    image = "//main//figure//img"
    assert (site.page("en/").one(f"{image}/@alt"), site.page("en/").one(f"{image}/@lang")) == ("Der Marktplatz", "de")
