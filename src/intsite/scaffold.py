"""What `intsite new` and `intsite init` write: the files of an entry, and of a county's new repository.

The functions give paths and texts; only `write` touches the disk, and it never replaces a file.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from intsite import __version__, describe, skeletons
from intsite import kinds as kinds_of
from intsite.config import Config
from intsite.fields import IDENTIFIER
from intsite.kinds import Kind
from intsite.problems import Problem, Span, nearest, problem
from intsite.public_holidays import LANDS
from intsite.read import GLOSSARY, VOCABULARIES
from intsite.resources import shipped
from intsite.skeletons import Known
from intsite.source import Scalar, parse_yaml, read_text
from intsite.vocabularies import Vocabulary, parse_vocabulary

STARTER_LANGUAGES = ("de", "en")
"""In which the first pages of a new repository are written; one of them has to lead."""

_DOT = "dot-"
"""Stands for the dot of a hidden file, which packaging would leave out."""
_SCHEMAS = ".vscode/schemas"
_WORDS = re.compile(r"content/.*/([A-Za-z-]+)\.md")


class FolderNotEmptyError(FileExistsError):
    """`init` was given a folder in which something lies already: wrong usage, not wrong content."""


def new(
    kind: str,
    identifier: str,
    *,
    languages: Iterable[str] = (),
    config: Config,
    kinds: Mapping[str, Kind],
    today: dt.date,
    editor: str = "de",
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The files of a new entry, or of new translations of one that exists: path from the root to text.

    Without `languages` the site's source language. The first language of a new entry leads. `editor` is the
    language of the comments. Where anything is wrong there are problems and no files.
    """
    found = kinds.get(kind)
    if found is None:
        return {}, (_unknown_kind(kind, kinds),)
    folder = f"content/{found.folder}/{identifier}"
    wanted = tuple(dict.fromkeys(languages)) or (config.source,)
    problems = tuple(_mistakes(identifier, folder, wanted, config))
    if problems:
        return {}, problems
    source = _source_of(folder, config)
    known = Known(
        today=today,
        source_language="" if source or wanted[0] == config.source else wanted[0],
        vocabularies=_vocabularies(config),
        editor=editor,
    )
    if source:
        original, _ = read_text(config.root / folder / f"{source}.md", f"{folder}/{source}.md")
        texts = {language: skeletons.translation(found, known, original, source, kinds) for language in wanted}
        return {f"{folder}/{language}.md": text for language, text in texts.items()}, ()
    files = {f"{folder}/{language}.md": skeletons.words(found, known) for language in wanted}
    facts = f"{folder}/facts.yaml"
    if not (config.root / facts).exists():
        files = {facts: skeletons.facts(found, known), **files}
    return files, ()


def _unknown_kind(kind: str, kinds: Mapping[str, Kind]) -> Problem:
    """Suggests the kind also to somebody who wrote its folder or what people call it."""
    names = {name: name for name in kinds}
    for name, known in kinds.items():
        for called in (known.folder, *(text for _, text in (*known.one.texts, *known.many.texts))):
            names.setdefault(called.casefold(), name)
    close = nearest(kind.casefold(), names)
    return problem(
        "unknown-kind",
        Span(path="content"),
        name=kind,
        known=", ".join(kinds),
        suggestion=names.get(close, ""),
    )


def _mistakes(identifier: str, folder: str, wanted: tuple[str, ...], config: Config) -> Iterable[Problem]:
    if not IDENTIFIER.fullmatch(identifier):
        yield problem("bad-entry-id", Span(path=folder), id=identifier)
        return
    for language in wanted:
        span = Span(path=f"{folder}/{language}.md")
        if language not in config.languages:
            listed, close = ", ".join(config.languages), nearest(language, config.languages)
            yield problem("language-not-of-site", span, language=language, known=listed, suggestion=close)
        elif (config.root / span.path).exists():
            yield problem("entry-exists", span)


def _source_of(folder: str, config: Config) -> str:
    """The language that leads an entry that exists; empty when it has no words yet."""
    written = [tag for tag in config.languages if (config.root / folder / f"{tag}.md").exists()]
    path = f"{folder}/facts.yaml"
    chosen = None
    if (config.root / path).is_file():
        text, _ = read_text(config.root / path, path)
        chosen = parse_yaml(text, path)[0].get("source-language")
    preferred = (chosen.text.strip() if isinstance(chosen, Scalar) else "", config.source, *written[:1])
    return next((language for language in preferred if language in written), "")


def _vocabularies(config: Config) -> dict[str, Vocabulary]:
    files = sorted((config.content / VOCABULARIES).glob("*.yaml"))
    paths = (file.relative_to(config.root).as_posix() for file in files if file.name != GLOSSARY)
    found = (parse_vocabulary(config.root, path, config.source)[0] for path in paths)
    return {vocabulary.name: vocabulary for vocabulary in found}


def init(folder: Path, *, name: str, languages: Iterable[str] = ("de", "en"), land: str = "") -> dict[str, str]:
    """The files of a new county's repository, path in `folder` to text; it passes `intsite check` as it stands.

    `name` is the county's name, `languages` are BCP 47 tags of which the first leads and has to be one of
    `STARTER_LANGUAGES`, `land` is one of `public_holidays.LANDS` or empty. Raises `FolderNotEmptyError`, and
    `ValueError` for arguments that the command line should have refused.
    """
    if folder.exists() and (not folder.is_dir() or any(item.name != ".git" for item in folder.iterdir())):
        raise FolderNotEmptyError(str(folder))
    tags, county = tuple(dict.fromkeys(languages)), " ".join(name.split())
    if not county or not tags or tags[0] not in STARTER_LANGUAGES or land not in ("", *LANDS):
        raise ValueError((name, tags, land))
    values = {
        "county": county,
        "county-quoted": json.dumps(county, ensure_ascii=False),
        "languages": json.dumps(tags, ensure_ascii=False),
        "source": tags[0],
        "land": land,
        "version": __version__,
    }
    files = {}
    for path, text in _texts(shipped("starter")):
        target = "/".join(part.replace(_DOT, ".", 1) if part.startswith(_DOT) else part for part in path.split("/"))
        words = _WORDS.fullmatch(target)
        if not words or words[1] in tags:
            files[target] = _filled(text, values)
    vocabularies = ((path, text) for path, text in _texts(shipped(VOCABULARIES)) if path != GLOSSARY)
    files |= {f"content/{VOCABULARIES}/{path}": text for path, text in vocabularies}
    known, _ = kinds_of.discover([shipped("templates")], folder)
    schemas = describe.schemas(known, _SCHEMAS)
    files[".vscode/settings.json"] = schemas.pop(describe.SETTINGS)
    files |= {f"{_SCHEMAS}/{path}": text for path, text in schemas.items()}
    return files


def _texts(folder: Path) -> Iterable[tuple[str, str]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file.read_text(encoding="utf-8")


def _filled(text: str, values: Mapping[str, str]) -> str:
    """The text with each `@name@` replaced by its value."""
    return re.sub(r"@([a-z-]+)@", lambda match: values.get(match[1], match[0]), text)


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write `files` below `folder`, programs so that they run.

    Raises `FileExistsError` for one that is there already, before any other.
    """
    for path in files:
        if (folder / path).exists():
            raise FileExistsError(str(folder / path))
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        if text.startswith("#!"):
            target.chmod(0o755)
