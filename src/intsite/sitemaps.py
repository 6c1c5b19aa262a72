"""sitemap.xml with the languages of each page, and robots.txt.

https://www.sitemaps.org/protocol.html
https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from intsite.addresses import absolute
from intsite.output import Output
from intsite.pages import CHOOSER, Page
from intsite.views import EntryView, HomeView, ListingView

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


class Listed(NamedTuple):
    """What the sitemap says of a page."""

    path: str
    reviewed_on: dt.date | None
    languages: tuple[str, ...]
    """Those with the same page, at the same path below the language."""
    default: str | None
    """The path for readers of all others."""


def listed(page: Page) -> Listed | None:
    """What is said of a page; None where it does not stand in the sitemap."""
    if not _is_listed(page):
        return None
    view = page.view
    return Listed(
        path=view.path,
        reviewed_on=view.content.reviewed_on if isinstance(view.content, EntryView) else None,
        languages=tuple(other.language for other in view.alternates if other.is_translated),
        default=view.default,
    )


def sitemaps(listed: Iterable[Listed | None], base_url: str) -> Iterator[Output]:
    """The sitemap needs absolute addresses, so without a base address there is only a robots.txt."""
    if base_url:
        yield Output(path="sitemap.xml", content=_sitemap(filter(None, listed), base_url))
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


def _sitemap(listed: Iterable[Listed], base_url: str) -> bytes:
    lines = ["<?xml version='1.0' encoding='utf-8'?>", f'<urlset xmlns="{_SITEMAP}" xmlns:xhtml="{_XHTML}">']
    for page in listed:
        lines += ("  <url>", f"    <loc>{escape(absolute(base_url, page.path))}</loc>")
        if page.reviewed_on:
            lines.append(f"    <lastmod>{page.reviewed_on.isoformat()}</lastmod>")
        below = page.path.partition("/")[2]
        lines += (*_links(page.languages, below, page.default, base_url), "  </url>")
    return "\n".join((*lines, "</urlset>\n")).encode()


@functools.lru_cache(maxsize=1 << 12)
def _links(languages: tuple[str, ...], below: str, default: str | None, base_url: str) -> tuple[str, ...]:
    """A line for each language; the pages of all languages have the same."""
    paths = [(language, f"{language}/{below}") for language in languages]
    paths += [("x-default", default)] if default is not None else []
    addresses = ((language, escape(absolute(base_url, path))) for language, path in paths)
    return tuple(f'    <xhtml:link rel="alternate" hreflang="{one}" href="{url}" />' for one, url in addresses)
