"""Controlled terms with labels per language: data, since laws and figures change."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from intsite.fields import Labels
from intsite.problems import Problem, nearest, problem
from intsite.source import Mapping, Node, Scalar, parse_yaml, read_text


class Term(Struct, frozen=True, kw_only=True):
    """A term of a vocabulary."""

    id: str
    labels: Labels
    description: Labels = Labels()
    order: int = 0
    """Position in the file."""


class Vocabulary(Struct, frozen=True, kw_only=True):
    """A list of terms; the file's name is its name."""

    name: str
    path: str
    terms: tuple[Term, ...]

    def get(self, identifier: str) -> Term | None:
        """The term of that id, or None."""
        return next((term for term in self.terms if term.id == identifier), None)


def parse_vocabulary(root: Path, path: str, source: str) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """Read a vocabulary file; every term needs a label in the site's `source` language."""
    text, problems = read_text(root / path, path)
    found: list[Problem] = list(problems)
    top, problems = parse_yaml(text, path)
    found += problems
    terms = []
    for order, (key, node) in enumerate(top):
        if not isinstance(node, Mapping):
            found.append(problem("not-a-mapping", node.span, field=key.text, names="labels, description"))
            continue
        labels = _labels(node.get("labels"), found)
        if labels.get(source) is None:
            found.append(problem("term-without-label", key.span, term=key.text, language=source))
        description = _labels(node.get("description"), found)
        terms.append(Term(id=key.text, labels=labels, description=description, order=order))
        for name, _ in node:
            if name.text not in {"labels", "description"}:
                close = nearest(name.text, ("labels", "description"))
                found.append(problem("unknown-field", name.span, field=name.text, suggestion=close))
    return Vocabulary(name=Path(path).stem, path=path, terms=tuple(terms)), tuple(found)


def _labels(node: Node | None, problems: list[Problem]) -> Labels:
    if isinstance(node, Scalar):
        return Labels(texts=(("", node.text),))
    if not isinstance(node, Mapping):
        return Labels()
    texts = []
    for key, value in node:
        if isinstance(value, Scalar):
            texts.append((key.text, value.text))
        else:
            problems.append(problem("not-a-single-value", value.span, field=key.text, found="list", example="Text"))
    return Labels(texts=tuple(texts))
