"""A picture as it is published: in which encodings and sizes."""

from __future__ import annotations

from msgspec import Struct

ENCODINGS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
"""Endings of the pictures that are drawn anew; SVG is text and stays as it is."""


class UnreadablePictureError(Exception):
    """The file is damaged, no picture at all or absurdly large."""


class Rendition(Struct, frozen=True, kw_only=True):
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


class Picture(Struct, frozen=True, kw_only=True):
    """A picture in all it is offered in."""

    whole: Rendition
    """In the encoding it came in, as large as it gets."""
    others: tuple[Rendition, ...]
    """Those that browsers may choose instead, by encoding and width; none for what moves."""
    still: Rendition | None = None
    """The first frame of a picture that moves, for readers who do not want movement."""
