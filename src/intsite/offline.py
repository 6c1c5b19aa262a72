"""What makes the site open without internet: the worker's start, a web manifest and a list of files per language.

https://www.w3.org/TR/service-workers/, https://www.w3.org/TR/appmanifest/
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence

from intsite.assets import ICONS, STYLE, Assets
from intsite.output import Filed, Output
from intsite.pages import Page
from intsite.palette import Theme
from intsite.views import ListingView, MonthView, OfflineView

_FRAME = (STYLE, "js/boot.js", "components/offline/offline.mjs")
"""Assets that every page needs, besides the logo."""
_LAST = "\U0010ffff"
"""Behind every other character."""


def is_narrowed(page: Page) -> bool:
    """Whether a page only shows a part of another: such pages are not saved."""
    content = page.view.content
    return isinstance(content, MonthView) or (isinstance(content, ListingView) and bool(content.narrowed_by))


def offline(
    homes: Sequence[Page],
    narrowed: Collection[str],
    site: Mapping[str, Filed],
    files: Assets,
    languages: Sequence[str],
    colours: Theme,
) -> Iterator[Output]:
    """The files; `homes` are the pages with an `OfflineView`, `narrowed` paths of pages that are not saved.

    `site` are all other files by their paths, `colours` those of the light theme.
    """
    paths = sorted(site)
    for page in homes:
        language = page.view.language
        yield Output(path=f"{language}/manifest.webmanifest", content=_manifest(page, files, colours))
        yield Output(
            path=f"{language}/offline/files.json", content=_list(_saved(language, paths, narrowed, files), site)
        )
    if homes:
        yield Output(path="worker.js", content=_worker(homes, site, files, languages))


def _worker(homes: Sequence[Page], known: Mapping[str, Filed], files: Assets, languages: Sequence[str]) -> bytes:
    """The start of the worker; a browser notices a new site by its bytes."""
    kept = ["", "offline/", *_kept(homes[0])]
    assets = [files.urls[path] for path in _FRAME if path in files.urls]
    assets += [files.logo.url] if files.logo else []
    frames = [f"{language}/{page}index.html" for language in languages for page in kept]
    site = {
        "version": _digest(*assets, *(known[path].digest for path in frames if path in known)),
        "assets": assets,
        "pages": kept,
        "languages": list(languages),
    }
    program = json.dumps(files.urls["js/worker.js"])
    return f"self.site = {json.dumps(site, separators=(',', ':'))};\nimportScripts({program});\n".encode()


def _kept(page: Page) -> list[str]:
    """Emergency contacts, below the language."""
    content = page.view.content
    links = content.links if isinstance(content, OfflineView) else ()
    return [path for link in links if (path := link.url.removeprefix(f"{page.view.language}/"))]


def _saved(language: str, paths: Sequence[str], narrowed: Collection[str], files: Assets) -> list[str]:
    """Of all paths, in their order, those of a language: pages but narrowed lists, the search, and the assets."""
    folder = f"{language}/"
    pages = [path for path in _below(folder, paths) if path.endswith(".html") and path not in narrowed]
    parts = (language.split("-", maxsplit=1)[0], "common")
    search = ("fragment/" + language + "_", "search/" + folder, *(f"search/words/{part}." for part in parts))
    found = [path for part in search for path in _below(f"pagefind/{part}", paths)]
    return sorted({*pages, *found, *(output.path for output in files.outputs)})


def _below(prefix: str, paths: Sequence[str]) -> Sequence[str]:
    """Of sorted paths those that begin so."""
    return paths[bisect_left(paths, prefix) : bisect_left(paths, prefix + _LAST)]


def _list(saved: Sequence[str], site: Mapping[str, Filed]) -> bytes:
    """Addresses from the site's root with their bytes."""
    listed = [(path.removesuffix("index.html"), site[path]) for path in saved]
    content = {
        "version": _digest(*(part for path, file in listed for part in (path, file.digest))),
        "bytes": sum(file.size for _, file in listed),
        "files": [[path, file.size] for path, file in listed],
    }
    return json.dumps(content, separators=(",", ":")).encode()


def _manifest(page: Page, files: Assets, colours: Theme) -> bytes:
    """Addresses are relative to the manifest, which lies in the folder of its language."""
    shell = page.view.shell
    icons = [(files.urls[path], f"{side}x{side}") for side, path in ICONS.items() if path in files.urls]
    icons += [(files.logo.url, "any")] if files.logo and files.logo.url.endswith(".svg") else []
    manifest = {
        "name": str(shell.site_name),
        "short_name": str(shell.site_name),
        "lang": shell.language,
        "dir": shell.direction,
        "start_url": "./",
        "scope": "../",
        "display": "minimal-ui",
        "background_color": colours.get("ground", "#ffffff"),
        "theme_color": colours.get("accent", "#ffffff"),
        "icons": [{"src": f"../{url}", "sizes": sizes, "type": f"image/{_type(url)}"} for url, sizes in icons],
    }
    return json.dumps(manifest, ensure_ascii=False, indent=1).encode()


def _type(path: str) -> str:
    return "svg+xml" if path.endswith(".svg") else "png"


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=6).hexdigest()
