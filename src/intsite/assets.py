"""Style sheets, scripts, fonts and icons with fingerprints in their names, and the media that lie beside entries."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from intsite import videos
from intsite.design import Design
from intsite.memo import NO_MEMO, Memo, digest_of
from intsite.output import Output
from intsite.parse import Entry
from intsite.pictures import ENCODINGS, Picture, UnreadablePictureError
from intsite.problems import Problem, Span, problem

STYLE = "css/site.css"
"""All style sheets in one file."""

_LOGO_FILES = ("images/logo.svg", "images/logo.png")
ICONS = {192: "images/icon-192.png", 512: "images/icon-512.png"}
"""The logo as a square, by its pixels, for the start screens of devices."""

_SHEETS = ("layers", "tokens", "base", "layout")
_PRINT = "print"
_IMPORT = re.compile(r"""(\b(?:from|import)\s*\(?\s*["'])(\.{1,2}/[^"']+)(["'])""")
_CSS_COMMENT = re.compile(r"""("[^"\n]*"|'[^'\n]*')|/\*.*?\*/""", re.DOTALL)
_CSS_INDENT = re.compile(r"\n\s+")
_CSS_URL = re.compile(r"""url\(["']?(?!data:)([^"')]+)["']?\)""")


class Variant(Struct, frozen=True, kw_only=True):
    """A picture in another size or encoding."""

    url: str
    type: str
    """Media type."""
    width: int


class Medium(Struct, frozen=True, kw_only=True):
    """A file beside an entry, as it is published."""

    url: str
    """From the site's root."""
    bytes: int
    width: int = 0
    height: int = 0
    """Pixels, for pictures and videos; 0 where unknown."""
    seconds: int = 0
    """How long a video plays."""
    is_film: bool = False
    variants: tuple[Variant, ...] = ()
    """What browsers may show instead of a picture."""
    still_url: str = ""
    """Of the first frame, for a picture that moves."""


class Assets(Struct, frozen=True, kw_only=True):
    """The published files of `assets/` and of the components."""

    urls: Mapping[str, str]
    """Path in the source (`js/boot.js`) to address from the site's root."""
    icons: Mapping[str, str]
    """Name to SVG source."""
    outputs: tuple[Output, ...]
    logo: Logo | None = None


class Logo(Struct, frozen=True, kw_only=True):
    """The sign of the county in the head of each page."""

    url: str
    width: int
    height: int
    """Pixels, or units of the drawing."""
    is_own: bool
    """Whether site.toml names it: a drawing that may be made for white paper only."""


def collect(
    asset_folders: Sequence[Path], template_folders: Sequence[Path], made: Mapping[str, bytes | None] | None = None
) -> Assets:
    """Take the assets; a file in an earlier folder wins over one of the same path in a later one.

    What was `made` for this site wins over all folders; None takes a file away.
    """
    files = {path: file.read_bytes() for path, file in _files(asset_folders, "").items()}
    files = {path: content for path, content in {**files, **(made or {})}.items() if content is not None}
    components = {
        path: file.read_bytes()
        for path, file in _files([folder / "components" for folder in template_folders], "components/").items()
        if path.endswith((".css", ".mjs"))
    }
    icons = {
        Path(path).stem: content.decode().strip()
        for path, content in files.items()
        if path.startswith("icons/") and path.endswith(".svg")
    }
    publisher = _Publisher({**files, **components})
    publisher.style([path for path in components if path.endswith(".css")])
    for path in sorted({**files, **components}):
        if not path.endswith(".css") and not path.startswith("icons/"):
            publisher.publish(path)
    logo = next((path for path in _LOGO_FILES if path in files), None)
    return Assets(
        urls=publisher.urls,
        icons=icons,
        outputs=tuple(publisher.outputs),
        logo=_logo(publisher.urls[logo], files[logo], is_own=logo in (made or {})) if logo else None,
    )


def _logo(url: str, content: bytes, *, is_own: bool) -> Logo:
    width, height = _svg_size(content) if url.endswith(".svg") else _size(content)
    return Logo(url=url, width=width, height=height, is_own=is_own)


def _size(content: bytes) -> tuple[int, int]:
    from intsite import images

    return images.size(content)


def logo_files(root: Path, design: Design) -> tuple[dict[str, bytes | None], tuple[Problem, ...]]:
    """What site.toml's logo replaces among the assets: the logo itself, and the icons that show it as a square."""
    if not design.logo:
        return {}, ()
    from intsite import images

    content, ending = (root / design.logo).read_bytes(), posixpath.splitext(design.logo)[1].lower()
    # Icons that the county draws itself stay; those of the program show another logo.
    icons = {path: side for side, path in ICONS.items() if not (root / "assets" / path).is_file()}
    made: dict[str, bytes | None] = dict.fromkeys((*_LOGO_FILES, *icons))
    if ending == ".svg":
        if 0 in _svg_size(content):
            return {}, (problem("logo-without-size", Span(path=design.logo)),)
        return {**made, f"images/logo{ending}": content}, ()
    try:
        drawn = {path: images.square(content, side) for path, side in icons.items()}
        return {**made, **drawn, f"images/logo{ending}": images.prepare(content, "PNG").whole.content}, ()
    except UnreadablePictureError:
        return {}, (problem("unreadable-picture", Span(path=design.logo)),)


def _files(folders: Iterable[Path], prefix: str) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and not file.is_symlink() and not file.name.startswith("."):
                found.setdefault(prefix + file.relative_to(folder).as_posix(), file)
    return found


