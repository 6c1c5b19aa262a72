"""YAML and front matter to nodes that know their line and column.

Scalars stay text: whether `no`, `12:30` or `0123456` is a word, a time or a postcode is for the kind to
say, so YAML's own guessing of types never happens. The nodes are built from the parser's events in one
loop, hence no file can exhaust the stack, and anchors, aliases and tags, which editors do not need and
which can blow up, are reported instead of followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from msgspec import Struct

from intsite.problems import Problem, Span, problem

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7})( |$)", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
MAXIMUM_DEPTH = 20
"""Nested deeper than this, a file is damaged or hostile."""
MAXIMUM_BYTES = 300_000
"""Larger than this, a file is no words or facts of a person."""


class Scalar(Struct, frozen=True, kw_only=True):
    """A single value as it was written."""

    span: Span
    text: str
    quoted: bool = False
    """Whether it stood in quotes or in a block, so that an empty text was meant."""


class Sequence(Struct, frozen=True, kw_only=True):
    """A list."""

    span: Span
    items: tuple[Node, ...]


class Mapping(Struct, frozen=True, kw_only=True):
    """Names and values in the order of the file; no name occurs twice."""

    span: Span
    items: tuple[tuple[Scalar, Node], ...]

    def get(self, name: str) -> Node | None:
        """The value of `name`, or None."""
        return next((value for key, value in self.items if key.text == name), None)

    def __iter__(self) -> Iterator[tuple[Scalar, Node]]:
        return iter(self.items)


Node = Scalar | Sequence | Mapping


class Words(Struct, frozen=True, kw_only=True):
    """A Markdown file taken apart: its front matter and its body."""

    front: Mapping
    body: str
    body_line: int
    """1-based line of the file on which the body starts."""


def is_empty(node: Node) -> bool:
    """Whether the value was left out (`email:`), which counts as not being there."""
    if isinstance(node, Scalar):
        return not node.quoted and node.text.strip() in {"", "~", "null"}
    return not node.items


def read_text(file: Path, path: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of `file` with Unix line ends; `path` is what spans call it. Damaged text is empty."""
    if file.stat().st_size > MAXIMUM_BYTES:
        return "", (problem("file-too-large", Span(path=path), limit=MAXIMUM_BYTES // 1000),)
    return decode(file.read_bytes(), path)


def decode(content: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """Bytes to text, or what is wrong with them; text that is not worth parsing comes back empty."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return "", (problem("wrong-encoding", Span(path=path, line=line)),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    conflict = _CONFLICT.search(text)
    if conflict:
        return "", (problem("merge-conflict", _span_at(path, text, conflict.start(), 7)),)
    control = _CONTROL.search(text)
    if control:
        shown = f"U+{ord(control.group()):04X}"
        return "", (problem("control-character", _span_at(path, text, control.start(), 1), character=shown),)
    return text, ()


def _span_at(path: str, text: str, offset: int, length: int) -> Span:
    start = text.rfind("\n", 0, offset) + 1
    return Span(path=path, line=text.count("\n", 0, offset) + 1, column=offset - start + 1, length=length)


def parse_words(text: str, path: str) -> tuple[Words, tuple[Problem, ...]]:
    """Split a Markdown file into front matter (may be absent) and body."""
    start = Span(path=path, line=1, column=1)
    if not text.startswith("---\n"):
        return Words(front=Mapping(span=start, items=()), body=text, body_line=1), (
            problem("missing-front-matter", start),
        )
    end = text.find("\n---", 3)
    while end != -1 and text[end + 4 : end + 5] not in {"", "\n", " "}:
        end = text.find("\n---", end + 4)
    if end == -1:
        return Words(front=Mapping(span=start, items=()), body="", body_line=1), (
            problem("unclosed-front-matter", start),
        )
    front, problems = parse_yaml(text[4 : end + 1], path, first_line=2)
    body_start = text.find("\n", end + 1)
    body = text[body_start + 1 :] if body_start != -1 else ""
    body_line = text.count("\n", 0, end + 1) + 2
    return Words(front=front, body=body, body_line=body_line), problems


def parse_yaml(text: str, path: str, *, first_line: int = 1) -> tuple[Mapping, tuple[Problem, ...]]:
    """A YAML document whose top is a mapping; `first_line` is where `text` starts in its file.

    A document that cannot be read comes back empty with the problem that says why.
    """
    builder = _Builder(path, first_line - 1)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if not builder.take(event):
                break
    except yaml.MarkedYAMLError as error:
        builder.problems.append(_syntax_problem(error, text, path, first_line - 1))
        return _nothing(path, first_line), tuple(builder.problems)
    except yaml.YAMLError as error:
        builder.problems.append(problem("yaml-syntax", Span(path=path, line=first_line), reason=str(error)))
        return _nothing(path, first_line), tuple(builder.problems)
    root = builder.root
    if isinstance(root, Mapping):
        return root, tuple(builder.problems)
    if root is not None and not is_empty(root):
        builder.problems.append(problem("yaml-not-a-mapping", root.span))
    return _nothing(path, first_line), tuple(builder.problems)


def _nothing(path: str, line: int) -> Mapping:
    return Mapping(span=Span(path=path, line=line, column=1), items=())


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, path: str, offset: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    written = lines[line] if line < len(lines) else ""
    for number in (line, line - 1):
        if 0 <= number < len(lines) and "\t" in lines[number][: len(lines[number]) - len(lines[number].lstrip())]:
            tab = lines[number].index("\t")
            return problem("yaml-tab", Span(path=path, line=number + 1 + offset, column=tab + 1))
    span = Span(path=path, line=line + 1 + offset, column=column + 1)
    reason = " ".join(part for part in (error.context, error.problem) if part)
    if "mapping values are not allowed" in reason and ": " in written:
        return problem("yaml-colon", span)
    if "quoted scalar" in reason:
        return problem("yaml-quote", Span(path=path, line=_context_line(error, line) + 1 + offset))
    return problem("yaml-syntax", span, reason=reason)


def _context_line(error: yaml.MarkedYAMLError, otherwise: int) -> int:
    return error.context_mark.line if error.context_mark else otherwise


class _Open:
    """A list or mapping whose end has not come yet."""

    __slots__ = ("children", "is_mapping", "key", "names", "span")

    def __init__(self, span: Span, *, is_mapping: bool) -> None:
        self.span = span
        self.is_mapping = is_mapping
        self.children: list[Node | tuple[Scalar, Node]] = []
        self.key: Node | None = None
        self.names: dict[str, Span] = {}


class _Builder:
    """Nodes out of the parser's events, without recursion."""

    def __init__(self, path: str, offset: int) -> None:
        self.path = path
        self.offset = offset
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.stack: list[_Open] = []

    def take(self, event: yaml.Event) -> bool:
        """Take one event in; False when reading on makes no sense."""
        if isinstance(event, yaml.ScalarEvent):
            self._check_properties(event)
            self._add(Scalar(span=self._span(event), text=event.value, quoted=bool(event.style)))
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._check_properties(event)
            self.stack.append(_Open(self._span(event), is_mapping=isinstance(event, yaml.MappingStartEvent)))
            if len(self.stack) > MAXIMUM_DEPTH:
                self.problems.append(problem("yaml-too-deep", self._span(event), limit=MAXIMUM_DEPTH))
                return False
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._add(_close(self.stack.pop()))
        elif isinstance(event, yaml.AliasEvent):
            self.problems.append(problem("yaml-anchor", self._span(event), word=f"*{event.anchor}"))
            self._add(Scalar(span=self._span(event), text=""))
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self.problems.append(problem("yaml-second-document", self._span(event)))
            return False
        return True

    def _span(self, event: yaml.Event) -> Span:
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return Span(path=self.path, line=1 + self.offset)
        length = end.column - start.column if end.line == start.line else 1
        line = start.line + 1 + self.offset
        return Span(path=self.path, line=line, column=start.column + 1, length=max(length, 1))

    def _check_properties(self, event: yaml.NodeEvent) -> None:
        tag = getattr(event, "tag", None)
        if event.anchor or (tag and tag != "!"):
            word = f"&{event.anchor}" if event.anchor else str(tag)
            self.problems.append(problem("yaml-anchor", self._span(event), word=word))

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if not top.is_mapping:
            top.children.append(node)
        elif top.key is None:
            top.key = node
            if not isinstance(node, Scalar):
                self.problems.append(problem("yaml-key-not-a-word", node.span))
        else:
            self._pair(top, top.key, node)
            top.key = None

    def _pair(self, top: _Open, key: Node, value: Node) -> None:
        if not isinstance(key, Scalar):
            return
        first = top.names.get(key.text)
        if first is not None:
            self.problems.append(problem("duplicate-key", key.span, name=key.text, line=first.line))
            return
        top.names[key.text] = key.span
        top.children.append((key, value))


def _close(opened: _Open) -> Node:
    if opened.is_mapping:
        pairs = tuple(child for child in opened.children if isinstance(child, tuple))
        return Mapping(span=opened.span, items=pairs)
    nodes = tuple(child for child in opened.children if not isinstance(child, tuple))
    return Sequence(span=opened.span, items=nodes)
