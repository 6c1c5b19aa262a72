"""What saved pages say of themselves: language, place in the tree, translations, and which file an address means."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag
from msgspec import Struct

from intsite.importers.integreat.dump import language_of
from intsite.importers.reading import attribute, line
from intsite.importers.repository import LONGEST_TITLE

_AROUND = ["nav", "header", "footer", "aside", "script", "style", "form"]
"""What stands on every page of a site."""
_DEEPEST = 200
"""Elements in each other; what tidies them goes down by calling itself."""
_CHANGED = ", ".join(
    [
        *(f"meta[property='{name}' i]" for name in ("article:modified_time", "og:updated_time")),
        *(f"meta[name='{name}' i]" for name in ("last-modified", "dcterms.modified", "dc.date.modified")),
        "[itemprop~=dateModified][content]",
        "[itemprop~=dateModified][datetime]",
    ]
)
"""Where pages say when they were last changed."""
_TRAIL = "[class*=breadcrumb i], [id*=breadcrumb i], [aria-label*=breadcrumb i], [itemtype*=BreadcrumbList]"


class Saved(Struct, frozen=True, kw_only=True):
    """One file."""

    file: Path
    """Resolved."""
    name: str
    """From the folder that was read, without `index` and the ending, with `/` between: `en/housing`."""
    title: str
    main: Tag
    """The element with the text."""
    is_too_deep: bool
    """Whether only its words are left, since nobody can follow its structure."""
    language: str
    """As it says itself, a BCP 47 tag; may be empty."""
    address: str
    """Where the page stood, as it says itself; may be empty."""
    alternates: tuple[str, ...]
    """Addresses of the same page in other languages, as written."""
    trail: tuple[str, ...]
    """Addresses of the pages above, from the top."""
    menu: tuple[str, ...]
    """Addresses in the menus, in their order."""
    modified: str
    """When somebody last changed it, UTC, as ISO 8601; empty where the page does not say."""


def read(content: bytes, file: Path, root: Path) -> Saved | None:
    """What a file says; None where it holds no text."""
    soup = BeautifulSoup(content, "lxml")
    trail = tuple(_trail(soup))
    for element in soup.select(_TRAIL):
        if element.name not in {"html", "body", "main"}:
            element.decompose()
    alternates = soup.select("link[rel~=alternate][hreflang][href], a[hreflang][href]")
    canonical = soup.select_one("link[rel~=canonical][href]")
    menu = tuple(attribute(link, "href") for link in soup.select("nav a[href]"))
    html = soup.find("html")
    language = attribute(html, "lang") or attribute(html, "xml:lang") if isinstance(html, Tag) else ""
    main = soup.find("main") or soup.select_one("[role=main]") or soup.find("article") or soup.body
    if not isinstance(main, Tag) or not main.get_text().strip():
        return None
    title = _title(soup, main)
    for around in main.find_all(_AROUND):
        around.decompose()
    is_too_deep = any(sum(1 for _ in text.parents) > _DEEPEST for text in main.find_all(string=True))
    if is_too_deep:
        main.string = line(main.get_text(" "))
    relative = file.relative_to(root).with_suffix("").as_posix() if file != root else file.stem
    return Saved(
        file=file.resolve(),
        name=re.sub(r"(?:^|/)index$", "", relative),
        title=title[:LONGEST_TITLE],
        main=main,
        language=_tag(language),
        is_too_deep=is_too_deep,
        address=_valid(attribute(canonical, "href")) if canonical else "",
        alternates=tuple(attribute(link, "href") for link in alternates),
        trail=trail,
        menu=menu,
        modified=_modified(soup),
    )


def _modified(soup: BeautifulSoup) -> str:
    for element in soup.select(_CHANGED):
        with contextlib.suppress(ValueError, OverflowError):
            moment = dt.datetime.fromisoformat(attribute(element, "content") or attribute(element, "datetime"))
            return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC).isoformat()
    return ""


def _title(soup: BeautifulSoup, main: Tag) -> str:
    """The heading of the page, which leaves the text, else its title, else its first words."""
    heading = main.find("h1")
    title = line(heading.get_text()) if isinstance(heading, Tag) else ""
    if isinstance(heading, Tag) and title:
        heading.decompose()
    return title or line(soup.title.get_text() if soup.title else "") or line(main.get_text())[:LONGEST_TITLE]


def _tag(written: str) -> str:
    """`de-DE` as `de`: a region says nothing of a text's language here; `de-simple` stays."""
    tag = language_of(f"/-/{written.strip().replace('_', '-')}/")
    return re.sub(r"-[A-Z]{2}$", "", tag)


