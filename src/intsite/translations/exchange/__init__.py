"""Translations to and from translators: XLIFF and PO files of what is missing or outdated, and back into words files.

translate-toolkit, which reads those files, comes with the extra `intsite[exchange]`. It is under the GPL 2 or later and
no part of intsite: it is loaded only while `intsite translations export` or `import` runs.
"""

from __future__ import annotations

import importlib.util

from intsite.translations.exchange.incoming import Change, How, Incoming, incoming
from intsite.translations.exchange.outgoing import Outgoing, Wish, outgoing
from intsite.translations.exchange.units import Delivery, Parcel, UnreadableError

__all__ = [
    "FORMATS",
    "Change",
    "Delivery",
    "How",
    "Incoming",
    "Outgoing",
    "Parcel",
    "UnreadableError",
    "Wish",
    "incoming",
    "is_available",
    "outgoing",
    "read",
    "write",
]

FORMATS = {"xliff": "xlf", "xliff2": "xlf", "po": "po"}
"""Name to the ending of its files."""


_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \r\n\t"
"""White space and the marks of UTF-8 and UTF-16, in which some tools write."""


def is_available() -> bool:
    """Whether translate-toolkit is installed."""
    return importlib.util.find_spec("translate") is not None


def write(parcel: Parcel, form: str) -> bytes:
    """A parcel as a file."""
    from intsite.translations.exchange import po, xliff

    return {"xliff": xliff.write_first, "xliff2": xliff.write_second, "po": po.write}[form](parcel)


def read(content: bytes, path: str, language: str = "") -> Delivery:
    """A file of any of the formats; `language` counts where it is given. Raises `UnreadableError` where it is none."""
    from intsite.translations.exchange import po, xliff

    written, units = xliff.read(content) if content.lstrip(_BEFORE_XML)[:1] == b"<" else po.read(content)
    if not units:
        raise UnreadableError("no <trans-unit>, no <unit>, no msgid")
    return Delivery(path=path, language=language or written, units=units)
