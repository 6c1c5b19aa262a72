"""QR codes as SVG, small enough to stand in the page.

ISO/IEC 18004; zxing-cpp is imported here alone. It works in machine code: with a library in Python codes took a quarter
of all planning and rendering.
"""

from __future__ import annotations

import functools
import re

import zxingcpp
from markupsafe import Markup

_RUNS = re.compile(rb"\xff*\0+")
"""Light squares, then dark ones."""


@functools.lru_cache(maxsize=8)
def svg(address: str) -> Markup:
    """The code of an address with the quiet zone around it, in black on nothing; empty for no address.

    Kept for the next pages: the sheets of an entry show the address of its page.
    """
    if not address:
        return Markup()
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = code.to_image()
    size = image.shape[0]
    squares = bytes(image)  # type: ignore[call-overload]
    rows = ((row, squares[row * size : (row + 1) * size]) for row in range(size))
    lines = "".join(f"M0 {row}.5{''.join(map(_stroke, _RUNS.findall(line)))}" for row, line in rows if 0 in line)
    attributes = f'aria-hidden="true" viewBox="0 0 {size} {size}"'
    return Markup(f'<svg {attributes}><path stroke="#000" d="{lines}"/></svg>')  # noqa: S704  nothing but numbers


@functools.cache
def _stroke(run: bytes) -> str:
    """The way over the light squares and a line through the dark ones; there are few different runs."""
    return f"m{run.count(0xFF)} 0h{run.count(0)}"
