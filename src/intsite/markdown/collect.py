"""What one run over a text finds: parts, headings, sections, links, scripts, problems."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from intsite.markdown.document import INTRODUCTION, Heading, Link, Part, ScriptUse, Section
from intsite.markdown.words import bare, digest, plain_text, script_of, slug
from intsite.problems import Problem, Span, problem

_MARK = "\x00"
"""Stands around the index of a part in the rendered string; text never holds it, since `source` refuses it."""
_LETTERS = re.compile(r"[^\W\d_]+")
_EXPECTED = frozenset({"", "Latin"})
"""Scripts that may stand in any text."""
_HTML_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")


@dataclass(slots=True)
class Collector:
    """What one run over one text finds."""

    path: str
    lines: Sequence[str]
    offset: int
    kinds: frozenset[str]
    parts: list[Part] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    scripts: dict[str, ScriptUse] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    words: list[tuple[str, list[str]]] = field(default_factory=lambda: [(INTRODUCTION, [])])
    line: int = 0
    """0-based line of `lines` on which the current block starts."""
    wrapped: list[str] = field(default_factory=list)
    """What closes each open link."""
    searched: dict[tuple[int, str], int] = field(default_factory=dict)

    def mark(self, part: Part) -> str:
        """Keep a part and give what stands for it in the HTML."""
        self.parts.append(part)
        return f"{_MARK}{len(self.parts) - 1}{_MARK}"

    def split(self, html: str) -> list[Part]:
        """The HTML with its parts in their places."""
        pieces = html.split(_MARK)
        return [piece if index % 2 == 0 else self.parts[int(piece)] for index, piece in enumerate(pieces) if piece]

    def place(self, wanted: str) -> Span:
        """Where `wanted` stands from the current block on; each further call with the same text finds the next one."""
        key = (self.line, wanted)
        skip = self.searched.get(key, 0)
        self.searched[key] = skip + 1
        for number in range(self.line, min(self.line + 200, len(self.lines))):
            start = self.lines[number].find(wanted)
            while start != -1:
                if skip == 0:
                    return Span(
                        path=self.path,
                        line=number + self.offset,
                        column=start + 1,
                        length=max(1, len(wanted)),
                    )
                skip -= 1
                start = self.lines[number].find(wanted, start + 1)
        return Span(path=self.path, line=self.line + self.offset)

    def report(self, code: str, wanted: str, *, suggestion: str = "", **arguments: object) -> None:
        """Note a problem at the place of `wanted`."""
        self.problems.append(problem(code, self.place(wanted), suggestion=suggestion, **arguments))

    def survey(self, tokens: Sequence[Token]) -> None:
        """Read headings, text and sections off the token stream, before it is rendered."""
        taken: set[str] = set()
        for position, token in enumerate(tokens):
            if token.map:
                self.line = token.map[0]
            if token.type == "heading_open":
                self._heading(token, tokens[position + 1], taken)
            elif token.type == "inline":
                self._inline(token)
            elif token.type in {"fence", "code_block"}:
                self._words(token.content)
        self.searched.clear()

    def _heading(self, token: Token, inline: Token, taken: set[str]) -> None:
        level = int(token.tag[1])
        text = plain_text(inline.children or ())
        written = self.lines[self.line] if self.line < len(self.lines) else ""
        span = Span(path=self.path, line=self.line + self.offset, column=1, length=max(1, len(written)))
        above = self.headings[-1].level if self.headings else 1
        if not text.strip():
            self.problems.append(problem("empty-heading", span))
        elif level == 1:
            self.problems.append(problem("heading-level-one", span, text=text))
        elif level > above + 1:
            self.problems.append(problem("skipped-heading-level", span, level=level, above=above))
        fixed = token.attrGet("id")
        identifier = str(fixed) if fixed else _unique(slug(text), taken)
        if fixed and fixed in taken:
            self.problems.append(problem("duplicate-heading-id", span, id=fixed))
        taken.add(identifier)
        token.attrSet("id", identifier)
        self.headings.append(Heading(level=level, id=identifier, text=text))
        self.words.append((identifier, []))

    def _inline(self, token: Token) -> None:
        text = plain_text(token.children or ())
        self._words(text)
        marked: list[bool] = []
        for child in token.children or ():
            if child.nesting > 0:
                marked.append(child.attrGet("lang") is not None)
            elif child.nesting < 0:
                marked.pop()
            elif child.type == "text":
                if not any(marked):
                    self._note_scripts(child.content)
                tag = _HTML_TAG.search(child.content)
                if tag:
                    self.report("raw-html", tag.group(), tag=tag.group())

    def _words(self, text: str) -> None:
        self.blocks.append(text)
        self.words[-1][1].append(bare(text))

    def _note_scripts(self, text: str) -> None:
        # A text has few different letters, and a file mostly one script: its words are looked at once.
        if text.isascii() or self.scripts.keys() >= set(map(script_of, set(text))) - _EXPECTED:
            return
        for word in _LETTERS.findall(text):
            script = script_of(word[0])
            if script not in self.scripts and script not in _EXPECTED:
                self.scripts[script] = ScriptUse(script=script, word=word, span=self.place(word))

    def sections(self) -> list[Section]:
        """The sections in order; an empty introduction is none."""
        return [
            Section(id=identifier, digest=digest(" ".join(words)))
            for identifier, words in self.words
            if identifier != INTRODUCTION or words
        ]


def _unique(wanted: str, taken: set[str]) -> str:
    identifier, number = wanted, 2
    while identifier in taken:
        identifier, number = f"{wanted}-{number}", number + 1
    return identifier
