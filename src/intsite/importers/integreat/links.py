"""Addresses in Integreat's HTML to addresses in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct

from intsite.importers.findings import Notebook
from intsite.importers.integreat.dump import Page, clean_path, language_of
from intsite.importers.integreat.tree import Guide
from intsite.importers.tidied import Link
from intsite.problems import nearest

SITE = "https://integreat.app"
_HOSTS = re.compile(r"(?:[a-z0-9-]+\.)*integreat(?:-app)?\.(?:app|de)", re.IGNORECASE)
_FILES = re.compile(r"/(?:media|static|[^/]+/wp-content)/", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@/:]+@[^\s@/:]+\.[a-zA-Z]{2,}")
_NUMBER = re.compile(r"\+?[\d\s()/–-]{3,}")
_OUTSIDE = frozenset({"http", "https", "mailto", "tel", "geo", "sms"})
_LONGEST_NAME = 60


class Addresses(Struct, frozen=True, kw_only=True):
    """Where the paths of the old portal lead now."""

    region: str
    guides: Mapping[str, Guide]
    """By path in small letters, of every imported page and of its former names."""
    by_name: Mapping[str, str]
    """Ids of guides by the last segment of their paths: where a page may have been moved to."""
    elsewhere: frozenset[str]
    """Paths, in small letters, of translations that were not imported."""


def addresses(region: str, guides: Iterable[Guide]) -> Addresses:
    """Collect the paths of all guides; the current path of one page goes before a former one of another."""
    pages = [(page, guide) for guide in guides for page in guide.pages]
    former = {path.lower(): guide for page, guide in pages for path in page.old_paths}
    current = {page.path.lower(): guide for page, guide in pages}
    others = {path.lower() for page, _ in pages for path in page.translations} - current.keys()
    by_name = {path.split("/")[-2]: guide.id for path, guide in current.items()}
    return Addresses(region=region, guides=former | current, by_name=by_name, elsewhere=frozenset(others))


def resolve(known: Addresses, page: Page, notebook: Notebook, href: str, text: str) -> Link | None:
    """The link that `href` on `page` becomes; `text` is what one sees of it. None where it leads nowhere."""
    written = re.sub(r"[\t\r\n]", "", href).strip()
    address = _repaired(written, text)
    if address != written:
        notebook.add("link-repaired", text=address, address=href)
    if address.startswith("#"):
        return Link(address=address, name=address[1:])
    scheme = address.partition(":")[0].lower() if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", address) else ""
    if not scheme:
        address = urljoin(SITE + page.path, address)
    elif scheme not in _OUTSIDE:
        notebook.add("link-removed", text=text, address=href)
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        notebook.add("link-removed", text=text, address=href)
        return None
    if parts.netloc and _HOSTS.fullmatch(parts.hostname or "") and not _FILES.match(parts.path):
        return _inside(known, page, notebook, address)
    return Link(address=address, name=_name(address))


def _repaired(href: str, text: str) -> str:  # noqa: PLR0911  one for each way to mistype an address
    """An address typed without its scheme, or whose number or e-mail address stands in the text only."""
    bare = re.sub(rf"^(?:{SITE})?/(?=(?:mailto|tel):|\d+$)", "", href)
    shown = text.strip()
    if bare in {"mailto:", "tel:"} or re.fullmatch(r"\d+", bare):
        if _EMAIL.fullmatch(shown):
            return f"mailto:{shown}"
        if _NUMBER.fullmatch(shown) and (not bare.isdigit() or bare == re.sub(r"\D", "", shown)):
            return "tel:" + re.sub(r"[^\d+]", "", shown)
        return href
    if bare.lower().startswith("tel:"):
        return "tel:" + re.sub(r"\s", "", bare[4:])
    if bare.startswith("//"):
        return "https:" + bare
    if bare.lower().startswith("www."):
        return f"https://{bare}"
    without_scheme = re.sub(r"^https?://", "", bare)
    return f"mailto:{without_scheme}" if _EMAIL.fullmatch(without_scheme) else bare


def _inside(known: Addresses, page: Page, notebook: Notebook, address: str) -> Link:
    """A link within the old portal."""
    parts = urlsplit(address)
    path = clean_path(parts.path).lower()
    guide = known.guides.get(path)
    if guide is None:
        region = path.split("/")[1]
        elsewhere = path in known.elsewhere or (region != known.region and language_of(path))
        if elsewhere:
            notebook.add("link-elsewhere", address=address)
        else:
            name = path.split("/")[-2]
            near = name if name in known.by_name else nearest(name, known.by_name)
            notebook.add("link-dead", text=known.by_name.get(near, ""), address=address)
        return Link(address=address, name=_name(address))
    if parts.fragment:
        notebook.add("link-anchor-removed", address=address)
    target = next((each for each in guide.pages if each.language == page.language), guide.leading)
    if language_of(path) != page.language:
        notebook.add("link-across", address=address)
    return Link(address=guide.key, name=target.title)


def _name(address: str) -> str:
    """What to show of an address that has no other text."""
    bare = re.sub(r"^(?:https?://(?:www\.)?|mailto:|tel:|sms:|geo:)", "", address)
    if not address.startswith("http"):
        return unquote(bare.partition("?")[0]) or address
    path = unquote(urlsplit(address).path).rstrip("/")
    if re.search(r"\.[a-z0-9]{2,4}$", path, re.IGNORECASE) and "/" in path:
        return path.rpartition("/")[2]
    shown = unquote(re.split(r"[?#]", bare)[0]).rstrip("/")
    return shown if len(shown) <= _LONGEST_NAME else bare.partition("/")[0]
