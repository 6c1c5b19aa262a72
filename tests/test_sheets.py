"""What readers show, print and hand on: cards, two languages side by side, codes, addresses."""

import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
import zxingcpp
from lxml import html
from PIL import Image
from playwright.sync_api import Browser, Page

from intsite.pages.sheets import BILINGUAL, CARD
from support.axe import Axe
from support.counties import County
from support.sites import BuiltSite

BASE = "https://integration.landkreis-musterland.example/"
SERVICE = "services/migration-counselling-adults/"
OFFICE = "offices/immigration-office/"
HANDOUTS = {"offices", "services"}


def read(demo: BuiltSite, address: str) -> html.HtmlElement:
    return html.document_fromstring(demo.read(f"{address}index.html").decode())


def texts(root: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in root.xpath(path)]


def canonical(root: html.HtmlElement) -> str:
    (found,) = root.xpath("//link[@rel='canonical']/@href")
    return str(found)


def modules(svg: html.HtmlElement) -> list[list[int]]:
    """The dark squares of a code: its path is drawn in lines from left to right, `M4 4.5h7m1 0h3…`."""
    (drawn,) = svg.xpath(".//path/@d")
    (box,) = svg.xpath("./@viewbox | ./@viewBox")
    size = int(box.split()[2])
    matrix = [[0] * size for _ in range(size)]
    x = y = 0.0
    for command, values in re.findall(r"([Mmh])([^Mmh]*)", drawn):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", values)]
        if command == "h":
            for column in range(int(x), int(x + numbers[0])):
                matrix[int(y)][column] = 1
            x += numbers[0]
        else:
            x, y = (numbers[0], numbers[1]) if command == "M" else (x + numbers[0], y + numbers[1])
    return matrix


def test_the_code_of_a_page_is_that_of_its_canonical_address(demo: BuiltSite) -> None:
    for address in (f"uk/{SERVICE}", f"de/{OFFICE}", f"ar/{SERVICE}{CARD}", f"ar/{SERVICE}{BILINGUAL}"):
        root = read(demo, address)
        (code,) = root.xpath("//figure[@class='code']/svg")
        squares = modules(code)
        size = len(squares)
        drawn = Image.frombytes("L", (size, size), bytes(0 if dark else 255 for row in squares for dark in row))
        (found,) = zxingcpp.read_barcodes(drawn.resize((4 * size, 4 * size)))
        assert (found.text, found.ec_level) == (canonical(root), "M"), address
        quiet_zone = (*squares[:4], *squares[-4:], *(row[:4] + row[-4:] for row in squares))
        assert not any(map(any, quiet_zone)), address


def test_what_an_editor_wrote_stands_on_a_sheet_as_it_is_and_leads_where_it_does_on_the_page(tmp_path: Path) -> None:
    county = County(root=tmp_path)
    office = "offices/one"
    written = "title: {}\nsummary: Rat & <b>Tat</b>\nnearest-stop: Vor dem [Amt Zwei](office:two)"
    county.write(
        {
            "site.toml": '[site]\nname = "Landkreis Musterland"\nlanguages = ["de", "en"]\n',
            f"content/{office}/facts.yaml": "address: {street: Am < Markt 1, postcode: '01001', city: Musterstadt}\n",
            f"content/{office}/de.md": f"---\n{written.format('Eins')}\n---\n",
            f"content/{office}/en.md": f"---\n{written.format('One')}\n---\n",
            "content/offices/two/de.md": "---\ntitle: Zwei\nsummary: Hilft\n---\n",
            "content/offices/two/facts.yaml": "email: two@musterland.example\n",
        }
    )
    site = county.build()
    for language, other in (("de", ""), ("en", BILINGUAL)):
        for sheet in filter(None, (CARD, other)):
            target, *_ = site.page(f"{language}/{office}/{sheet}").root.xpath("//main//a[.='Amt Zwei']/@href")
            assert target == f"../../../../{language}/offices/two/"
            assert "Am &lt; Markt 1" in site.text(f"{language}/{office}/{sheet}index.html")
    shown = site.text(f"en/{office}/{BILINGUAL}index.html").partition("<main")[2]
    assert "Rat &amp; &lt;b&gt;Tat&lt;/b&gt;" in shown


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_camera_reads_the_canonical_address(browser: Browser, demo_url: str, demo: BuiltSite, theme: str) -> None:
    with browser.new_context(color_scheme="dark" if theme == "dark" else "light") as context:
        page = context.new_page()
        for address in (f"ar/{SERVICE}{CARD}", f"de/{OFFICE}{CARD}"):
            page.goto(demo_url + address)
            seen = Image.open(BytesIO(page.locator(".code svg").screenshot()))
            (found,) = zxingcpp.read_barcodes(seen)
            assert found.text == canonical(read(demo, address))


