"""RSS 2.0 feeds of the kinds that have one.

https://www.rssboard.org/rss-specification
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from intsite.addresses import absolute
from intsite.output import Output
from intsite.pages import Page
from intsite.views import CardView, ListingView

_ATOM = "http://www.w3.org/2005/Atom"
_ZONE = ZoneInfo("Europe/Berlin")
_MOST_ITEMS = 50


def feeds(pages: Iterable[Page], base_url: str) -> Iterator[Output]:
    """A feed beside each whole listing that has one; without a base address links are relative to the site's root."""
    for page in pages:
        content = page.view.content
        if isinstance(content, ListingView) and content.feed_url and not content.narrowed_by:
            yield Output(path=content.feed_url, content=_feed(page, content, base_url))


def _feed(page: Page, listing: ListingView, base_url: str) -> bytes:
    ET.register_namespace("atom", _ATOM)
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    shell = page.view.shell
    _add(channel, "title", f"{shell.site_name} – {listing.kind.many}")
    _add(channel, "link", _address(base_url, page.view.path))
    _add(channel, "description", str(shell.tagline or shell.site_name))
    _add(channel, "language", page.view.language)
    self_link = {"href": _address(base_url, listing.feed_url), "rel": "self", "type": "application/rss+xml"}
    ET.SubElement(channel, f"{{{_ATOM}}}link", self_link)
    for card in listing.feed[:_MOST_ITEMS]:
        _item(channel, card, base_url, is_dated=not listing.calendar_url)
    ET.indent(rss)
    return bytes(ET.tostring(rss, encoding="utf-8", xml_declaration=True)) + b"\n"


def _item(channel: ET.Element, card: CardView, base_url: str, *, is_dated: bool) -> None:
    """`is_dated` when the card's date is the day of publishing; that of an event is not."""
    item = ET.SubElement(channel, "item")
    address = _address(base_url, card.url)
    _add(item, "title", card.title.text)
    _add(item, "link", address)
    if card.summary:
        _add(item, "description", card.summary.text)
    guid = ET.SubElement(item, "guid", isPermaLink="true" if base_url else "false")
    guid.text = address
    if card.date and is_dated:
        from email.utils import format_datetime  # noqa: PLC0415  loads sockets, and most edits are of no list

        _add(item, "pubDate", format_datetime(_moment(card.date)))


def _moment(value: dt.date | dt.datetime) -> dt.datetime:
    moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    return moment.replace(tzinfo=_ZONE)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _address(base_url: str, path: str) -> str:
    return absolute(base_url, path) or f"/{path}"
