"""Ids of entries from names and addresses: a-z, 0-9 and hyphens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

LONGEST = 80
"""Characters of an id; longer ones make addresses that nobody can read out."""

_LETTERS = str.maketrans(
    dict(zip("äæöøœüßþłđðı", ("ae", "ae", "oe", "oe", "oe", "ue", "ss", "th", *"lddi"), strict=True))
)


def slug(text: str) -> str:
    """Lower case, umlauts written out, accents dropped, words joined by hyphens.

    Empty where no Latin letter and no digit is left.
    """
    lower = unicodedata.normalize("NFC", text).lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", lower).encode("ascii", "ignore").decode()
    joined = "-".join(re.findall(r"[a-z0-9]+", plain))
    if len(joined) <= LONGEST:
        return joined
    return (joined[: LONGEST + 1].rpartition("-")[0] or joined[:LONGEST]).strip("-")


def unique(wanted: str, prefix: str, taken: Container[str]) -> str:
    """`wanted`, else `prefix-wanted`, else that with a number from 2 on."""
    if wanted not in taken:
        return wanted
    longer = f"{prefix}-{wanted}" if prefix else wanted
    number = 1
    numbered = longer
    while numbered in taken:
        number += 1
        numbered = f"{longer}-{number}"
    return numbered
