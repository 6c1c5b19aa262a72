"""Links whose words say nothing, in every language of the interface."""

from __future__ import annotations

import functools
from pathlib import Path

from intsite import catalogs
from intsite.checks import bare, vague_texts
from intsite.resources import shipped


def is_vague(text: str, language: str) -> bool:
    """Whether a link's text is one that editors are told not to write, such as “here”."""
    return bare(text) in _texts(language)


@functools.cache
def _texts(language: str) -> frozenset[str]:
    found, _ = catalogs.load((language,), (shipped("templates"),), Path())
    return vague_texts(found[language]) if language in found else frozenset()
