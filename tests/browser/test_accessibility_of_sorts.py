"""axe finds nothing wrong with one page of each sort in every language, light and dark."""

import pytest
from playwright.sync_api import Page, Route

from support.axe import Axe
from support.pages import opened
from support.sites import ROOT, BuiltSite, config_of

pytestmark = pytest.mark.browser

DARK = {"de", "ar", ""}
"""Colours do not depend on the language, hardly on the direction of writing: dark ones are looked at in one of each."""


def found_by_axe(page: Page, axe: Axe, address: str, language: str) -> list[str]:
    opened(page, address)
    found = axe(page)
    if language in DARK:
        page.emulate_media(color_scheme="dark")
        found += axe.colours(page)
        page.emulate_media(color_scheme="light")
    return [f"{address} {violation}" for violation in found]


@pytest.mark.parametrize("language", config_of(ROOT).languages)
def test_no_sort_of_page_breaks_a_rule(demo: BuiltSite, demo_url: str, page: Page, axe: Axe, language: str) -> None:
    axe.come_along(page)
    pages = demo.one_of_each_sort(language)
    assert [found for one in pages for found in found_by_axe(page, axe, demo_url + one.address, language)] == []


def test_no_page_above_the_languages_breaks_a_rule(demo: BuiltSite, demo_url: str, page: Page, axe: Axe) -> None:
    def stay(route: Route) -> None:
        """A page that leads on at once, standing still."""
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace('http-equiv="refresh"', 'name="still"'))

    above = {one.sort: one for one in demo.pages if not one.language}
    assert set(above) == {"chooser", "404", "redirect"}
    page.route(demo_url + above["redirect"].address, stay)

    assert [found for one in above.values() for found in found_by_axe(page, axe, demo_url + one.address, "")] == []
