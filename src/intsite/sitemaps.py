"""sitemap.xml with the languages of each page, and robots.txt.

https://www.sitemaps.org/protocol.html
https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from intsite.addresses import absolute
from intsite.output import Output
from intsite.pages import CHOOSER, Page
from intsite.views import EntryView, HomeView, ListingView

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def sitemaps(pages: Iterable[Page], base_url: str) -> Iterator[Output]:
    """The sitemap needs absolute addresses, so without a base address there is only a robots.txt."""
    if base_url:
        listed = [page for page in pages if _is_listed(page)]
        yield Output(path="sitemap.xml", content=_sitemap(listed, base_url))
    robots = "User-agent: *\nAllow: /\n"
    if base_url:
        robots += f"Sitemap: {absolute(base_url, 'sitemap.xml')}\n"
    yield Output(path="robots.txt", content=robots.encode())


def _is_listed(page: Page) -> bool:
    """Pages of entries in their own words, listings and first pages; not what merely repeats or narrows them."""
    content = page.view.content
    if page.path == CHOOSER:
        return True
    if isinstance(content, EntryView):
        return not content.language
    return isinstance(content, HomeView) or (isinstance(content, ListingView) and not content.narrowed_by)


def _sitemap(pages: Iterable[Page], base_url: str) -> bytes:
    ET.register_namespace("", _SITEMAP)
    ET.register_namespace("xhtml", _XHTML)
    root = ET.Element(f"{{{_SITEMAP}}}urlset")
    for page in pages:
        url = ET.SubElement(root, f"{{{_SITEMAP}}}url")
        ET.SubElement(url, f"{{{_SITEMAP}}}loc").text = absolute(base_url, page.view.path)
        content = page.view.content
        if isinstance(content, EntryView) and content.reviewed_on:
            ET.SubElement(url, f"{{{_SITEMAP}}}lastmod").text = content.reviewed_on.isoformat()
        for alternate in page.view.alternates:
            if alternate.is_translated:
                _link(url, alternate.language, absolute(base_url, alternate.url))
        if page.view.default is not None:
            _link(url, "x-default", absolute(base_url, page.view.default))
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _link(url: ET.Element, language: str, address: str) -> None:
    attributes = {"rel": "alternate", "hreflang": language, "href": address}
    ET.SubElement(url, f"{{{_XHTML}}}link", attributes)
