"""Style sheets, scripts, fonts and icons with fingerprints in their names, and the media that lie beside entries."""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from intsite.output import Output
from intsite.parse import Entry
from intsite.problems import Problem, Span, problem

STYLE = "css/site.css"
"""All style sheets in one file."""

_SHEETS = ("layers", "tokens", "base", "layout")
_PRINT = "print"
_IMPORT = re.compile(r"""(\b(?:from|import)\s*\(?\s*["'])(\.{1,2}/[^"']+)(["'])""")
_CSS_URL = re.compile(r"""url\(["']?(?!data:)([^"')]+)["']?\)""")
_BITMAPS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
_KEPT = {"transparency", "icc_profile"}
"""What a picture says beside its pixels that its colours need."""
LARGEST_WIDTH = 1600
"""Pixels; wider pictures are scaled down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """A file beside an entry, as it is published."""

    url: str
    """From the site's root."""
    bytes: int
    width: int = 0
    height: int = 0
    """Pixels, for pictures; 0 where unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """The published files of `assets/` and of the components."""

    urls: Mapping[str, str]
    """Path in the source (`js/main.mjs`) to address from the site's root."""
    icons: Mapping[str, str]
    """Name to SVG source."""
    outputs: tuple[Output, ...]


def collect(asset_folders: Sequence[Path], template_folders: Sequence[Path]) -> Assets:
    """Take the assets; a file in an earlier folder wins over one of the same path in a later one."""
    files = _files(asset_folders, "")
    components = {
        path: file
        for path, file in _files([folder / "components" for folder in template_folders], "components/").items()
        if path.endswith((".css", ".mjs"))
    }
    icons = {
        Path(path).stem: file.read_text(encoding="utf-8").strip()
        for path, file in files.items()
        if path.startswith("icons/") and path.endswith(".svg")
    }
    publisher = _Publisher({**files, **components})
    publisher.style([path for path in components if path.endswith(".css")])
    for path in sorted({**files, **components}):
        if not path.endswith(".css") and not path.startswith("icons/"):
            publisher.publish(path)
    return Assets(urls=publisher.urls, icons=icons, outputs=tuple(publisher.outputs))


def _files(folders: Iterable[Path], prefix: str) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and not file.is_symlink() and not file.name.startswith("."):
                found.setdefault(prefix + file.relative_to(folder).as_posix(), file)
    return found


class _Publisher:
    """Gives each file a name that changes with its content, what it refers to first."""

    def __init__(self, files: Mapping[str, Path]) -> None:
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
        content = self.files[path].read_bytes()
        if path.endswith((".mjs", ".js")):
            content = self._rewrite(path, content.decode(), _IMPORT).encode()
        return self._put(path, content)

    def style(self, component_sheets: Sequence[str]) -> None:
        """All style sheets joined: the layers' order first, components, print last."""
        named = [f"css/{name}.css" for name in _SHEETS]
        others = [path for path in self.files if path.startswith("css/") and path not in {*named, f"css/{_PRINT}.css"}]
        order = [*named, *sorted(others), *sorted(component_sheets), f"css/{_PRINT}.css"]
        texts = [
            self._rewrite(path, self.files[path].read_text(encoding="utf-8"), _CSS_URL)
            for path in order
            if path in self.files
        ]
        self._put(STYLE, "\n".join(texts).encode())

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
    root: Path, entries: Iterable[Entry]
) -> tuple[dict[tuple[str, str], Medium], tuple[Output, ...], tuple[Problem, ...]]:
    """Publish the files beside entries, pictures without their metadata; by folder of the entry and name."""
    found: dict[tuple[str, str], Medium] = {}
    outputs: list[Output] = []
    problems: list[Problem] = []
    for entry in entries:
        for name in entry.media:
            content = (root / entry.path / name).read_bytes()
            width = height = 0
            ending = posixpath.splitext(name)[1].lower()
            if ending in _BITMAPS:
                try:
                    content, width, height = _clean_picture(content, _BITMAPS[ending])
                except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
                    problems.append(problem("unreadable-picture", Span(path=f"{entry.path}/{name}")))
                    continue
            elif ending == ".svg":
                width, height = _svg_size(content)
            url = f"media/{entry.path.removeprefix('content/')}/{name}"
            found[entry.path, name] = Medium(url=url, bytes=len(content), width=width, height=height)
            outputs.append(Output(path=url, content=content))
    return found, tuple(outputs), tuple(problems)


def _clean_picture(content: bytes, encoding: str) -> tuple[bytes, int, int]:
    """The picture upright, not too wide and without EXIF, which may hold where it was taken."""
    with Image.open(io.BytesIO(content)) as opened:
        picture: Image.Image = ImageOps.exif_transpose(opened)
        if picture.width > LARGEST_WIDTH:
            if picture.mode == "P":
                picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
            height = round(picture.height * LARGEST_WIDTH / picture.width)
            picture = picture.resize((LARGEST_WIDTH, height), Image.Resampling.LANCZOS)
        clean = picture.copy()
        clean.info = {name: value for name, value in picture.info.items() if name in _KEPT}
        if encoding == "JPEG" and clean.mode not in {"RGB", "L"}:
            clean = clean.convert("RGB")
            clean.info = {}
        buffer = io.BytesIO()
        clean.save(buffer, encoding, quality=82, optimize=True)
        return buffer.getvalue(), clean.width, clean.height


def _svg_size(content: bytes) -> tuple[int, int]:
    box = re.search(rb'viewBox="[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)"', content)
    return (round(float(box[1])), round(float(box[2]))) if box else (0, 0)
