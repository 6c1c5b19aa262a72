"""What a page's HTML says to machines: its addresses, ids and languages, and what a browser would load."""

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import html

_LOADED = (
    "//@src | //object/@data | //@poster | //@data-source | //link[not(@rel='canonical' or @rel='alternate')]/@href"
)
_LINKS = "//a/@href | //form/@action"
_INLINE = "//@style | //style | //script[not(@src)] | //@*[starts-with(name(), 'on')]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """One page."""

    path: str
    """Of the file from the site's root."""
    language: str
    direction: str
    ids: tuple[str, ...]
    links: tuple[str, ...]
    """Where a reader can go, as written."""
    loaded: tuple[str, ...]
    """What a browser fetches or may fetch by itself, as written."""
    alternates: tuple[tuple[str, str], ...]
    """`hreflang` and the address, as written."""
    canonical: str
    inline: tuple[str, ...]
    """Styles and scripts that stand in the page itself."""


def markup(path: str, content: bytes) -> Markup:
    """Read the page at `path`."""
    root = parsed(content)
    refreshed = [text.partition("url=")[2] for text in strings(root, "//meta[@http-equiv='refresh']/@content")]
    named = strings(root, "//link[@hreflang]/@hreflang")
    targets = strings(root, "//link[@hreflang]/@href")
    return Markup(
        path=path,
        language=root.get("lang", ""),
        direction=root.get("dir", ""),
        ids=strings(root, "//@id"),
        links=(*strings(root, _LINKS), *refreshed),
        loaded=(*strings(root, _LOADED), *_sources(root)),
        alternates=tuple(zip(named, targets, strict=True)),
        canonical="".join(strings(root, "//link[@rel='canonical']/@href")),
        inline=strings(root, _INLINE),
    )


def _sources(root: html.HtmlElement) -> tuple[str, ...]:
    """The addresses of every `srcset`, without their widths."""
    lists = (text.split(",") for text in strings(root, "//@srcset"))
    return tuple(source.split()[0] for sources in lists for source in sources)


def parsed(content: bytes) -> html.HtmlElement:
    """The tree of a page."""
    return html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))


def strings(root: html.HtmlElement, xpath: str) -> tuple[str, ...]:
    """Attributes, or elements as text, that an XPath finds."""
    found = root.xpath(xpath)
    assert isinstance(found, Iterable)
    return tuple(str(item) if isinstance(item, str) else item.text_content() for item in found)


def is_within(address: str) -> bool:
    """Whether an address stays in the site."""
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc


def file_of(path: str, address: str) -> str:
    """The file, from the site's root, that an address within the site means on the page at `path`."""
    within = unquote(urlsplit(address).path)
    if not within:
        return path
    target = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), within)).lstrip("/")
    return posixpath.join(target, "index.html") if within.endswith("/") or not target else target
