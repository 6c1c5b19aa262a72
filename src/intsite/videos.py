"""How long an MP4 video plays and how large its picture is, from its head.

ISO/IEC 14496-12: a file is a sequence of boxes, each a size, a name of four letters and a content; `moov` holds
`mvhd` (the length) and for each track a `trak` with `tkhd` (width and height).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from msgspec import Struct

_HEAD = 8
_LONG = 16
_WITHIN = {b"moov", b"trak"}


class Film(Struct, frozen=True, kw_only=True):
    """What the head says; 0 where it says nothing."""

    seconds: int = 0
    width: int = 0
    height: int = 0


def measure(content: bytes) -> Film:
    """The length and size of a video; all 0 for what is none, or a damaged one."""
    seconds = width = height = 0
    try:
        for name, box in _boxes(memoryview(content)):
            if name == b"mvhd":
                scale, length = struct.unpack_from(">IQ", box, 20) if box[0] else struct.unpack_from(">II", box, 12)
                seconds = round(length / scale)
            elif name == b"tkhd":
                across, down = struct.unpack_from(">II", box, len(box) - 8)
                width, height = (across >> 16 or width), (down >> 16 or height)
    except (struct.error, ZeroDivisionError, IndexError):
        return Film()
    return Film(seconds=seconds, width=width, height=height)


def _boxes(content: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    place = 0
    while place + _HEAD <= len(content):
        size, name = struct.unpack_from(">I4s", content, place)
        head = _HEAD
        if size == 1:
            (size,) = struct.unpack_from(">Q", content, place + _HEAD)
            head = _LONG
        size = size or len(content) - place
        if size < head:
            return
        box = content[place + head : place + size]
        if name in _WITHIN:
            yield from _boxes(box)
        else:
            yield name, box
        place += size
