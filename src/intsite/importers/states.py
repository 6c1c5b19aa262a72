"""The state of imported translations: made from the text as it is now, or from an older one."""

from __future__ import annotations

from intsite import markdown
from intsite.parse import FRONT
from intsite.source import Scalar, parse_words
from intsite.translations import record

_OLDER = ((FRONT, "older"),)
"""Digests that no text has: every section has changed since."""


def recorded(translation: str, leading: str, *, is_outdated: bool, kinds: frozenset[str]) -> str:
    """The words file `translation` with the version of `leading` that it was made from."""
    return record(translation, _OLDER if is_outdated else _digests(leading, kinds))


def _digests(words: str, kinds: frozenset[str]) -> tuple[tuple[str, str], ...]:
    split, _ = parse_words(words, "")
    front = [split.front.get(name) for name in ("title", "summary")]
    texts = [value.text if isinstance(value, Scalar) else "" for value in front]
    body, _ = markdown.render(split.body, path="", first_line=split.body_line, kinds=kinds)
    sections = ((section.id, section.digest) for section in body.sections)
    return (FRONT, markdown.bare_digest(*texts)), *sections
