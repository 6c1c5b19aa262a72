"""The glossary: concepts of law, offices and daily life with their words and an explanation in each language.

The program brings one along that holds for every county. A county's own `content/vocabularies/glossary.yaml` adds
concepts, and replaces those whose id it uses again.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from intsite import source
from intsite.fields import Field, boolean
from intsite.fields.language import check_tag
from intsite.problems import Problem, Span, nearest, problem
from intsite.read import GLOSSARY, VOCABULARIES
from intsite.resources import shipped
from intsite.source import Node, Scalar, is_empty, parse_yaml, read_text

_LISTS = ("forms", "everyday", "official", "short", "unexplained")
_NAMES = ("term", *_LISTS, "explanation")
_EXPLAIN = Field(name="explain", type="boolean")
_EXAMPLE = "de: {term: Jobcenter, explanation: …}"


class Terms(Struct, frozen=True, kw_only=True):
    """What one language calls a concept."""

    preferred: str
    """The word that the site uses itself; empty where the language only explains the concept."""
    others: tuple[str, ...] = ()
    """Everyday words and `forms`."""
    official: tuple[str, ...] = ()
    """As offices and laws write it."""
    abbreviations: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    """Those of `others` that are the term in another spelling or form: they are explained where they stand on a page.
    Everyday words need no explanation."""
    unexplained: tuple[str, ...] = ()
    """Those that pages leave alone, since they often mean something else."""

    @property
    def all(self) -> tuple[str, ...]:
        """Every word for the concept, the preferred one first."""
        return tuple(filter(None, (self.preferred, *self.others, *self.official, *self.abbreviations)))

    @property
    def explained(self) -> tuple[str, ...]:
        """The words that are explained where they stand on a page."""
        words = filter(None, (self.preferred, *self.forms, *self.official, *self.abbreviations))
        return tuple(word for word in words if word not in self.unexplained)


class Concept(Struct, frozen=True, kw_only=True):
    """Something that people have to know, whatever it is called."""

    id: str
    terms: Mapping[str, Terms]
    """By BCP 47 tag."""
    explanation: Mapping[str, str]
    """One or two sentences by BCP 47 tag; plain text."""
    is_explained: bool = True
    """Whether its words are explained where they stand on a page; the glossary and the search know it anyway."""


class Glossary(Struct, frozen=True, kw_only=True, eq=False):
    """All concepts, in the order of the file; those of the county stand before those of the program.

    Of two glossaries none equals the other: what is made of one is remembered by it.
    """

    concepts: tuple[Concept, ...] = ()
    reviewed: frozenset[str] = frozenset()
    """Languages whose words a native speaker has read."""


def of_county(root: Path, path: str, source_language: str) -> tuple[Glossary, tuple[Problem, ...]]:
    """The glossary of a county, whose own file is `root`/`path`; without one, `path` is empty."""
    with_program = of_program()
    if path and with_program and (root / path).resolve() == with_program[0].resolve():
        return parse_glossary(root, path, source_language)
    general = _general(with_program, source_language)
    if not path:
        return general, ()
    own, problems = parse_glossary(root, path, source_language)
    taken = {concept.id for concept in own.concepts}
    concepts = (*own.concepts, *(concept for concept in general.concepts if concept.id not in taken))
    return Glossary(concepts=concepts, reviewed=own.reviewed or general.reviewed), problems


def of_program() -> tuple[Path, ...]:
    """The file that comes with the program, if there is one."""
    file = shipped(VOCABULARIES) / GLOSSARY
    return (file,) if file.is_file() else ()


@functools.cache
def _general(files: tuple[Path, ...], source_language: str) -> Glossary:
    return parse_glossary(files[0].parent, files[0].name, source_language)[0] if files else Glossary()


def parse_glossary(root: Path, path: str, source_language: str) -> tuple[Glossary, tuple[Problem, ...]]:
    """Read a glossary file; every concept needs a term and an explanation in the site's `source_language`."""
    text, in_text = read_text(root / path, path)
    top, in_yaml = parse_yaml(text, path)
    problems = [*in_text, *in_yaml]
    concepts: list[Concept] = []
    words: dict[tuple[str, str], str] = {}
    for key, node in top:
        if key.text == "reviewed":
            continue
        if not isinstance(node, source.Mapping):
            problems.append(problem("not-a-mapping", node.span, field=key.text, names=_EXAMPLE))
            continue
        concept = _concept(key, node, problems)
        concepts.append(concept)
        _complain_of_gaps(concept, key.span, source_language, problems)
        problems += _ambiguous(concept, key.span, words)
    reviewed = (item.text for item in _scalars("reviewed", top.get("reviewed"), problems))
    return Glossary(concepts=tuple(concepts), reviewed=frozenset(reviewed)), tuple(problems)


