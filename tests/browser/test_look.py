"""The reader's tools and the ways in work with and without scripts.

That what a page is about stands on its first screen is looked at in test_page_types.py and test_accessibility.py.
"""

from collections.abc import Iterator
from itertools import product
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from support.axe import COLOURS, Axe
from support.markup import parsed, strings
from support.pages import FRAME
from support.sites import APART, ROOT, BuiltSite, SitePage, config_of

pytestmark = pytest.mark.browser

LANGUAGES = config_of(ROOT).languages
GROUND = "getComputedStyle(document.documentElement).backgroundColor"
LIGHT, DARK = "rgb(251, 248, 242)", "rgb(19, 24, 26)"
WHITE, BLACK = "rgb(255, 255, 255)", "rgb(0, 0, 0)"
SCHEMES: tuple[Literal["dark", "light"], ...] = ("dark", "light")
PAINTED = """apart => [...document.querySelectorAll("*")].filter((element) => !element.closest(apart))
  .map((element) => getComputedStyle(element))
  .map(({ color, backgroundColor, backgroundImage, borderColor, textDecorationColor, fill }) =>
    [color, backgroundColor, backgroundImage, borderColor, textDecorationColor, fill].join())
  .join(";")"""
"""The colours of all elements, but for those in parts named by a selector, as one text."""
NUMBERS = ["tel:112", "tel:110", "tel:116117", "tel:116016"]


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page in a browser that runs no scripts."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        yield context.new_page()


def framed(demo: BuiltSite, language: str) -> list[SitePage]:
    return [one for one in demo.one_of_each_sort(language) if one.sort not in APART]


def edges(page: Page, selector: str) -> tuple[float, float]:
    """Where an element begins and ends, from the top of the page."""
    box = page.locator(selector).first.bounding_box()
    assert box, selector
    return box["y"], box["y"] + box["height"]


# --- the first screen


def test_letters_twice_as_large_leave_room_for_the_main_heading_on_a_phone(demo_url: str, phone: Page) -> None:
    phone.goto(f"{demo_url}de/")
    phone.locator(".header__display > summary").click()
    phone.check("#size-l")
    phone.locator(".header__display > summary").click()
    assert edges(phone, "h1")[0] < 740
    assert edges(phone, ".header__tools")[0] < 250


def test_no_word_of_the_welcome_is_broken_when_letters_are_twice_as_large(demo_url: str, phone: Page) -> None:
    phone.goto(f"{demo_url}de/")
    phone.evaluate("document.getElementById('size-l').click()")
    lines = phone.locator("h1").evaluate(
        """heading => {
          const node = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT).nextNode();
          return [...node.data.matchAll(/\\S+/g)].map(({ 0: word, index }) => {
            const range = document.createRange();
            range.setStart(node, index);
            range.setEnd(node, index + word.length);
            return [word, range.getClientRects().length];
          });
        }"""
    )
    assert lines == [["Herzlich", 1], ["willkommen", 1]]


# --- colours and contrast


def test_colours_are_chosen_without_scripts(demo_url: str, plain: Page) -> None:
    plain.goto(f"{demo_url}de/")
    assert plain.evaluate(GROUND) == LIGHT
    for name, colour in (("dark", DARK), ("strong", WHITE), ("normal", LIGHT)):
        plain.check(f"#contrast-{name}")
        assert plain.evaluate(GROUND) == colour