def test_offices_and_services_have_a_card_in_each_language_they_are_written_in(demo: BuiltSite) -> None:
    pages = {page.path for page in demo.pages}
    for page in demo.pages:
        if page.sort in HANDOUTS:
            translated = not read(demo, page.address).xpath("//*[contains(@class, 'notice--untranslated')]")
            assert (f"{page.address}{CARD}index.html" in pages) == translated, page.path
        elif page.sort == "card":
            assert page.path.split("/")[1] in HANDOUTS


def test_translated_pages_and_no_others_can_be_read_in_two_languages(demo: BuiltSite) -> None:
    sheets = [page for page in demo.pages if page.sort == "bilingual"]
    assert {page.language for page in sheets} == set(demo.config.languages) - {"de", "de-simple"}
    for page in sheets[::10]:
        entry = read(demo, page.address.removesuffix(BILINGUAL))
        assert not entry.xpath("//*[contains(@class, 'notice--untranslated')]"), page.path
        assert BILINGUAL in " ".join(entry.xpath("//main//a/@href")), page.path


def test_sheets_leave_the_index_to_the_page_that_they_repeat(demo: BuiltSite) -> None:
    sitemap = demo.read("sitemap.xml").decode()
    assert f"{BASE}uk/{SERVICE}<" in sitemap
    assert f"/{CARD}<" not in sitemap
    assert f"/{BILINGUAL}<" not in sitemap
    for sheet in (CARD, BILINGUAL):
        root = read(demo, f"uk/{SERVICE}{sheet}")
        assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert canonical(root) == f"{BASE}uk/{SERVICE}"
        assert not root.xpath("//*[@data-pagefind-body]")
        assert f"../../../../uk/{SERVICE}" in root.xpath("//main//a/@href")


def test_parts_stand_beside_the_part_with_the_same_id(demo: BuiltSite) -> None:
    root = read(demo, f"ar/{SERVICE}{BILINGUAL}")
    for identifier in ("what-we-help-with", "how-it-works"):
        (own,) = root.xpath(f"//h2[@id='{identifier}']/../../div[1]")
        (german,) = root.xpath(f"//h2[@id='de-{identifier}']/../../div[2]")
        assert own.getparent() is german.getparent()
        assert (german.get("lang"), german.get("dir")) == ("de", "ltr")
        assert own.get("lang") is None
    assert "So läuft die Beratung ab" in texts(root, "//h2[@id='de-how-it-works']")


def test_all_of_both_texts_is_there(demo: BuiltSite) -> None:
    sheet = " ".join(read(demo, f"fr/{SERVICE}{BILINGUAL}").text_content().split())
    for language in ("fr", "de"):
        (body,) = read(demo, f"{language}/{SERVICE}").xpath("//article/div[contains(@class, 'text')]")
        for paragraph in body.xpath(".//p | .//li | .//h2"):
            assert " ".join(paragraph.text_content().split()) in sheet


def test_a_card_says_in_both_languages_what_to_bring_where_and_when(demo: BuiltSite) -> None:
    sides = texts(read(demo, f"tr/{SERVICE}{CARD}"), "//main//div[starts-with(@class, 'pair')]")
    text = " ".join(sides)
    for wanted in (
        "Dilim: Türkçe.",
        "Meine Sprache: Türkisch.",
        "Bitte mitbringen",
        "Reisepass",
        "Pasaport",
        "Beispielgasse 4",
        "Montag: 09:00–12:00",
        "pazartesi: 09:00–12:00",
        "040 66969 110",
    ):
        assert wanted.casefold() in text.casefold(), wanted
    assert "Haltestelle" in " ".join(
        texts(read(demo, f"tr/{OFFICE}{CARD}"), "//main//div[starts-with(@class, 'pair')]")
    )


def test_a_card_in_the_language_of_the_counter_says_everything_once(demo: BuiltSite) -> None:
    for language in ("de", "de-simple"):
        root = read(demo, f"{language}/{SERVICE}{CARD}")
        assert not root.xpath("//main//div[starts-with(@class, 'pair')]//*[@lang='de'][not(self::bdi or self::span)]")
        assert len(root.xpath("//h1/span")) == 1


