"""Which pictures of a text say something, and which only decorate a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from bs4 import Tag

from intsite.importers.reading import HEADINGS, attribute

_NAME = re.compile(
    r"(?:(?:\d+|ic|icons?\d*)[-_])*(?:adresse|arrow|calendar|call|clock|contact|e-?mail|envelope|fax|globe|handset|handy|home|house|"
    r"idea|info|internet|kontakt|location|mail|maps?|marker|mobile|notepad|phone|pin|printer|standort|telefon|telephone|time|"
    r"uhr|web|www)(?![a-z])",
    re.IGNORECASE,
)
_ANNOUNCED = tuple(
    (re.compile(rf"(?<![a-z])(?:{names})(?![a-z])", re.IGNORECASE), mark)
    for names, mark in {
        "fax|printer": "\ue005",
        "e-?mail|envelope|mail": "\ue002",
        "www|globe|internet|web|website": "\ue003",
        "pin|maps?(?:-and-flags)?|marker|location|standort|address|adresse": "\ue000",
        "call(?:-answer)?|(?:tele)?phone|earphone|handset|handy|mobile|telefon": "\ue001",
        "clock|time|opening-hours|uhr": "\ue004",
        "contact|kontakt": "\ue006",
    }.items()
)
_PIXELS = 64
"""A picture without alternative text that is shown no larger than this is an icon."""
_SIZE = re.compile(r"(?<![-\w])(?:width|height)\s*:\s*(\d+)(?:\.\d+)?px")
_SCALED = re.compile(r"(?:-\d+x\d+|-e\d{9,})+$")


def mark_of(icon: Tag) -> str:
    """The mark for contact data that an icon announces, by its name and its alternative text; empty for others."""
    return next((mark for name in _names(icon) for pattern, mark in _ANNOUNCED if pattern.search(name)), "")


def _names(icon: Tag) -> Iterator[str]:
    """What a picture is called, or a drawing or a letter of an icon font: `<i class="fa fa-phone">`."""
    yield stem(attribute(icon, "src"))
    for tag in (icon, *icon.find_all(["use", "title"])):
        yield from (attribute(tag, name) for name in ("alt", "aria-label", "title", "class", "href", "xlink:href"))
        yield tag.get_text() if tag.name == "title" else ""


def is_icon(image: Tag) -> bool:
    """Whether the picture stands for a word beside it.

    That shows in its name, in its place in a heading that says the same, or in its size where nothing else
    describes it.
    """
    address = attribute(image, "src")
    if not address or address.startswith("data:") or _NAME.match(stem(address)):
        return True
    heading = image.find_parent(HEADINGS)
    if heading is not None and heading.get_text().strip() and attribute(image, "alt") in heading.get_text():
        return True
    if attribute(image, "alt") and not mark_of(image):
        return False
    written = [
        attribute(image, "width"),
        attribute(image, "height"),
        *_SIZE.findall(attribute(image, "style")),
    ]
    sizes = [int(size[:6]) for size in written if size.isdecimal()]
    return bool(sizes) and max(sizes) <= _PIXELS


def icons_that_lead_to_themselves(link: Tag) -> list[Tag]:
    """The icons of a link that holds nothing else and leads to the same picture; none for any other link."""
    images = link.find_all("img")
    if link.get_text().strip() or not all(map(is_icon, images)):
        return []
    return list(images) if all(leads_to(link, attribute(image, "src")) for image in images) else []


def leads_to(link: Tag, address: str) -> bool:
    """Whether the link leads to the picture at `address`, in whatever size."""
    return stem(attribute(link, "href")) == stem(address)


def file_name(address: str) -> str:
    """Last segment of an address, decoded."""
    return PurePosixPath(unquote(urlsplit(address).path)).name


def stem(address: str) -> str:
    """The name of a picture's file without ending and without the size that a scaled copy has in its name."""
    return _SCALED.sub("", PurePosixPath(file_name(address)).stem)
