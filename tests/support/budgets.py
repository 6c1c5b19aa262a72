"""What a page may weigh and ask for. Sizes in bytes, packed as servers send them."""

import gzip

from support.scripts import script_of

REQUESTS = 6
"""With the page itself, without pictures, which come when they are scrolled to."""

_BUDGETS: dict[str, int] = {"HTML": 14_000, "CSS": 10_000, "JS": 6_000, "fonts": 0}
"""HTML: one round trip, ten packets of 1,460 bytes with headers. JS: what comes by itself; the rest loads on use."""
_FONTS = {"Arab": 46 * 1024, "Ethi": 74 * 1024}
"""By writing system; all others have the letters of the reader's system."""


def budgets_for(language: str) -> dict[str, int]:
    """How many bytes of each sort a page may load at first view."""
    return {**_BUDGETS, "fonts": _FONTS.get(script_of(language or "en"), 0)}


def packed(content: bytes) -> int:
    """The size of a file as servers send it."""
    return len(gzip.compress(content))
