"""The files of one entry and its kind to an `Entry`: values read, texts rendered as far as they can be alone."""

from __future__ import annotations

import datetime as dt
from collections import abc
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from intsite import fields, markdown
from intsite.fields import Record
from intsite.fields.prose import Prose
from intsite.kinds import Kind
from intsite.markdown import Document, Heading
from intsite.problems import Problem, Span, nearest, problem
from intsite.read import EntryFiles
from intsite.source import Mapping, Node, Scalar, is_empty, parse_words, parse_yaml, read_text

FRONT = ".front"
"""Stands for the front matter among section ids; no heading can have it."""

_YET_TO_COME = ("missing-field", "missing-value")
"""Problems that a translation in progress may have."""
_PICTURE_WORDS = ("alt", "caption")
_TRANSLATION_WORDS = ("by", "reviewed", "in-progress", "of", "made")


class PictureWords(Struct, frozen=True, kw_only=True):
    """What a picture shows, in one language."""

    file: str
    alternative: str | None
    caption: str
    span: Span


class Translation(Struct, frozen=True, kw_only=True):
    """How a text in another language than the leading one was made."""

    by_machine: bool = False
    is_reviewed: bool = True
    """By a native speaker."""
    is_in_progress: bool = False
    """Readers do not see it yet."""
    of: tuple[tuple[str, str], ...] = ()
    """Sections of the leading text and their digests when it was made; empty when nobody recorded them."""
    made: tuple[tuple[str, str], ...] = ()
    """Sections of this text and their digests as a machine left them; what says something else now is by a person."""


class Words(Struct, frozen=True, kw_only=True):
    """What an entry says in one language, but for the text itself."""

    language: str
    path: str
    title: str
    summary: str
    fields: Record
    """All front matter but pictures and translation; `prose` fields are `Document`s."""
    pictures: tuple[PictureWords, ...]
    translation: Translation | None
    headings: tuple[Heading, ...]
    """Those of the text."""
    digests: tuple[tuple[str, str], ...]
    """Section ids and digests; the front matter is `FRONT`."""
    is_readable: bool = True
    """False when title and summary are lost because the file or its front matter is damaged."""

    @property
    def is_in_progress(self) -> bool:
        """Whether they are a translation that nobody is to see yet."""
        return self.translation is not None and self.translation.is_in_progress


class Entry(Struct, frozen=True, kw_only=True):
    """One thing the county publishes."""

    kind: str
    id: str
    path: str
    """POSIX path of its folder from the project's root."""
    facts: Record
    words: abc.Mapping[str, Words]
    """By language, in the order of the files."""
    media: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Kind and id."""
        return self.kind, self.id

    @property
    def span(self) -> Span:
        """The place that problems of the whole entry name."""
        return Span(path=self.path)

    def words_in(self, language: str) -> Words | None:
        """The texts in exactly this language, or None."""
        return self.words.get(language)


def parse(
    files: EntryFiles, *, root: Path, kind: Kind, kind_names: frozenset[str]
) -> tuple[Entry, dict[str, Document], tuple[Problem, ...]]:
    """Read the files of one entry; its texts stand beside it, by language."""
    problems: list[Problem] = []
    facts = _facts(files, root, kind, problems)
    read = {language: _words_file(files, language, root, kind, kind_names, problems) for language in files.languages}
    words = {language: words for language, (words, _) in read.items()}
    entry = Entry(kind=files.kind, id=files.id, path=files.path, facts=facts, words=words, media=files.media)
    return entry, {language: text for language, (_, text) in read.items()}, tuple(problems)


def parse_example(
    kind: Kind, facts: Mapping, words: abc.Iterable[tuple[str, str]], identifier: str
) -> tuple[Entry, tuple[Problem, ...]]:
    """An entry out of a kind.yaml's `examples`."""
    problems: list[Problem] = []
    record = _check_facts(facts, kind, problems)
    path = f"{kind.folder}/{identifier}"
    parsed = {
        language: parse_words_text(text, f"{path}/{language}.md", language, kind, frozenset({kind.name}), problems)
        for language, text in words
    }
    return Entry(kind=kind.name, id=identifier, path=path, facts=record, words=parsed, media=()), tuple(problems)


