"""How each entry stands in each language, worked out from the content itself and not from the dates of files."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from intsite.connections import Key
from intsite.markdown import INTRODUCTION
from intsite.parse import FRONT, Entry
from intsite.resolve import Site, outdated_sections

_TITLES = {
    FRONT: ("Titel und kurze Texte", "Title and short texts"),
    INTRODUCTION: ("Einleitung", "Introduction"),
    "term": ("Wort", "Word"),
    "explanation": ("Erklärung", "Explanation"),
}
"""What is no heading, in German and English; the last two are those of concepts of the glossary."""


class State(StrEnum):
    """From what is finished to what is not there."""

    CURRENT = "current"
    OUTDATED = "outdated"
    """Sections of the leading text are new, changed or gone since."""
    UNRECORDED = "unrecorded"
    """Nobody has recorded what it was made from, so nobody can know."""
    IN_PROGRESS = "in-progress"
    """Begun; readers do not see it."""
    MISSING = "missing"


class TranslationState(Struct, frozen=True, kw_only=True):
    """One entry in one language other than the one that leads."""

    key: Key
    language: str
    state: State
    path: str
    """Of the words file, also where it is yet to be written."""
    sections: tuple[str, ...] = ()
    """Ids of the sections that are new, changed or gone."""
    by_machine: bool = False
    is_reviewed: bool = False
    """By a native speaker."""


def states(site: Site) -> Iterator[TranslationState]:
    """Each published entry in each language of the site, in the order of both."""
    for entry in site.entries.values():
        source = site.source_of(entry)
        for language in site.config.languages:
            if language != source:
                yield state(site, entry, language)


def state(site: Site, entry: Entry, language: str) -> TranslationState:
    """An entry in a language other than the one that leads it."""
    leading, words = entry.words_in(site.source_of(entry)), entry.words_in(language)
    path = f"{entry.path}/{language}.md"
    if words is None or leading is None:
        begun = (entry.key, language) in site.connections.in_progress
        found = State.IN_PROGRESS if begun else State.MISSING
        return TranslationState(key=entry.key, language=language, state=found, path=path)
    made = words.translation
    sections = outdated_sections(words, leading)
    return TranslationState(
        key=entry.key,
        language=language,
        state=State.OUTDATED if sections else State.CURRENT if made and made.of else State.UNRECORDED,
        path=path,
        sections=sections,
        by_machine=bool(made and made.by_machine),
        is_reviewed=made.is_reviewed if made else True,
    )


def titles(site: Site, one: TranslationState, editor: str) -> dict[str, str]:
    """The sections of a state as people know them: the heading that leads; `editor` is `de` or `en`."""
    entry = site.entries.get(one.key)
    leading = entry.words_in(site.source_of(entry)) if entry else None
    headings = {heading.id: heading.text for heading in leading.headings} if leading else {}
    other = {name: pair[editor != "de"] for name, pair in _TITLES.items()}
    return {name: headings.get(name) or other.get(name) or f"#{name}" for name in one.sections}
