"""The content folder to lists of files: which entry has which, and what lies there that belongs to no entry."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from intsite.config import TAG
from intsite.fields import IDENTIFIER
from intsite.kinds import Kind
from intsite.problems import Problem, Span, nearest, problem

VOCABULARIES = "vocabularies"
GLOSSARY = "glossary.yaml"
"""Lies among the vocabularies; it has a form of its own."""
MEDIA = (
    ".jpg",
    ".jpeg",
    ".png",
    ".webp",
    ".svg",
    ".pdf",
    ".opus",
    ".mp3",
    ".vtt",
    ".mp4",
    ".ics",
    ".odt",
    ".docx",
)
"""Endings of files that may lie beside an entry."""

_LEFT_BY_SYSTEMS = {".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep", ".gitignore", "README.md"}


class EntryFiles(Struct, frozen=True, kw_only=True):
    """The files of one entry, all in one folder."""

    kind: str
    id: str
    path: str
    """POSIX path of the folder from the project's root."""
    has_facts: bool
    languages: tuple[str, ...]
    """Of the words files, in alphabetical order."""
    media: tuple[str, ...] = ()


class Inventory(Struct, frozen=True, kw_only=True):
    """What lies in the content folder."""

    entries: tuple[EntryFiles, ...]
    vocabularies: tuple[str, ...]
    """Paths of the vocabulary files from the project's root."""
    glossary: str = ""
    """Path of the glossary, which lies among them; empty where the county has none of its own."""


def read(root: Path, kinds: Mapping[str, Kind], languages: tuple[str, ...]) -> tuple[Inventory, tuple[Problem, ...]]:
    """List `root`/content; nothing is opened, links that leave a folder are not followed."""
    problems: list[Problem] = []
    entries: list[EntryFiles] = []
    vocabularies: list[str] = []
    by_folder = {kind.folder: kind for kind in kinds.values()}
    content = root / "content"
    if not content.is_dir():
        return Inventory(entries=(), vocabularies=()), (problem("no-content", Span(path="content")),)
    for item in _sorted("content", content, problems):
        path = f"content/{item.name}"
        if item.name == VOCABULARIES and item.is_dir():
            vocabularies += _vocabularies(path, item.path, problems)
        elif item.is_dir() and item.name in by_folder:
            entries += _entries(by_folder[item.name], path, item.path, languages, problems)
        elif item.name not in _LEFT_BY_SYSTEMS:
            known = (*by_folder, VOCABULARIES)
            close = nearest(item.name, known)
            problems.append(problem("no-such-kind", Span(path=path), name=item.name, suggestion=close))
    glossary = f"content/{VOCABULARIES}/{GLOSSARY}"
    terms = tuple(path for path in vocabularies if path != glossary)
    found = Inventory(entries=tuple(entries), vocabularies=terms, glossary=glossary if glossary in vocabularies else "")
    return found, tuple(problems)


def _sorted(path: str, folder: str | Path, problems: list[Problem]) -> Iterator[os.DirEntry[str]]:
    """What lies in a folder, by name; links to elsewhere are reported, not followed."""
    with os.scandir(folder) as items:
        listed = sorted(items, key=lambda item: item.name)
    for item in listed:
        if item.is_symlink():
            problems.append(problem("symbolic-link", Span(path=f"{path}/{item.name}")))
        else:
            yield item


def _vocabularies(path: str, folder: str, problems: list[Problem]) -> Iterator[str]:
    for item in _sorted(path, folder, problems):
        if item.is_file() and item.name.endswith(".yaml"):
            yield f"{path}/{item.name}"
        elif item.name not in _LEFT_BY_SYSTEMS:
            problems.append(problem("stray-file", Span(path=f"{path}/{item.name}")))


def _entries(
    kind: Kind, path: str, folder: str, languages: tuple[str, ...], problems: list[Problem]
) -> Iterator[EntryFiles]:
    for item in _sorted(path, folder, problems):
        place = f"{path}/{item.name}"
        if item.name in _LEFT_BY_SYSTEMS:
            continue
        if not item.is_dir():
            problems.append(problem("stray-file", Span(path=place)))
        elif not IDENTIFIER.fullmatch(item.name):
            problems.append(problem("bad-entry-id", Span(path=place), id=item.name))
        else:
            yield _entry(kind.name, item.name, place, item.path, languages, problems)


def _entry(
    kind: str, identifier: str, path: str, folder: str, languages: tuple[str, ...], problems: list[Problem]
) -> EntryFiles:
    words: list[str] = []
    media: list[str] = []
    has_facts = False
    for item in _sorted(path, folder, problems):
        place = f"{path}/{item.name}"
        name, ending = os.path.splitext(item.name)  # noqa: PTH122  a `Path` for each of thousands takes long
        if item.is_dir():
            problems.append(problem("stray-file", Span(path=place)))
        elif item.name == "facts.yaml":
            has_facts = True
        elif ending == ".md" and item.name != "README.md":
            _take_language(name, languages, place, words, problems)
        elif ending.lower() in MEDIA:
            media.append(item.name)
        elif item.name not in _LEFT_BY_SYSTEMS:
            close = nearest(item.name, ("facts.yaml", *(f"{language}.md" for language in languages)))
            problems.append(problem("stray-file", Span(path=place), suggestion=close))
    if not words:
        problems.append(problem("entry-without-words", Span(path=path), language=languages[0]))
    return EntryFiles(
        kind=kind, id=identifier, path=path, has_facts=has_facts, languages=tuple(words), media=tuple(media)
    )


def _take_language(name: str, languages: tuple[str, ...], path: str, words: list[str], problems: list[Problem]) -> None:
    if not TAG.fullmatch(name):
        problems.append(problem("bad-language-file", Span(path=path), name=name, suggestion=nearest(name, languages)))
    elif name not in languages:
        known = ", ".join(languages)
        close = nearest(name, languages)
        problems.append(problem("language-not-of-site", Span(path=path), language=name, known=known, suggestion=close))
    else:
        words.append(name)
