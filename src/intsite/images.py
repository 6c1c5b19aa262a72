"""Pictures as they are published: upright, without metadata, in the sizes and encodings that readers' devices need.

Everything is drawn anew from the decoded pixels, so nothing that a camera or a program wrote beside them survives:
neither EXIF, which may hold where a picture was taken, nor XMP, comments, thumbnails or colour profiles.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError, features

ENCODINGS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
"""Endings of the pictures that are drawn anew; SVG is text and stays as it is."""
WIDTHS = (480, 960, 1600)
"""Pixels; nothing is enlarged, and what is wider than the last is scaled down to it."""
UNREADABLE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError)
"""What Pillow raises for a file that is damaged, no picture at all or absurdly large."""

_HAS_AVIF = features.check("avif")
# Measured for 1600 × 1200 pixels on one processor: AVIF at this speed takes as long as WebP by method 2 (0.1 s)
# and is a third smaller. One thread, since the number of threads would change the bytes.
_OPTIONS: dict[str, dict[str, int | bool]] = {
    "AVIF": {"quality": 60, "speed": 10, "max_threads": 1},
    "WEBP": {"quality": 80, "method": 2},
    "JPEG": {"quality": 80, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """A picture in one size and encoding."""

    encoding: str
    """Pillow's name: `AVIF`, `WEBP`, `JPEG` or `PNG`."""
    width: int
    height: int
    content: bytes

    @property
    def type(self) -> str:
        """The media type."""
        return f"image/{self.encoding.lower()}"

    @property
    def ending(self) -> str:
        """The ending of the file's name, with its dot."""
        return ".jpg" if self.encoding == "JPEG" else f".{self.encoding.lower()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture in all it is offered in."""

    whole: Rendition
    """In the encoding it came in, as large as it gets."""
    others: tuple[Rendition, ...]
    """Those that browsers may choose instead, by encoding and width; none for what moves."""
    still: Rendition | None = None
    """The first frame of a picture that moves, for readers who do not want movement."""


def prepare(content: bytes, encoding: str) -> Picture:
    """Make a picture ready; raises one of `UNREADABLE`."""
    with Image.open(io.BytesIO(content)) as opened:
        if getattr(opened, "is_animated", False):
            return Picture(whole=_moving(opened, encoding), others=(), still=_encode(_clean(opened), "PNG"))
        clean = _clean(opened)
    largest = _scale(clean, WIDTHS[-1])
    return Picture(whole=_encode(largest, encoding), others=tuple(_others(largest, encoding)))


def size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    with Image.open(io.BytesIO(content)) as opened:
        return opened.size


def square(content: bytes, side: int) -> bytes:
    """A picture as a PNG of `side` by `side` pixels, whole and in the middle; raises one of `UNREADABLE`."""
    with Image.open(io.BytesIO(content)) as opened:
        clean = _clean(opened).convert("RGBA")
    return _encode(ImageOps.pad(clean, (side, side), Image.Resampling.LANCZOS, color=(0, 0, 0, 0)), "PNG").content


def _others(largest: Image.Image, encoding: str) -> Iterator[Rendition]:
    """The small encoding in all widths; the old one in the smaller widths too, where that is cheap."""
    compact = "AVIF" if _HAS_AVIF else "WEBP"
    scaled = [_scale(largest, width) for width in WIDTHS if width < largest.width]
    for picture in (*scaled, largest) if encoding != compact else ():
        yield _encode(picture, compact)
    if encoding != "PNG":
        for picture in scaled:
            yield _encode(picture, encoding)


def _clean(opened: Image.Image) -> Image.Image:
    """The pixels upright, in the colours of the web, in a picture that knows nothing else."""
    upright = _in_srgb(ImageOps.exif_transpose(opened))
    has_transparency = "transparency" in upright.info or upright.mode in {"RGBA", "LA", "PA", "La", "RGBa"}
    picture = upright.convert("RGBA" if has_transparency else "RGB")
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    return clean


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Colours of a camera's profile are worked in before it is thrown away; a damaged profile is ignored."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK"}:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            camera = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, camera, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return converted or picture
    if picture.mode.startswith("I"):
        # 16 bits of grey: the upper eight are what a screen shows.
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return picture


def _scale(picture: Image.Image, width: int) -> Image.Image:
    if picture.width <= width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _encode(picture: Image.Image, encoding: str) -> Rendition:
    buffer = io.BytesIO()
    if encoding == "JPEG" and picture.mode != "RGB":
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        picture = ground
    picture.save(buffer, encoding, **_OPTIONS[encoding])
    return Rendition(encoding=encoding, width=picture.width, height=picture.height, content=buffer.getvalue())


def _moving(opened: Image.Image, encoding: str) -> Rendition:
    """Every frame drawn anew, at the pace and as often as it was."""
    frames: list[Image.Image] = []
    durations: list[int] = []
    for number in range(getattr(opened, "n_frames", 1)):
        opened.seek(number)
        opened.load()
        durations.append(round(opened.info.get("duration", 100)))
        frames.append(_clean(opened))
    repetitions = opened.info.get("loop", 0)
    opened.seek(0)
    buffer = io.BytesIO()
    first, *rest = frames
    first.save(buffer, encoding, save_all=True, append_images=rest, duration=durations, loop=repetitions)
    return Rendition(encoding=encoding, width=first.width, height=first.height, content=buffer.getvalue())
