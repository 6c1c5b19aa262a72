"""What search engines are told: sitemap.xml and robots.txt."""

from pathlib import Path

import pytest
from lxml import etree

from intsite import pages
from intsite.sitemaps import listed, sitemaps
from support.counties import County

BASE = "https://integration.musterland.example/portal/"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
MULTILINGUAL = County(root=Path(__file__).parent / "sites" / "multilingual")


@pytest.fixture(scope="module")
def urls() -> dict[str, etree._Element]:
    """The entries of the sitemap by their addresses below the site's."""
    site = MULTILINGUAL.site()
    planned = (page for language in (*site.config.languages, pages.ABOVE) for page in pages.plan(site, {}, language))
    named = [told for page in planned if (told := listed(page))]
    files = {output.path: output.content for output in sitemaps(named, BASE)}
    found = etree.fromstring(files["sitemap.xml"]).findall("s:url", NAMES)
    by_address = {str(url.findtext("s:loc", "", NAMES)): url for url in found}
    assert len(by_address) == len(found), "each address once"
    assert all(address.startswith(BASE) for address in by_address)
    return {address.removeprefix(BASE): url for address, url in by_address.items()}


def alternates(url: etree._Element) -> dict[str, str]:
    links = url.findall("x:link", NAMES)
    assert all(link.get("rel") == "alternate" for link in links)
    return {str(link.get("hreflang")): str(link.get("href")) for link in links}


def test_entries_stand_in_it_in_the_languages_they_are_written_in(urls: dict[str, etree._Element]) -> None:
    assert {address for address in urls if "/offices/" in address and address.count("/") > 2} == {
        "de/offices/district-office/",
        "en/offices/district-office/",
        "ar/offices/district-office/",
        "de/offices/jobcenter/",
        "ru/offices/jobcenter/",
    }


def test_first_pages_and_whole_lists_stand_in_it_but_nothing_that_repeats_them(
    urls: dict[str, etree._Element],
) -> None:
    assert {"de/", "ar/", "de/courses/", "uk/events/"} <= urls.keys()
    assert not [address for address in urls if "by-" in address or "2026-" in address or "search" in address]
    assert not [
        address for address in urls if address.startswith("alt/") or "unfinished" in address or "404" in address
    ]


def test_translations_name_each_other(urls: dict[str, etree._Element]) -> None:
    for address, url in urls.items():
        named = alternates(url)
        assert f"{BASE}{address}" in named.values()
        for other in named.values():
            assert alternates(urls[other.removeprefix(BASE)]) == named, (address, other)


def test_the_leading_language_serves_everybody_else(urls: dict[str, etree._Element]) -> None:
    named = alternates(urls["ru/offices/jobcenter/"])
    assert named == {
        "de": f"{BASE}de/offices/jobcenter/",
        "x-default": f"{BASE}de/offices/jobcenter/",
        "ru": f"{BASE}ru/offices/jobcenter/",
    }


def test_the_choice_of_languages_serves_everybody_else_at_the_start(urls: dict[str, etree._Element]) -> None:
    assert alternates(urls["de/"])["x-default"] == BASE
    assert alternates(urls[""]) == alternates(urls["de/"])


def test_the_day_of_the_last_check_is_the_day_of_the_last_change(urls: dict[str, etree._Element]) -> None:
    assert urls["de/offices/district-office/"].findtext("s:lastmod", None, NAMES) == "2026-10-01"
    assert urls["de/offices/jobcenter/"].find("s:lastmod", NAMES) is None


def test_robots_are_welcome_and_shown_the_sitemap() -> None:
    (robots,) = (output for output in sitemaps((), BASE) if output.path == "robots.txt")
    assert robots.content.decode() == f"User-agent: *\nAllow: /\nSitemap: {BASE}sitemap.xml\n"


def test_without_an_address_there_is_no_sitemap() -> None:
    (robots,) = sitemaps((), "")
    assert (robots.path, robots.content.decode()) == ("robots.txt", "User-agent: *\nAllow: /\n")