class _Publisher:
    """Gives each file a name that changes with its content, what it refers to first."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.urls: dict[str, str] = {}
        self.outputs: list[Output] = []
        self._open: set[str] = set()

    def publish(self, path: str) -> str:
        """The address of a file, publishing it when it is not yet."""
        if path in self.urls:
            return self.urls[path]
        if path in self._open:
            message = f"{path} imports itself in a circle"
            raise ValueError(message)
        self._open.add(path)
        content = self.files[path]
        if path.endswith((".mjs", ".js")):
            content = self._rewrite(path, content.decode(), _IMPORT).encode()
        return self._put(path, content)

    def style(self, component_sheets: Sequence[str]) -> None:
        """All style sheets joined: the layers' order first, components, print last."""
        named = [f"css/{name}.css" for name in _SHEETS]
        others = [path for path in self.files if path.startswith("css/") and path not in {*named, f"css/{_PRINT}.css"}]
        order = [*named, *sorted(others), *sorted(component_sheets), f"css/{_PRINT}.css"]
        texts = [self._rewrite(path, self.files[path].decode(), _CSS_URL) for path in order if path in self.files]
        # Comments and indents are a fifth of what readers would load.
        bare = _CSS_COMMENT.sub(lambda found: found[1] or "", "\n".join(texts))
        self._put(STYLE, _CSS_INDENT.sub("\n", bare).lstrip().encode())

    def _put(self, path: str, content: bytes) -> str:
        stem, ending = posixpath.splitext(path)
        digest = hashlib.blake2b(content, digest_size=5).hexdigest()
        url = f"assets/{stem}.{digest}{ending}"
        self.urls[path] = url
        self.outputs.append(Output(path=url, content=content))
        return url

    def _rewrite(self, path: str, text: str, pattern: re.Pattern[str]) -> str:
        """Point references to other files of the assets at their published names."""
        folder = posixpath.dirname(STYLE if path.endswith(".css") else path)
        group = 1 if pattern is _CSS_URL else 2

        def replace(found: re.Match[str]) -> str:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), found[group]))
            if target not in self.files:
                return found[0]
            written = posixpath.relpath(self.publish(target), f"assets/{folder}")
            written = written if written.startswith(".") else f"./{written}"
            return f'url("{written}")' if pattern is _CSS_URL else found[1] + written + found[3]

        return pattern.sub(replace, text)


def media(
    root: Path, entries: Iterable[Entry], picture: str = "", memo: Memo = NO_MEMO
) -> tuple[dict[tuple[str, str], Medium], tuple[Output, ...], tuple[Problem, ...]]:
    """Publish the files beside entries, pictures without their metadata; by folder of the entry and name.

    `picture` is a path from `root`, of the picture on the home page; it has no folder.
    """
    found: dict[tuple[str, str], Medium] = {}
    outputs: list[Output] = []
    problems: list[Problem] = []
    beside = [(entry.path, name) for entry in entries for name in entry.media]
    for folder, name in [*beside, ("", picture)] if picture else beside:
        content = (root / folder / name).read_bytes()
        url = posixpath.join("media", folder.removeprefix("content/"), name if folder else posixpath.basename(name))
        ending = posixpath.splitext(name)[1].lower()
        if ending in ENCODINGS:
            try:
                prepared = _prepared(content, ENCODINGS[ending], url, memo)
            except UnreadablePictureError:
                problems.append(problem("unreadable-picture", Span(path=posixpath.join(folder, name))))
                continue
            found[folder, name], made = _picture(url, prepared)
            outputs += made
            continue
        found[folder, name] = _other(url, ending, content)
        outputs.append(Output(path=url, content=content))
    return found, tuple(outputs), tuple(problems)


def _prepared(content: bytes, encoding: str, url: str, memo: Memo) -> Picture:
    """A picture ready to publish. Raises `UnreadablePictureError`."""

    def prepare() -> Picture:
        from intsite import images

        return images.prepare(content, encoding)

    key = digest_of(encoding, hashlib.sha256(content).digest())
    return memo.once(f"picture-{called(url)}", key, prepare)


def called(url: str) -> str:
    """What the memo of a picture is called after."""
    return digest_of(url)


def _other(url: str, ending: str, content: bytes) -> Medium:
    """A file that is published as it is."""
    if ending == ".mp4":
        film = videos.measure(content)
        width, height, seconds = film.width, film.height, film.seconds
    else:
        (width, height), seconds = _svg_size(content) if ending == ".svg" else (0, 0), 0
    return Medium(url=url, bytes=len(content), width=width, height=height, seconds=seconds, is_film=ending == ".mp4")


def _picture(url: str, picture: Picture) -> tuple[Medium, list[Output]]:
    """A picture under its own name, its variants beside it: `hall.jpg`, `hall.jpg.480.avif`."""
    whole, still = picture.whole, picture.still
    outputs = [Output(path=url, content=whole.content)]
    variants = [Variant(url=url, type=whole.type, width=whole.width)] if picture.others else []
    for other in picture.others:
        path = f"{url}.{other.width}{other.ending}"
        outputs.append(Output(path=path, content=other.content))
        variants.append(Variant(url=path, type=other.type, width=other.width))
    still_url = f"{url}.still{still.ending}" if still else ""
    if still:
        outputs.append(Output(path=still_url, content=still.content))
    medium = Medium(
        url=url,
        bytes=len(whole.content),
        width=whole.width,
        height=whole.height,
        variants=tuple(sorted(variants, key=lambda variant: variant.width)),
        still_url=still_url,
    )
    return medium, outputs


def _svg_size(content: bytes) -> tuple[int, int]:
    box = re.search(rb'viewBox=["\'][-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)["\']', content)
    return (round(float(box[1])), round(float(box[2]))) if box else (0, 0)
