"""QR codes as SVG, small enough to stand in the page.

ISO/IEC 18004; segno is imported here alone.
"""

from __future__ import annotations

import functools

from markupsafe import Markup

_MASK = 3
"""Any mask can be read; trying all eight for the evenest one takes five times as long."""


@functools.lru_cache(maxsize=1 << 14)
def svg(address: str) -> Markup:
    """The code of an address with the quiet zone around it, in black on nothing; empty for no address."""
    if not address:
        return Markup()
    import segno  # noqa: PLC0415  takes 20 ms to load with all that it imports; most builds draw nothing

    code = segno.make_qr(address, error="m", mask=_MASK, boost_error=False)
    drawn = code.svg_inline(omitsize=True, svgclass=None, lineclass=None)
    hidden = drawn.replace("<svg", '<svg aria-hidden="true" focusable="false"', 1)
    return Markup(hidden)  # noqa: S704  segno draws lines and holds no text
