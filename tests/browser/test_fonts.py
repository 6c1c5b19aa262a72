"""Scripts: letters that everybody can read, loaded only where they occur, in the right order."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from support.browsers import FLAGS
from support.folder_server import FolderServer
from support.layout import turned_round
from support.sites import ROOT, built, config_of
from support.tools import Tools

pytestmark = pytest.mark.browser

OFFICE = "offices/immigration/"
FONTS = {"ar": "vazirmatn", "fa": "vazirmatn", "ps": "vazirmatn", "ti": "noto-sans-ethiopic"}
SYSTEM = ("de", "de-simple", "tr", "uk", "vi")
SYSTEM_FONTS = Path("/usr/share/fonts/truetype")
LATIN_ONLY = ("liberation/LiberationSans-Regular.ttf", "dejavu/DejaVuSerif.ttf")
"""Below the folder of the system's fonts; neither has Arabic or Ethiopic letters."""

# What the page shows, character by character, against the sign that stands for a missing letter.
MISSING = """() => {
    const pen = new OffscreenCanvas(64, 64).getContext("2d", {willReadFrequently: true});
    const drawn = (character, font) => {
        pen.reset();
        pen.font = font;
        pen.fillText(character, 16, 40);
        return pen.getImageData(0, 0, 64, 64).data.join();
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const shown = new Map();
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!element.checkVisibility() || element.closest("script, style")) continue;
        const family = getComputedStyle(element).fontFamily;
        for (const character of walker.currentNode.data.replace(/\\s/g, "")) {
            shown.set(character + family, [character, family]);
        }
    }
    return [...shown.values()]
        .filter(([character, family]) => drawn(character, `24px ${family}`) === drawn("\\u{10fffd}", `24px ${family}`))
        .map(([character]) => character);
}"""

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""400 kbit/s and 400 ms: a telephone at the edge of the village."""

# How far what is seen moves by itself: https://web.dev/articles/cls
MOVED = """{
    let sum = 0;
    const add = shifts => { for (const shift of shifts) sum += shift.value; };
    const observer = new PerformanceObserver(list => add(list.getEntries()));
    observer.observe({type: "layout-shift", buffered: true});
    // What the browser has noted and not told yet counts as well.
    self.moved = () => { add(observer.takeRecords()); return sum; };
}"""
VISITS = 3
FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module")
def site_url(tmp_path_factory: pytest.TempPathFactory, serve_folder: FolderServer) -> str:
    """A small site in nine languages and four scripts."""
    site = built(config_of(ROOT / "tests/sites/scripts"), tmp_path_factory.mktemp("scripts") / "public")
    return serve_folder(site.folder)


@pytest.fixture(scope="module")
def poor_browser(browser: Browser, tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser on a system with letters for Latin, Greek and Cyrillic only."""
    environment: dict[str, str | float | bool] = {**os.environ, **tools.chromium_environment}
    files = [SYSTEM_FONTS / file for file in LATIN_ONLY]
    if all(file.exists() for file in files):  # otherwise Chromium's own fonts, which are few
        folder = tmp_path_factory.mktemp("fonts")
        for file in files:
            (folder / file.name).symlink_to(file)
        settings = f"<fontconfig><dir>{folder}</dir><cachedir>{folder}</cachedir></fontconfig>"
        (folder / "fonts.conf").write_text(f'<?xml version="1.0"?>{settings}', encoding="utf-8")
        environment["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
    poor = browser.browser_type.launch(executable_path=tools.chromium, args=FLAGS, env=environment)
    yield poor
    poor.close()


@pytest.fixture
def poor_page(poor_browser: Browser) -> Iterator[Page]:
    with poor_browser.new_context() as context:
        yield context.new_page()


def opened(page: Page, url: str) -> list[str]:
    """Open a page and wait for its fonts; the names of those that it loaded."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.resource_type == "font" else None)
    page.goto(url)
    page.evaluate("async () => { await document.fonts.ready; }")
    return [url.rsplit("/", 1)[1].split(".")[0] for url in asked]


@pytest.mark.parametrize("language", ["ar", "fa", "ps", "ti", "tr", "uk", "vi"])
def test_no_letter_is_missing_on_a_system_with_few_fonts(poor_page: Page, site_url: str, language: str) -> None:
    opened(poor_page, f"{site_url}/{language}/{OFFICE}")
    assert poor_page.evaluate(MISSING) == []


@pytest.mark.parametrize("language", FONTS)
def test_letters_of_a_script_come_from_the_font_that_we_bring(page: Page, site_url: str, language: str) -> None:
    opened(page, f"{site_url}/{language}/{OFFICE}")
    fonts = fonts_of(page, "h1")
    assert [font["isCustomFont"] for font in fonts if font["glyphCount"] > 3] == [True], fonts


@pytest.mark.parametrize("language", ["ar", "fa", "ps", "ti"])
def test_latin_letters_among_others_come_from_the_system(page: Page, site_url: str, language: str) -> None:
    opened(page, f"{site_url}/{language}/{OFFICE}")
    for german_or_digits in ("main bdi[lang=de]", "main .text a[href^='tel:'] .s"):
        assert [font["isCustomFont"] for font in fonts_of(page, german_or_digits)] == [False]


@pytest.mark.parametrize("language", [*SYSTEM, *FONTS])
def test_a_page_loads_a_font_only_for_its_own_script(page: Page, site_url: str, language: str) -> None:
    wanted = [FONTS[language]] if language in FONTS else []
    assert opened(page, f"{site_url}/{language}/{OFFICE}") == wanted


def test_the_fonts_stay_within_their_budget() -> None:
    sizes = {file.stem: file.stat().st_size for file in (ROOT / "assets/fonts").glob("*.woff2")}
    assert sizes["vazirmatn"] < 46 * 1024
    assert sizes["noto-sans-ethiopic"] < 74 * 1024
    assert {file.name.removesuffix(".OFL.txt") for file in (ROOT / "assets/fonts").glob("*.OFL.txt")} == set(sizes)


@pytest.mark.parametrize("language", ["ar", "fa", "ps", "ti"])
def test_words_hardly_move_when_the_font_comes_late(page: Page, site_url: str, language: str) -> None:
    """Narrow pages tell most. Devices without an Ethiopic font show boxes first, as wide as letters will be."""
    if language == "ti" and not (SYSTEM_FONTS / LATIN_ONLY[0]).exists():
        pytest.skip("the width of the boxes of this system's fonts is not known")
    page.set_viewport_size({"width": 320, "height": 740})
    held: list[Route] = []
    page.route("**/*.woff2", lambda route: held.append(route))  # noqa: PLW0108 - Playwright cannot mark a method
    page.add_init_script(MOVED)
    page.goto(f"{site_url}/{language}/{OFFICE}", wait_until="domcontentloaded")
    page.evaluate(FRAMES)
    while not held:
        page.evaluate(FRAMES)
    for route in held:
        route.continue_()
    page.evaluate("async () => { await document.fonts.ready; }")
    page.evaluate(FRAMES)
    assert page.evaluate("moved()") < 0.02


@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("language", ["de", "uk", "ar", "ti"])
def test_nothing_moves_while_a_page_comes_over_a_slow_line(
    page: Page, site_url: str, language: str, width: int
) -> None:
    """The least of three visits: a busy machine paints half a page that a telephone would paint whole."""
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(MOVED)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    moved: list[float] = []
    while len(moved) < VISITS and min(moved, default=1) >= 0.02:
        opened(page, f"{site_url}/{language}/{OFFICE}")
        page.evaluate(FRAMES)
        moved.append(page.evaluate("moved()"))
    assert min(moved) < 0.02


@pytest.mark.parametrize("width", [390, 768])
def test_half_a_head_has_its_tools_where_they_will_stay(page: Page, site_url: str, width: int) -> None:
    """What a slow line has brought of them would fit beside the name, and be painted there."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site_url}/de/{OFFICE}")
    tools = page.locator(".header__tools")
    place = "tools => [tools.getBoundingClientRect().left, tools.getBoundingClientRect().top]"
    whole = tools.evaluate(place)
    tools.evaluate("tools => tools.replaceChildren(tools.firstElementChild)")
    assert tools.evaluate(place) == whole


