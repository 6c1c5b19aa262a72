"""What makes the site open without internet: the worker's start, a web manifest and a list of files per language.

https://www.w3.org/TR/service-workers/, https://www.w3.org/TR/appmanifest/
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from intsite.assets import ICONS, STYLE, Assets
from intsite.output import Output
from intsite.pages import Page
from intsite.palette import Theme
from intsite.views import ListingView, MonthView, OfflineView

_FRAME = (STYLE, "js/boot.js", "components/offline/offline.mjs")
"""Assets that every page needs, besides the logo."""
_PAGEFIND = re.compile(r"pagefind/(?:pagefind\.js|pagefind-(?:worker\.js|entry\.json)|wasm\.[a-z]+\.pagefind)")
"""Parts of the search that all languages share."""


def offline(
    pages: Sequence[Page], outputs: Iterable[Output], files: Assets, languages: Sequence[str], colours: Theme
) -> Iterator[Output]:
    """The files; `outputs` are all others of the site that may be saved, `colours` those of the light theme."""
    contents = {output.path: output.content for output in outputs}
    homes = [page for page in pages if isinstance(page.view.content, OfflineView)]
    for page in homes:
        language = page.view.language
        yield Output(path=f"{language}/manifest.webmanifest", content=_manifest(page, files, colours))
        yield Output(path=f"{language}/offline/files.json", content=_list(language, pages, contents, files))
    if homes:
        yield Output(path="worker.js", content=_worker(homes, contents, files, languages))


def _worker(homes: Sequence[Page], contents: Mapping[str, bytes], files: Assets, languages: Sequence[str]) -> bytes:
    """The start of the worker; a browser notices a new site by its bytes."""
    kept = ["", "offline/", *_kept(homes[0])]
    assets = [files.urls[path] for path in _FRAME if path in files.urls]
    assets += [files.logo.url] if files.logo else []
    frames = [f"{language}/{page}index.html" for language in languages for page in kept]
    site = {
        "version": _digest(*(path.encode() for path in assets), *(contents.get(path, b"") for path in frames)),
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


def _list(language: str, pages: Sequence[Page], contents: Mapping[str, bytes], files: Assets) -> bytes:
    """Addresses from the site's root with their bytes: all pages but narrowed lists, the search and the assets."""
    paths = [page.path for page in pages if page.path.startswith(f"{language}/") and not _is_narrowed(page)]
    own = re.compile(rf"pagefind/(?:[a-z]+/|pagefind\.){re.escape(language)}_")
    paths += [path for path in contents if _PAGEFIND.fullmatch(path) or own.match(path)]
    sizes = {path.removesuffix("index.html"): contents[path] for path in paths if path in contents}
    sizes |= {output.path: output.content for output in files.outputs}
    listed = {
        "version": _digest(*(part for path, content in sizes.items() for part in (path.encode(), content))),
        "bytes": sum(map(len, sizes.values())),
        "files": [[path, len(content)] for path, content in sorted(sizes.items())],
    }
    return json.dumps(listed, separators=(",", ":")).encode()


def _is_narrowed(page: Page) -> bool:
    content = page.view.content
    return isinstance(content, MonthView) or (isinstance(content, ListingView) and bool(content.narrowed_by))


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


def _digest(*parts: bytes) -> str:
    digest = hashlib.blake2b(digest_size=6)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