def _concept(key: Scalar, node: source.Mapping, problems: list[Problem]) -> Concept:
    terms: dict[str, Terms] = {}
    explanation: dict[str, str] = {}
    is_explained = True
    for name, value in node:
        if name.text == "explain":
            chosen, wrong = boolean.read(value, _EXPLAIN)
            problems += wrong
            is_explained = chosen is not False
            continue
        language, wrong = check_tag(name.text, name.span)
        problems += wrong
        if language is None or is_empty(value):
            continue
        terms[language], meaning = _in_language(name, value, problems)
        if meaning:
            explanation[language] = meaning
    return Concept(
        id=key.text,
        terms=MappingProxyType({language: found for language, found in terms.items() if found.all}),
        explanation=MappingProxyType(explanation),
        is_explained=is_explained,
    )


def _in_language(name: Scalar, node: Node, problems: list[Problem]) -> tuple[Terms, str]:
    """The words of a language and its explanation; a single value is the term."""
    if isinstance(node, Scalar):
        return Terms(preferred=node.text.strip()), ""
    if not isinstance(node, source.Mapping):
        problems.append(problem("not-a-mapping", node.span, field=name.text, names=", ".join(_NAMES)))
        return Terms(preferred=""), ""
    for key, _ in node:
        if key.text not in _NAMES:
            close = nearest(key.text, _NAMES)
            problems.append(problem("unknown-field", key.span, field=key.text, suggestion=close))
    lists = {each: tuple(item.text for item in _scalars(each, node.get(each), problems)) for each in _LISTS}
    terms = Terms(
        preferred=_single("term", node.get("term"), problems),
        others=(*lists["everyday"], *lists["forms"]),
        official=lists["official"],
        abbreviations=lists["short"],
        forms=lists["forms"],
        unexplained=lists["unexplained"],
    )
    return terms, _single("explanation", node.get("explanation"), problems)


def _single(name: str, node: Node | None, problems: list[Problem]) -> str:
    if node is None or isinstance(node, Scalar):
        return " ".join(node.text.split()) if node and not is_empty(node) else ""
    problems.append(problem("not-a-single-value", node.span, field=name, example="Jobcenter"))
    return ""


def _scalars(name: str, node: Node | None, problems: list[Problem]) -> Iterable[Scalar]:
    """The values of a list; a single one may stand without brackets."""
    if node is None or is_empty(node):
        return
    for item in node.items if isinstance(node, source.Sequence) else (node,):
        if isinstance(item, Scalar):
            if item.text.strip():
                yield item
        else:
            problems.append(problem("not-a-single-value", item.span, field=name, example="Jobcenter"))


def _complain_of_gaps(concept: Concept, span: Span, language: str, problems: list[Problem]) -> None:
    terms = concept.terms.get(language)
    if terms is None or not terms.preferred:
        problems.append(problem("concept-without-term", span, concept=concept.id, language=language))
    if language not in concept.explanation:
        problems.append(problem("concept-without-explanation", span, concept=concept.id, language=language))


def _ambiguous(concept: Concept, span: Span, words: dict[tuple[str, str], str]) -> Iterable[Problem]:
    """Words that two concepts of the file share; `words` remembers whose each is."""
    for language, terms in concept.terms.items():
        for word in dict.fromkeys(terms.all):
            other = words.setdefault((language, word.casefold()), concept.id)
            if other != concept.id:
                yield problem("ambiguous-word", span, word=word, language=language, other=other)