def _trail(soup: BeautifulSoup) -> Iterator[str]:
    for script in soup.select("script[type='application/ld+json']"):
        try:
            value = json.loads(script.get_text())
        except (ValueError, RecursionError):
            continue
        for item in _listed(value):
            target = item.get("item")
            address = target.get("@id") or target.get("url") if isinstance(target, dict) else target
            if isinstance(address, str):
                yield address
    element = soup.select_one(_TRAIL)
    if element:
        yield from (attribute(link, "href") for link in element.select("a[href]"))


def _listed(value: object) -> Iterator[dict[str, Any]]:
    """The items of each list of breadcrumbs in linked data."""
    if isinstance(value, list):
        for one in value:
            yield from _listed(one)
    elif isinstance(value, dict):
        if value.get("@type") == "BreadcrumbList" and isinstance(value.get("itemListElement"), list):
            yield from (item for item in value["itemListElement"] if isinstance(item, dict))
        elif "@graph" in value:
            yield from _listed(value["@graph"])


class Site:
    """All saved pages, and what addresses on them mean."""

    def __init__(self, pages: Iterable[Saved]) -> None:
        self.by_file = {page.file: page for page in pages}
        self.by_address = {_bare(page.address): page for page in self.by_file.values() if page.address}
        self.by_path: dict[str, Saved | None] = {}
        for page in self.by_file.values():
            parts = page.name.split("/")
            for name in ("/".join(parts), "/".join(parts[1:])):
                # The first folder may be the name of the host; a path that two pages may have says nothing.
                self.by_path[name] = page if self.by_path.get(name, page) is page else None

    def find(self, page: Saved, href: str) -> Saved | None:
        """The page that an address on `page` leads to."""
        try:
            parts = urlsplit(href)
        except ValueError:
            return None
        if parts.scheme not in {"", "http", "https", "file"}:
            return None
        if parts.netloc or parts.path.startswith("/"):
            path = re.sub(r"(?:/index)?(?:\.html?|\.php)?/?$", "", unquote(parts.path)).strip("/")
            known = self.by_address.get(_bare(href)) if parts.netloc else None
            is_home = not parts.netloc or _host(page.address) == parts.netloc or page.name.startswith(parts.netloc)
            return known or (self.by_path.get(path) if is_home else None)
        target = page.file.parent / unquote(parts.path) if parts.path else page.file
        for candidate in (target, target / "index.html", target / "index.htm", target.with_suffix(".html")):
            found = self.by_file.get(candidate.resolve())
            if found:
                return found
        return None

    def above(self, page: Saved, languages: Mapping[Path, str]) -> Saved | None:
        """The page above: the last of its breadcrumbs, else that of the folder around it; never a front page."""
        trail = [self.find(page, href) for href in page.trail]
        for found in [*reversed(trail), *self._folders(page)]:
            is_front = found is not None and found.name in {"", languages[found.file]}
            if found and found is not page and not is_front and languages[found.file] == languages[page.file]:
                return found
        return None

    def _folders(self, page: Saved) -> Iterator[Saved | None]:
        names = {one.name: one for one in self.by_file.values()}
        name = page.name
        while "/" in name:
            name = name.rpartition("/")[0]
            yield names.get(name)

    def order(self) -> dict[Path, int]:
        """The places of the pages as the menus list them, then by name; from 1 on."""
        listed = [self.find(page, href) for page in self.by_file.values() for href in page.menu]
        pages: Sequence[Saved] = [*(page for page in listed if page), *self.by_file.values()]
        return {file: number for number, file in enumerate(dict.fromkeys(page.file for page in pages), start=1)}


def _valid(address: str) -> str:
    """The address, or nothing where it is none."""
    try:
        urlsplit(address)
    except ValueError:
        return ""
    return address


def _bare(address: str) -> str:
    """An address without what does not tell pages apart."""
    parts = urlsplit(address)
    return f"{parts.netloc.removeprefix('www.')}{unquote(parts.path).rstrip('/')}"


def _host(address: str) -> str:
    return urlsplit(address).netloc