@pytest.mark.parametrize("language", ["ar", "fa", "ps"])
def test_arabic_script_has_room_and_neither_italics_nor_spacing(page: Page, site_url: str, language: str) -> None:
    opened(page, f"{site_url}/{language}/{OFFICE}")
    found = page.evaluate(
        """() => [...document.querySelectorAll("main :is(p, li, td, dd, em)")].map(element => {
            const style = getComputedStyle(element);
            const leading = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
            return [Math.round(leading * 100) / 100 >= 1.75, style.fontStyle, style.letterSpacing];
        })"""
    )
    assert {tuple(style) for style in found} == {(True, "normal", "normal")}
    assert page.locator("main em").first.evaluate("e => getComputedStyle(e).fontWeight") == "700"


def test_easy_language_is_larger_and_never_hyphenated(page: Page, site_url: str) -> None:
    opened(page, f"{site_url}/de-simple/{OFFICE}")
    hyphens = page.evaluate(
        "() => [...new Set([...document.querySelectorAll('body *')].map(e => getComputedStyle(e).hyphens))]"
    )
    assert hyphens == ["none"]
    size, width = page.locator(".text").first.evaluate(
        "e => [parseFloat(getComputedStyle(e).fontSize), parseFloat(getComputedStyle(e).maxInlineSize)]"
    )
    assert (size, width) == (20, 34 * 20)