def test_the_address_can_be_handed_on_without_scripts_and_without_a_third_party(demo: BuiltSite) -> None:
    root = read(demo, f"fa/{SERVICE}")
    (share,) = root.xpath("//details[contains(@class, 'share')]")
    (address,) = share.xpath(".//bdi[@dir='ltr']")
    assert address.text_content() == f"{BASE}fa/{SERVICE}"
    (mail,) = share.xpath(".//a/@href")
    assert mail.startswith("mailto:?subject=")
    assert mail.endswith("fa/services/migration-counselling-adults/")
    assert all(button.xpath("ancestor::li/@hidden") for button in share.xpath(".//button"))


@pytest.mark.browser
def test_a_device_that_can_share_and_copy_offers_it(browser: Browser, demo_url: str) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.add_init_script("navigator.share = async (data) => { globalThis.shared = data; };")
        page.goto(f"{demo_url}en/{SERVICE}")
        page.locator(".share > summary").click()
        page.locator("[data-share=device]").click()
        page.locator("[data-share=copy]").click()
        page.locator(".share [role=status]:not(:empty)").wait_for()

        assert page.evaluate("shared.url") == f"{BASE}en/{SERVICE}"
        assert page.evaluate("navigator.clipboard.readText()") == f"{BASE}en/{SERVICE}"


@pytest.mark.browser
def test_a_device_that_cannot_share_offers_no_button_for_it(page: Page, demo_url: str) -> None:
    page.add_init_script("delete Navigator.prototype.share;")
    page.goto(f"{demo_url}en/{SERVICE}")
    page.locator(".share > summary").click()
    page.locator(".share a").wait_for()
    assert page.locator("[data-share=device]").is_hidden()


@pytest.mark.browser
def test_on_paper_there_is_the_address_the_code_and_what_was_folded(page: Page, demo_url: str) -> None:
    page.goto(f"{demo_url}de/{SERVICE}")
    page.emulate_media(media="print")
    for hidden in (
        ".header__tools",
        ".search",
        ".share > summary",
        ".share .actions",
        ".opennow",
        "main > article > .actions",
    ):
        assert page.locator(hidden).first.is_hidden(), hidden
    assert page.locator(".share .code svg").is_visible()
    assert BASE + f"de/{SERVICE}" in page.locator(".share__address").inner_text()
    folded = page.locator("article details p").first
    assert folded.is_visible()
    assert folded.evaluate("element => element.getBoundingClientRect().height") > 0


@pytest.mark.browser
@pytest.mark.parametrize("sheet", [CARD, BILINGUAL])
@pytest.mark.parametrize(("language", "width", "scheme"), [("ar", 320, "dark"), ("uk", 1280, "light")])
def test_sheets_are_accessible_and_fit_the_screen(
    browser: Browser, demo_url: str, axe: Axe, sheet: str, language: str, width: int, scheme: Literal["dark", "light"]
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:
        page = context.new_page()
        messages: list[str] = []
        page.on("console", lambda message: messages.append(message.text))
        page.goto(f"{demo_url}{language}/{SERVICE}{sheet}")
        page.locator("button[data-use*=handout]").wait_for()

        assert axe(page) == []
        assert messages == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_the_two_sides_begin_at_the_same_height(page: Page, demo_url: str) -> None:
    page.set_viewport_size({"width": 1000, "height": 800})
    page.goto(f"{demo_url}ar/{SERVICE}{BILINGUAL}")
    for pair in page.locator(".pair:has(> .pair__side + .pair__side)").all():
        own, german = (side.bounding_box() for side in pair.locator("> .pair__side").all())
        assert own
        assert german
        assert own["y"] == german["y"]
        assert own["x"] > german["x"]


def test_a_page_in_two_languages_offers_no_reading_aloud_and_carries_no_marks_for_it(demo: BuiltSite) -> None:
    root = read(demo, f"uk/{SERVICE}{BILINGUAL}")
    assert root.xpath("//*[contains(@class, 'readaloud')]") == []
    assert root.xpath("//span[@class='s']") == []


def test_ids_are_unique(demo: BuiltSite) -> None:
    for page in demo.pages:
        if page.sort == "bilingual":
            ids = sorted(read(demo, page.address).xpath("//@id"))
            assert not [one for one, other in pairwise(ids) if one == other], page.path
