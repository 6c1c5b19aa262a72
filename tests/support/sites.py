"""A built site and its pages, sorted by what sort of page each is."""

import datetime as dt
import fcntl
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from intsite import build, kinds
from intsite.config import Config, load
from intsite.resources import shipped

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2026, 11, 22)
"""The day on which the invented county is looked at; its events lie around it."""

THOROUGH = ("de", "en", "ar")
"""Languages whose every page is looked at: the one that leads, the next most read, and one from right to left."""

_MONTH = re.compile(r"\d{4}-\d{2}")
_FIXED = {"a-z": "A–Z", "search": "search", "sitemap": "sitemap", "offline": "offline", "glossary": "glossary"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """One HTML file of a site."""

    path: str
    """Of the file from the site's root."""
    language: str
    """Empty for pages above the languages."""
    sort: str
    """One of SORTS or ABOVE."""

    @property
    def address(self) -> str:
        """As a link ends: with the folder, not with `index.html`."""
        return self.path.removesuffix("index.html")


@dataclass(frozen=True)
class BuiltSite:
    """A folder that intsite has published a site into."""

    folder: Path
    config: Config

    @cached_property
    def pages(self) -> tuple[SitePage, ...]:
        """All HTML files, sorted by their paths."""
        files = sorted(file for file in self.folder.rglob("*.html") if file.is_file())
        return tuple(self._page(file.relative_to(self.folder).as_posix()) for file in files)

    def _page(self, path: str) -> SitePage:
        language, *rest = path.removesuffix("index.html").strip("/").split("/")
        if path in {"index.html", "404.html"}:
            return SitePage(path=path, language="", sort="chooser" if path == "index.html" else "404")
        if language not in self.config.languages or b'http-equiv="refresh"' in self.read(path):
            return SitePage(path=path, language="", sort="redirect")
        return SitePage(path=path, language=language, sort=_sort(rest))

    def read(self, path: str) -> bytes:
        """The content of a file."""
        return (self.folder / path).read_bytes()

    def of(self, language: str, *sorts: str) -> Iterator[SitePage]:
        """The pages of a language, all or those of some sorts."""
        return (page for page in self.pages if page.language == language and (not sorts or page.sort in sorts))

    def file_at(self, address: str) -> str:
        """The file at a whole address of the site."""
        base = self.config.base_url
        assert address.startswith(base), address
        path = unquote(address.removeprefix(base))
        return f"{path}index.html" if path.endswith("/") or not path else path

    def one_of_each_sort(self, language: str) -> Iterator[SitePage]:
        """The largest page of each sort: it has most of what such a page can have."""
        largest: dict[str, SitePage] = {}
        for page in self.of(language):
            other = largest.setdefault(page.sort, page)
            if (self.folder / page.path).stat().st_size > (self.folder / other.path).stat().st_size:
                largest[page.sort] = page
        return iter(largest.values())


def _sort(rest: list[str]) -> str:
    match rest:
        case []:
            return "home"
        case [name]:
            return _FIXED.get(name, "listing")
        case [_, month] if _MONTH.fullmatch(month):
            return "month"
        case ["pages", ("accessibility" | "contact") as sort] | [sort, _]:
            return sort
        case [_, _, "card" | "bilingual" as sort]:
            return sort
        case _:
            return "facet"


def config_of(root: Path) -> Config:
    """The choices of a county's site.toml, which must be free of problems."""
    config, problems = load(root)
    assert config is not None, problems
    assert problems == ()
    return config


def built(config: Config, folder: Path) -> BuiltSite:
    """Build a county's site, which must be free of errors."""
    report = build.build(config, folder, today=TODAY)
    assert not report.has_errors, [found for found in report.problems if found.is_error]
    return BuiltSite(folder, config)


def built_once(root: Path, shared: Path) -> BuiltSite:
    """The site of a county, built by whichever process of tests comes first, for all of them."""
    config, folder = config_of(root), shared / "demo"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "demo.built").exists():
            built(config, folder)
            (shared / "demo.built").touch()
    return BuiltSite(folder, config)


def kind_folders() -> tuple[str, ...]:
    """The folders of all kinds that come with the program, and so the sorts of their pages."""
    found, _ = kinds.discover([shipped("templates")], ROOT)
    return tuple(kind.folder for kind in found.values())


ABOVE = ("redirect", "chooser", "404")
"""The sorts of pages above the languages."""

SORTS = (
    *("home", "listing", "facet", "month", *_FIXED.values()),
    *(*kind_folders(), "contact", "accessibility", "card", "bilingual"),
)
"""The sorts of pages within a language. The form and the statement, pages of the county, are sorts of their own."""

APART = ("chooser", "redirect", "card", "bilingual")
"""The sorts of pages without the head that all others have."""