def test_usual_colours_and_strong_contrast_follow_the_device(demo_url: str, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{demo_url}de/")
    assert page.evaluate(GROUND) == DARK
    page.check("#contrast-strong")
    assert page.evaluate(GROUND) == BLACK


def test_colours_that_the_system_forces_stay_and_there_is_nothing_to_choose(demo_url: str, page: Page) -> None:
    page.goto(f"{demo_url}de/")
    page.check("#contrast-dark")
    page.emulate_media(forced_colors="active")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light dark"
    assert page.locator("#contrast-dark").is_hidden()


def test_the_chosen_colours_stay_on_other_pages_and_languages_until_they_are_given_back(
    demo_url: str, page: Page
) -> None:
    page.goto(f"{demo_url}de/")
    page.locator("#contrast-normal").focus()
    page.keyboard.press("ArrowRight")
    page.goto(f"{demo_url}ar/offices/jobcenter/")
    assert page.evaluate(GROUND) == DARK
    assert page.locator("#contrast-dark").is_checked()
    # The page to choose a language from has no such buttons.
    page.goto(demo_url)
    assert page.evaluate(GROUND) == DARK
    page.goto(f"{demo_url}uk/")
    page.check("#contrast-normal")
    assert page.evaluate(GROUND) == LIGHT
    assert page.evaluate("localStorage.length") == 0


def test_chosen_colours_are_legible_on_every_sort_of_page(demo: BuiltSite, demo_url: str, page: Page, axe: Axe) -> None:
    """Dark ones are those of a device that asks for them, at which test_page_types.py looks.

    What shows the choice is in the header: that of the home page is enough.
    """
    axe.come_along(page)
    found = []
    for one in framed(demo, "de"):
        apart = () if one.sort == "home" else FRAME
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        page.goto(demo_url + one.address)
        for choice, scheme in product(("strong", "dark"), SCHEMES):
            page.emulate_media(color_scheme=scheme)
            if choice == "dark" and scheme == "dark":
                page.check("#contrast-normal")
                dark = page.evaluate(PAINTED, ", ".join(FRAME))  # when scripts have long written what they write
            page.check(f"#contrast-{choice}")
            name = f"{one.address} {choice} on a {scheme} device"
            if choice == "dark" and page.evaluate(PAINTED, ", ".join(FRAME)) != dark:
                found.append(f"{name} is not as on a dark device without a choice")
            if choice == "strong" or not apart:
                found += [f"{name}: {violation}" for violation in axe(page, only=COLOURS, apart=apart)]
        page.check("#contrast-normal")
    assert found == []


# --- ways in


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_first_page_has_the_emergency_numbers_to_tap(demo: BuiltSite, language: str) -> None:
    root = parsed(demo.read(f"{language}/index.html"))
    links = root.xpath("//main//*[contains(@class, 'emergency')]//a[starts-with(@href, 'tel:')]")
    assert [link.get("href") for link in links] == NUMBERS
    for link in links:
        number = link.get("href").removeprefix("tel:")
        assert link.text_content().replace(" ", "").strip().replace("\n", "").startswith(number)
        assert link.xpath(".//svg")
        assert len(link.text_content().strip()) > len(number) + 3
        assert not link.xpath(".//*[@lang]"), "in another language than the page"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_first_page_asks_what_one_needs_in_pictures_and_words(demo: BuiltSite, language: str) -> None:
    root = parsed(demo.read(f"{language}/index.html"))
    links = root.xpath("//main//*[@class='needs']//a")
    assert len(links) == 12
    for link in links:
        assert link.xpath(".//svg"), link.get("href")
        assert link.text_content().strip(), link.get("href")
        assert not link.xpath(".//*[@lang]"), link.get("href")
        assert demo.read(f"{language}/{link.get('href').removeprefix('./')}index.html")


def test_pictures_of_what_one_needs_stay_round_and_large_beside_large_words(demo_url: str, phone: Page) -> None:
    phone.goto(f"{demo_url}de/themes/housing-mobility/")
    phone.evaluate("document.getElementById('size-l').click()")
    for image in phone.locator(".needs__icon").all():
        box = image.bounding_box()
        assert box is not None
        assert box["width"] == pytest.approx(box["height"], abs=1)


def test_a_theme_begins_with_what_one_needs_of_it(demo: BuiltSite) -> None:
    needs = strings(parsed(demo.read("de/themes/housing-mobility/index.html")), "//*[@class='needs']//a/@href")
    assert [need.split("/de/")[-1] for need in needs] == ["guides/finding-a-flat/", "guides/registering-address/"]


def test_the_first_page_shows_whether_important_offices_are_open_and_their_number(demo_url: str, page: Page) -> None:
    page.goto(f"{demo_url}de/")
    office = page.locator("main .contacts__office").first
    office.locator(".opennow__state").wait_for()
    assert office.locator("a.button--call[href^='tel:']").is_visible()


def test_large_buttons_call_an_office_and_its_fax_is_none(demo_url: str, phone: Page) -> None:
    phone.goto(f"{demo_url}de/offices/immigration-office/")
    for button in phone.locator(".essentials a.button--call").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["width"] >= 200
    assert phone.locator(".essentials a.button--call[href='tel:+493023125149']").count() == 0
    assert phone.locator(".essentials a.button--call").count() == 2