def test_in_easy_language_each_sentence_begins_a_line(page: Page, site_url: str) -> None:
    opened(page, f"{site_url}/de-simple/{OFFICE}")
    starts = page.evaluate(
        """() => [...document.querySelectorAll(".text .s[id]")].map(sentence => {
            const block = sentence.closest("p, li, td, th, h2");
            const line = [...sentence.getClientRects()].at(-1);
            const indent = parseFloat(getComputedStyle(block).paddingInlineStart);
            return [block.localName, Math.round(line.left - block.getBoundingClientRect().left - indent)];
        })"""
    )
    assert {start for _, start in starts} == {0}, starts
    assert [name for name, _ in starts if name in {"p", "li"}] == ["p"] * 5 + ["li"] * 5
    assert [name for name, _ in starts].count("td") == 3


@pytest.mark.parametrize("language", ["ar", "fa", "ps"])
def test_numbers_times_and_addresses_run_from_left_to_right(page: Page, site_url: str, language: str) -> None:
    opened(page, f"{site_url}/{language}/{OFFICE}")
    texts = set(page.locator('bdi[dir="ltr"]').all_text_contents())
    hours = "08:00–12:00" if language == "ar" else "۰۸:۰۰–۱۲:۰۰"
    assert {"+49 30 23125 100", hours, "post@musterland.example"} <= {text.strip() for text in texts}
    assert any("Musterstraße 1" in text for text in texts)
    assert turned_round(page) == []


def test_only_arrows_turn_with_the_direction_of_writing(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    for address in (f"/ar/{OFFICE}", "/ar/"):
        opened(page, site_url + address)
        turned = page.evaluate(
            "() => [...document.querySelectorAll('svg')].filter(icon => getComputedStyle(icon).transform !== 'none')"
            ".filter(icon => !icon.closest('.turns')).map(icon => icon.outerHTML)"
        )
        assert turned == []


def fonts_of(page: Page, selector: str) -> list[dict[str, Any]]:
    """What the browser drew an element's letters with."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    found: list[dict[str, Any]] = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return found
