"""Which version of the leading text a translation was made from, recorded in its front matter.

    translation:
      by: human
      of:
        .front: 5f0c2a11
        documents: 9b1e44d0

A machine also records below `made:` what it left, to know later what a person has changed. One section a line, so that
two people's changes merge in Git.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from intsite.parse import Entry, Words
from intsite.resolve import Site
from intsite.source import Mapping, Scalar, parse_yaml

_FRONT = re.compile(r"\A---\n(.*?\n)---(?=\n|\Z)", re.DOTALL)
_BLOCK = re.compile(r"^translation:[^\n]*\n(?:[ \t]+[^\n]*\n|\n(?=[ \t]))*", re.MULTILINE)
_BRACES = re.compile(r"^translation:[ \t]*\{.*\}[ \t]*(?:#.*)?\n", re.MULTILINE)
_ORIGIN = re.compile(r"^ +(?:by|reviewed|in-progress):[^\n]*\n", re.MULTILINE)
_DIGESTS = r"^(  +){}:[^\n]*\n(?:\1[ \t]+[^\n]*\n)*"


def record(text: str, digests: Iterable[tuple[str, str]], name: str = "of") -> str:
    """The text of a words file that says it was made from `digests`; nothing else in it changes.

    With the name `made` it says that a machine left it with these digests of its own.
    """
    found = _FRONT.match(text)
    if found is None:
        return text
    lines = "".join(f"    {section}: {digest}\n" for section, digest in digests)
    front = _in_lines(found[1])
    block = _BLOCK.search(front)
    if block is None:
        changed = front + f"translation:\n  {name}:\n{lines}"
    else:
        without = re.sub(_DIGESTS.format(name), "", block[0], flags=re.MULTILINE)
        changed = front[: block.start()] + without + f"  {name}:\n{lines}" + front[block.end() :]
    return f"---\n{changed}---" + text[found.end() :]


def _in_lines(front: str) -> str:
    """Front matter in which `translation: {by: human}` stands over several lines."""
    braces = _BRACES.search(front)
    if braces is None:
        return front
    node = parse_yaml(braces[0], "")[0].get("translation")
    lines = ["translation:"]
    for key, value in node if isinstance(node, Mapping) else ():
        if isinstance(value, Mapping):
            pairs = [(name.text, one.text) for name, one in value if isinstance(one, Scalar)]
            lines += [f"  {key.text}:", *(f"    {name}: {text}" for name, text in pairs)]
        elif isinstance(value, Scalar):
            lines.append(f"  {key.text}: {value.text}")
    return front[: braces.start()] + "\n".join(lines) + "\n" + front[braces.end() :]


def made_by(text: str, *, by_machine: bool, is_reviewed: bool) -> str:
    """The text of a words file, finished, that says who made it; nothing else in it changes."""
    found = _FRONT.match(text)
    if found is None:
        return text
    lines = f"  by: {'machine' if by_machine else 'human'}\n" + ("" if is_reviewed else "  reviewed: false\n")
    front = _in_lines(found[1])
    block = _BLOCK.search(front)
    if block is None:
        changed = f"{front}translation:\n{lines}"
    else:
        head, _, rest = block[0].partition("\n")
        changed = f"{front[: block.start()]}{head}\n{lines}{_ORIGIN.sub('', rest)}{front[block.end() :]}"
    return f"---\n{changed}---" + text[found.end() :]


def translated(site: Site, entry: Entry) -> Iterator[tuple[Words, Words]]:
    """The translations of an entry, each with the words that lead."""
    leading = entry.words_in(site.source_of(entry))
    for words in entry.words:
        if leading is not None and words is not leading:
            yield words, leading