def parse_words_text(
    text: str,
    path: str,
    language: str,
    kind: Kind,
    kind_names: frozenset[str],
    problems: list[Problem] | None = None,
) -> Words:
    """The words of one file that is not there, such as that of another day; its problems go into `problems`."""
    return _words(text, path, language, kind, kind_names, [] if problems is None else problems)[0]


def _facts(files: EntryFiles, root: Path, kind: Kind, problems: list[Problem]) -> Record:
    path = f"{files.path}/facts.yaml"
    if not files.has_facts:
        span = Span(path=files.path)
        required = [field.name for field in kind.facts if field.required]
        if required:
            problems.append(problem("missing-facts-file", span, fields=", ".join(required)))
        return _check_facts(Mapping(span=span, items=()), replace(kind, facts=()), problems)
    text, found = read_text(root / path, path)
    node, more = parse_yaml(text, path)
    problems += (*found, *more)
    return Record() if found or (more and not node.items) else _check_facts(node, kind, problems)


def _check_facts(node: Mapping, kind: Kind, problems: list[Problem]) -> Record:
    record, found = fields.read_mapping(node, kind.facts)
    problems += found
    written = {key.text for key, value in node if not is_empty(value)}
    for group in kind.at_least_one:
        if not written.intersection(group):
            problems.append(problem("missing-one-of", node.span, fields=", ".join(group)))
    for first, second in kind.order:
        if _rank(kind, first, record) > _rank(kind, second, record, otherwise=float("inf")):
            span = next((key.span for key, _ in node if key.text == second), node.span)
            problems.append(problem("wrong-order", span, first=first, second=second))
    return record


def _rank(kind: Kind, name: str, record: Record, otherwise: float = float("-inf")) -> float:
    """The value of a field as a number that can be compared: dates by their time, choices by their position."""
    value, field = record.get(name), kind.field(name)
    if isinstance(value, dt.datetime):
        return value.toordinal() + (value.hour * 60 + value.minute) / 1440
    if isinstance(value, dt.date):
        return float(value.toordinal())
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, str) and field and field.values:
        return float([choice for choice, _ in field.values].index(value))
    return otherwise


def _words_file(
    files: EntryFiles,
    language: str,
    root: Path,
    kind: Kind,
    kind_names: frozenset[str],
    problems: list[Problem],
) -> tuple[Words, Document]:
    path = f"{files.path}/{language}.md"
    text, found = read_text(root / path, path)
    problems += found
    nothing: list[Problem] = []
    return _words(text, path, language, kind, kind_names, nothing if found else problems)


def _words(
    text: str, path: str, language: str, kind: Kind, kind_names: frozenset[str], problems: list[Problem]
) -> tuple[Words, Document]:
    split, damage = parse_words(text, path)
    problems += damage
    is_readable = bool(split.front.items) or not damage
    special = {"images": split.front.get("images"), "translation": split.front.get("translation")}
    plain = Mapping(
        span=split.front.span, items=tuple(pair for pair in split.front.items if pair[0].text not in special)
    )
    translation = _translation(special["translation"], problems)
    record, found = fields.read_mapping(plain, kind.words)
    if translation and translation.is_in_progress:
        found = tuple(one for one in found if one.code not in _YET_TO_COME)
    problems += found if is_readable else ()
    body, found = markdown.render(split.body, path=path, first_line=split.body_line, kinds=kind_names)
    problems += found
    title, summary = str(record.get("title") or ""), str(record.get("summary") or "")
    rendered, longer = _render_prose(record, text.split("\n"), path, kind_names, problems)
    front = markdown.bare_digest(title, summary, *longer)
    words = Words(
        language=language,
        path=path,
        title=title,
        summary=summary,
        fields=rendered,
        pictures=tuple(_pictures(special["images"], problems)),
        translation=translation,
        headings=body.headings,
        digests=((FRONT, front), *((section.id, section.digest) for section in body.sections)),
        is_readable=is_readable,
    )
    return words, body.document


