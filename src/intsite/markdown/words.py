"""The words of a text: without markup, as digests, as ids, and in which script they are."""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from collections.abc import Sequence

from markdown_it.token import Token

_SAME = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2039\u203a`´", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015", "-"),
}
"""Quotation marks and dashes that say the same."""
_MARKS = re.compile(f"[{''.join(_SAME)}]")


def digest(words: str) -> str:
    """Eight hexadecimal digits that change when the words change."""
    return hashlib.blake2b(words.encode(), digest_size=4).hexdigest()


def bare(text: str) -> str:
    """Text without what does not change its meaning: white space, kinds of quotation marks and dashes, soft hyphens."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    return " ".join(_MARKS.sub(lambda mark: _SAME[mark[0]], text).split())


def bare_digest(*texts: str) -> str:
    """The digest of words that stand outside a body, such as title and summary."""
    return digest(" ".join(bare(text) for text in texts))


def plain_text(tokens: Sequence[Token]) -> str:
    """The visible words of inline tokens."""
    pieces = []
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            pieces.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            pieces.append(" ")
        elif token.type == "image":
            pieces.append(plain_text(token.children or ()))
    return "".join(pieces)


def slug(text: str) -> str:
    """An id for a heading: letters and digits of any script, words joined by hyphens."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower().replace("_", " "))
    return "-".join(words) or "section"


@functools.lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """The Unicode name of the script of a letter, such as `Arabic`; empty for letters of no script."""
    name = unicodedata.name(letter, "").split(" ")[0]
    known = {
        "ARABIC",
        "CYRILLIC",
        "ETHIOPIC",
        "GREEK",
        "HEBREW",
        "LATIN",
        "DEVANAGARI",
        "GEORGIAN",
        "ARMENIAN",
        "CJK",
    }
    return name.title() if name in known else ""
