"""Pictures as they are published: upright, without metadata, in the sizes and encodings that readers' devices need.

Everything is drawn anew from the decoded pixels, so nothing that a camera or a program wrote beside them survives:
neither EXIF, which may hold where a picture was taken, nor XMP, comments, thumbnails or colour profiles.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError, features

from intsite.pictures import Picture, Rendition, UnreadablePictureError

WIDTHS = (480, 960, 1600)
"""Pixels; nothing is enlarged, and what is wider than the last is scaled down to it."""
_UNREADABLE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError)
"""What Pillow raises for what it cannot read."""

_HAS_AVIF = features.check("avif")
# Measured for 1600 × 1200 pixels on one processor: AVIF at this speed takes as long as WebP by method 2 (0.1 s)
# and is a third smaller. One thread, since the number of threads would change the bytes.
_OPTIONS: dict[str, dict[str, int | bool]] = {
    "AVIF": {"quality": 60, "speed": 10, "max_threads": 1},
    "WEBP": {"quality": 80, "method": 2},
    "JPEG": {"quality": 80, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
}


def prepare(content: bytes, encoding: str) -> Picture:
    """Make a picture ready. Raises `UnreadablePictureError`."""
    with _opened(content) as opened:
        if getattr(opened, "is_animated", False):
            return Picture(whole=_moving(opened, encoding), others=(), still=_encode(_clean(opened), "PNG"))
        largest = _scale(_clean(opened), WIDTHS[-1])
        return Picture(whole=_encode(largest, encoding), others=tuple(_others(largest, encoding)))


def size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels. Raises `UnreadablePictureError`."""
    with _opened(content) as opened:
        return opened.size


def square(content: bytes, side: int) -> bytes:
    """A picture as a PNG of `side` by `side` pixels, whole and in the middle. Raises `UnreadablePictureError`."""
    with _opened(content) as opened:
        clean = _clean(opened).convert("RGBA")
        return _encode(ImageOps.pad(clean, (side, side), Image.Resampling.LANCZOS, color=(0, 0, 0, 0)), "PNG").content


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    """A picture, while something is made of it."""
    try:
        with Image.open(io.BytesIO(content)) as opened:
            yield opened
    except _UNREADABLE as error:
        raise UnreadablePictureError from error


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