def _render_prose(
    record: Record, lines: list[str], path: str, kind_names: frozenset[str], problems: list[Problem]
) -> tuple[Record, list[str]]:
    """`Prose` values as `Document`s, and their words without markup; `lines` are those of the file."""
    rendered: list[tuple[str, object]] = []
    texts: list[str] = []
    for name, value in record:
        if isinstance(value, Prose):
            span = value.span
            is_block = lines[span.line - 1][span.column - 1 :].startswith(("|", ">"))
            first = span.line + 1 if is_block else span.line
            longer, found = markdown.render(
                value.text, path=path, first_line=first, kinds=kind_names, lines=lines[first - 1 :]
            )
            problems += found
            rendered.append((name, longer.document))
            texts.append(longer.text)
        else:
            rendered.append((name, value))
    return Record(items=tuple(rendered)), texts


def _pictures(node: Node | None, problems: list[Problem]) -> abc.Iterable[PictureWords]:
    if node is None:
        return
    if not isinstance(node, Mapping):
        problems.append(problem("not-a-mapping", node.span, field="images", names="entrance.jpg: {alt: …}"))
        return
    for key, about in node:
        if not isinstance(about, Mapping):
            problems.append(problem("not-a-mapping", about.span, field=key.text, names="alt, caption"))
            continue
        _check_names(about, _PICTURE_WORDS, problems)
        alternative = _text(about, "alt")
        yield PictureWords(file=key.text, alternative=alternative, caption=_text(about, "caption") or "", span=key.span)


def _translation(node: Node | None, problems: list[Problem]) -> Translation | None:
    if node is None:
        return None
    if not isinstance(node, Mapping):
        problems.append(problem("not-a-mapping", node.span, field="translation", names=", ".join(_TRANSLATION_WORDS)))
        return None
    _check_names(node, _TRANSLATION_WORDS, problems)
    by = _text(node, "by") or "human"
    if by not in {"human", "machine"}:
        span = (node.get("by") or node).span
        problems.append(
            problem(
                "bad-choice",
                span,
                value=by,
                field="by",
                allowed="human, machine",
                suggestion=nearest(by, ("human", "machine")),
            )
        )
    reviewed, in_progress = (_yes_or_no(node, name, problems) for name in ("reviewed", "in-progress"))
    return Translation(
        by_machine=by == "machine",
        is_reviewed=(by != "machine") if reviewed is None else reviewed,
        is_in_progress=bool(in_progress),
        of=_digests(node, "of"),
        made=_digests(node, "made"),
    )


def _digests(node: Mapping, name: str) -> tuple[tuple[str, str], ...]:
    value = node.get(name)
    pairs = value if isinstance(value, Mapping) else ()
    return tuple((key.text, digest.text) for key, digest in pairs if isinstance(digest, Scalar))


def _yes_or_no(node: Mapping, name: str, problems: list[Problem]) -> bool | None:
    written = _text(node, name)
    if written not in {None, "true", "false"}:
        span = (node.get(name) or node).span
        problems.append(problem("bad-choice", span, value=written, field=name, allowed="true, false"))
    return None if written is None else written == "true"


def _text(node: Mapping, name: str) -> str | None:
    value = node.get(name)
    return value.text.strip() if isinstance(value, Scalar) else None


def _check_names(node: Mapping, known: tuple[str, ...], problems: list[Problem]) -> None:
    problems += [
        problem("unknown-field", key.span, field=key.text, suggestion=nearest(key.text, known))
        for key, _ in node
        if key.text not in known
    ]
