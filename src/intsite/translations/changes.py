"""What has changed in the leading text since a translation was made from it, section by section."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from intsite.kinds import Kind
from intsite.parse import Words, parse_words_text
from intsite.source import read_text
from intsite.translations.history import committed, revisions, text_at
from intsite.translations.sections import sections

_WORD = re.compile(r"\s+|[^\s]+")


class Change(Struct, frozen=True, kw_only=True):
    """A section whose leading text is not what the translation was made from."""

    section: str
    before: str | None
    """The leading text then; empty when the section is new, None when Git does not know it."""
    now: str
    """Empty when the section is gone."""
    translation: str
    """What the translation says today; empty when it lacks the section."""
    commit: str = ""
    """The newest commit in which the leading text was still that."""
    date: str = ""
    """Of the commit: `2026-11-22`."""


def changes(
    root: Path, leading: Words, translated: Words, outdated: tuple[str, ...], kind: Kind, kind_names: frozenset[str]
) -> Iterator[Change]:
    """Each outdated section with its text then and now."""
    recorded = dict(translated.translation.of) if translated.translation else {}
    now, own = (sections(read_text(root / words.path, words.path)[0]) for words in (leading, translated))
    wanted = {name: recorded[name] for name in outdated if name in recorded}
    found = _then(root, leading, wanted, kind, kind_names)
    for name in outdated:
        before, commit, date = found.get(name, ("" if name not in recorded else None, "", ""))
        yield Change(
            section=name,
            before=before,
            now=now.get(name, ""),
            translation=own.get(name, ""),
            commit=commit,
            date=date,
        )


def _then(
    root: Path, leading: Words, wanted: Mapping[str, str], kind: Kind, kind_names: frozenset[str]
) -> dict[str, tuple[str, str, str]]:
    """Section to its text, commit and date, where a commit has it with the digest that is wanted."""
    found: dict[str, tuple[str, str, str]] = {}
    for revision in revisions(root, leading.path):
        if len(found) == len(wanted):
            break
        text = text_at(root, revision)
        if text is None:
            continue
        words = parse_words_text(text, leading.path, leading.language, kind, kind_names)
        digests, texts = dict(words.digests), sections(text)
        for name, digest in wanted.items():
            if name not in found and digests.get(name) == digest:
                found[name] = texts.get(name, ""), revision.commit, revision.date
    return found


def minor(
    root: Path, leading: Words, translated: Words, kind: Kind, kind_names: frozenset[str]
) -> tuple[tuple[str, str], ...]:
    """The record of a translation after a change of its leading text that its readers need not know of.

    Sections that were up to date with the last commit are so with the file as it is now; all others stay as recorded.
    """
    recorded = dict(translated.translation.of) if translated.translation else {}
    text = committed(root, leading.path)
    if text is None:
        return tuple(recorded.items())
    before = dict(parse_words_text(text, leading.path, leading.language, kind, kind_names).digests)
    now = dict(leading.digests)
    return tuple(
        (name, now[name] if name in now and before.get(name) == digest else digest) for name, digest in recorded.items()
    )


def differences(before: str, now: str) -> Iterator[tuple[str, str]]:
    """The words of two texts in their order: `=` what both have, `-` what is gone, `+` what is new."""
    old, new = _WORD.findall(before), _WORD.findall(now)
    for tag, first, last, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "=", "".join(old[first:last])
            continue
        if first < last:
            yield "-", "".join(old[first:last])
        if start < end:
            yield "+", "".join(new[start:end])
