"""Where the sentences of a plain text end."""

from __future__ import annotations

import re

from sentencex import get_sentence_boundaries

_STOP_WITHIN = re.compile(r"[.!?…؟۔።፧。]\W*\s\W*\w")
"""Where there is none, a text is one sentence, and nobody need look closer."""
_ORDINAL = re.compile(r"(?:^|[\s(])\d{1,2}\.$")
_LONGEST_ORDINAL = len("(31.")
_WITH_ORDINALS = frozenset({"bs", "cs", "de", "hr", "hu", "pl", "sk", "sl", "sr", "tr"})
"""Languages that write a dot behind ordinal numbers: in `the 1. floor` no sentence ends."""
_OTHER_SPACE = re.compile(r"[^\S ]")


def may_have_several(text: str) -> bool:
    """Whether a text has a stop within; quick, for the many that have none."""
    return _STOP_WITHIN.search(text) is not None


def ends(text: str, language: str) -> list[int]:
    """The offset behind each sentence and the space after it, the last one being the text's length."""
    if not may_have_several(text):
        return [len(text)]
    base = language.partition("-")[0]
    found = [boundary["end_index"] for boundary in get_sentence_boundaries(base, _OTHER_SPACE.sub(" ", text))[:-1]]
    if base in _WITH_ORDINALS:
        found = [end for end in found if not _ORDINAL.search(text[:end].rstrip()[-_LONGEST_ORDINAL:])]
    return [*found, len(text)]
