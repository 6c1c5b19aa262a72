"""Addresses on devices that have an app with maps, and on those that have none; sketches in every theme."""

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

APP = "main .facts__map--app"


@pytest.mark.parametrize("is_phone", [True, False], ids=["phone", "desktop"])
def test_only_a_phone_is_offered_its_app_with_maps_also_without_scripts(
    demo_url: str, browser: Browser, *, is_phone: bool
) -> None:
    with browser.new_context(java_script_enabled=False, has_touch=is_phone, is_mobile=is_phone) as context:
        page = context.new_page()
        page.goto(f"{demo_url}de/offices/jobcenter/")
        expect(page.locator("main .facts__map").first).to_be_visible()
        expect(page.locator(APP)).to_be_visible(visible=is_phone)


def test_on_paper_numbers_to_call_are_dark_and_links_to_maps_are_left_out(demo_url: str, page: Page) -> None:
    page.goto(f"{demo_url}de/offices/jobcenter/")
    page.emulate_media(media="print", color_scheme="dark")
    number = page.locator("main .button--call").first
    assert number.evaluate("one => getComputedStyle(one).color") == "rgb(29, 38, 40)"
    assert number.evaluate("one => getComputedStyle(one).backgroundColor") == "rgba(0, 0, 0, 0)"
    expect(page.locator("main .facts__map").first).to_be_hidden()


@pytest.mark.parametrize("language", ["de", "ar"])
def test_a_sketch_keeps_its_order_and_its_colours(demo_url: str, browser: Browser, language: str) -> None:
    with browser.new_context(viewport={"width": 320, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{demo_url}{language}/offices/jobcenter/")
        drawing = page.locator(".sketch__drawing")
        for name in drawing.locator("text").all():
            box, frame = name.bounding_box(), drawing.bounding_box()
            assert box
            assert frame
            assert frame["x"] <= box["x"] <= box["x"] + box["width"] <= frame["x"] + frame["width"]
        page.emulate_media(color_scheme="dark", forced_colors="active")
        colours = "one => [one, document.body].map(each => getComputedStyle(each).color)"
        pin, ink = page.locator(".sketch__pin").evaluate(colours)
        assert pin == ink, "the system's colour for texts"
