"""Markdown to HTML in pieces, with its headings, links, sections and their digests.

markdown-it-py (CommonMark and tables) defines the result; raw HTML is off. What only `resolve` and `pages` can know, the
address of an entry, the value of a fact, the label of a box, stays a value between the strings of `Document.parts`.

Beyond CommonMark: `{#id}` after a heading, `[word]{lang=de}`, `{office:jobcenter.phones}` for the value of a fact, and
`::: important` … `:::` for boxes, with `::: details Title` for a fold.
"""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.container import container_plugin

from intsite.problems import Problem, Span, nearest, problem

BOXES = ("important", "tip", "warning", "example")
OUTSIDE_SCHEMES = ("https", "http", "mailto", "tel", "geo", "sms")

_MARK = "\x00"
"""Stands around the index of a part in the rendered string; text never holds it, since `source` refuses it."""
_FACT = re.compile(r"\{((?:[a-z][a-z-]*:[a-z0-9-]+\.)?[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*)\}")
_HEADING_ID = re.compile(r"\s*\{#([A-Za-z0-9_-]+)\}\s*$")
_HTML_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLink:
    """The opening of a link to an entry; `</a>` follows in the next string."""

    kind: str
    id: str
    fragment: str
    titled: bool
    """Whether the editor wrote a text; otherwise the entry's title is to be put in."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FactQuote:
    """The value of a fact, of this entry where `kind` and `id` are empty."""

    kind: str
    id: str
    names: tuple[str, ...]
    """Field, then names of record fields or positions in lists."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageUse:
    """A picture from the entry's folder."""

    file: str
    alternative: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxLabel:
    """The label of a box (`important`), in the language of the text."""

    box: str


Part = str | EntryLink | FactQuote | ImageUse | BoxLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading below the title."""

    level: int
    id: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The text from one heading to the next; `id` is `intro` before the first."""

    id: str
    digest: str
    """Eight hexadecimal digits over the words alone: not over white space, typography, link targets or quoted facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link as the editor wrote it."""

    target: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptUse:
    """The first word of a script, outside text marked with `lang`."""

    script: str
    word: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text, rendered as far as it can be without the rest of the site."""

    parts: tuple[Part, ...] = ()
    headings: tuple[Heading, ...] = ()
    sections: tuple[Section, ...] = ()
    links: tuple[Link, ...] = ()
    scripts: tuple[ScriptUse, ...] = ()
    text: str = ""
    """The words without markup, one block a line."""


def render(text: str, *, path: str, first_line: int, kinds: frozenset[str]) -> tuple[Document, tuple[Problem, ...]]:
    """Render `text`, which starts on `first_line` of `path`; `kinds` are the names that make `kind:id` an entry."""
    collector = _Collector(path=path, lines=text.split("\n"), offset=first_line, kinds=kinds)
    environment: dict[str, Any] = {"collector": collector}
    parser = _parser()
    tokens = parser.parse(text, environment)
    collector.survey(tokens)
    html = parser.renderer.render(tokens, parser.options, environment)
    document = Document(
        parts=tuple(collector.split(html)),
        headings=tuple(collector.headings),
        sections=tuple(collector.sections()),
        links=tuple(collector.links),
        scripts=tuple(collector.scripts.values()),
        text="\n".join(collector.blocks),
    )
    return document, tuple(collector.problems)


@dataclass(slots=True)
class _Collector:
    """What one run over one text finds."""

    path: str
    lines: list[str]
    offset: int
    kinds: frozenset[str]
    parts: list[Part] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    scripts: dict[str, ScriptUse] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    words: list[tuple[str, list[str]]] = field(default_factory=lambda: [("intro", [])])
    line: int = 0
    """0-based line of `lines` on which the current block starts."""
    wrapped: list[str] = field(default_factory=list)
    """What closes each open link."""
    searched: dict[tuple[int, str], int] = field(default_factory=dict)

    def mark(self, part: Part) -> str:
        self.parts.append(part)
        return f"{_MARK}{len(self.parts) - 1}{_MARK}"

    def split(self, html: str) -> list[Part]:
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
                    return Span(path=self.path, line=number + self.offset, column=start + 1, length=max(1, len(wanted)))
                skip -= 1
                start = self.lines[number].find(wanted, start + 1)
        return Span(path=self.path, line=self.line + self.offset)

    def report(self, code: str, wanted: str, *, suggestion: str = "", **arguments: object) -> None:
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
        span = Span(path=self.path, line=self.line + self.offset, column=1, length=max(1, len(self.lines[self.line])))
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
        self.headings.append(Heading(level=level, id=identifier, text=text, span=span))
        self.words.append((identifier, []))

    def _inline(self, token: Token) -> None:
        text = plain_text(token.children or ())
        self._words(text)
        marked = 0
        for child in token.children or ():
            if child.attrGet("lang"):
                marked += 1
            elif child.type == "span_close" and marked:
                marked -= 1
            elif child.type == "text":
                if not marked:
                    self._note_scripts(child.content)
                tag = _HTML_TAG.search(child.content)
                if tag:
                    self.report("raw-html", tag.group(), tag=tag.group())

    def _words(self, text: str) -> None:
        self.blocks.append(text)
        self.words[-1][1].append(_bare(text))

    def _note_scripts(self, text: str) -> None:
        if text.isascii():
            return
        for word in re.findall(r"[^\W\d_]+", text):
            script = script_of(word)
            if script not in {"", "Latin"} and script not in self.scripts:
                self.scripts[script] = ScriptUse(script=script, word=word, span=self.place(word))

    def sections(self) -> list[Section]:
        return [
            Section(id=identifier, digest=digest(" ".join(words)))
            for identifier, words in self.words
            if identifier != "intro" or words
        ]


def digest(words: str) -> str:
    """Eight hexadecimal digits that change when the words change."""
    return hashlib.blake2b(words.encode(), digest_size=4).hexdigest()


def _bare(text: str) -> str:
    """Text without what does not change its meaning: white space, kinds of quotation marks and dashes, soft hyphens."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    text = re.sub("[\u2018\u2019\u201a\u201b\u2039\u203a`´]", "'", text)
    text = re.sub("[\u201c\u201d\u201e\u201f\u00ab\u00bb]", '"', text)
    text = re.sub("[\u2010-\u2015]", "-", text)
    return " ".join(text.split())


def bare_digest(*texts: str) -> str:
    """The digest of words that stand outside a body, such as title and summary."""
    return digest(" ".join(_bare(text) for text in texts))


def plain_text(tokens: Sequence[Token]) -> str:
    """The visible words of inline tokens."""
    pieces = []
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            pieces.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            pieces.append(" ")
        elif token.type == "image":
            pieces.append(plain_text(token.children or ()))
    return "".join(pieces)


def slug(text: str) -> str:
    """An id for a heading: letters and digits of any script, words joined by hyphens."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower().replace("_", " "))
    return "-".join(words) or "section"


def _unique(wanted: str, taken: set[str]) -> str:
    identifier, number = wanted, 2
    while identifier in taken:
        identifier, number = f"{wanted}-{number}", number + 1
    return identifier


@functools.lru_cache(maxsize=4096)
def script_of(word: str) -> str:
    """The Unicode name of the script of a word's first letter, such as `Arabic`; empty for letters of no script."""
    name = unicodedata.name(word[0], "").split(" ")[0]
    known = {"ARABIC", "CYRILLIC", "ETHIOPIC", "GREEK", "HEBREW", "LATIN", "DEVANAGARI", "GEORGIAN", "ARMENIAN", "CJK"}
    return name.title() if name in known else ""


@functools.cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    parser.disable("html_block").disable("html_inline")
    parser.use(attrs_plugin, spans=True, allowed=("lang",))
    for box in BOXES:
        parser.use(container_plugin, box, render=_render_box)
    parser.use(container_plugin, "details", render=_render_details)
    parser.inline.ruler.before("link", "fact", _fact_rule)
    parser.core.ruler.before("inline", "heading_id", _heading_id_rule)
    for name, rule in _RENDER_RULES.items():
        parser.add_render_rule(name, rule)
    return parser


def _heading_id_rule(state: StateCore) -> None:
    """`## Documents {#documents}`: the id of the heading."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type != "heading_open":
            continue
        found = _HEADING_ID.search(inline.content)
        if found:
            inline.content = inline.content[: found.start()]
            opening.attrSet("id", found[1])


def _fact_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it's signature
    """`{office:jobcenter.phones}`: the value of a fact."""
    if state.src[state.pos] != "{":
        return False
    found = _FACT.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("fact", "", 0)
        token.content = found[1]
    state.pos = found.end()
    return True


def _render_fact(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: dict[str, Any]) -> str:
    collector: _Collector = env["collector"]
    written = tokens[index].content
    entry, _, names = written.partition(".") if ":" in written else ("", "", written)
    kind, _, identifier = entry.partition(":")
    span = collector.place("{" + written + "}")
    return collector.mark(FactQuote(kind=kind, id=identifier, names=tuple(names.split(".")), span=span))


def _render_link_open(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: dict[str, Any]) -> str:
    collector: _Collector = env["collector"]
    target = str(tokens[index].attrGet("href") or "")
    text, is_empty = _link_text(tokens, index)
    span = collector.place(target if target else "](")
    found = _SCHEME.fullmatch(target)
    scheme, rest = (found[1], found[2]) if found else ("", target)
    if scheme in collector.kinds:
        identifier, _, fragment = rest.partition("#")
        collector.wrapped.append("</a>")
        collector.links.append(Link(target=target, text=text, span=span))
        return collector.mark(
            EntryLink(kind=scheme, id=identifier, fragment=fragment, titled=not is_empty, span=span)
        )
    if scheme and scheme.lower() not in OUTSIDE_SCHEMES:
        close = nearest(scheme, (*sorted(collector.kinds), *OUTSIDE_SCHEMES))
        collector.problems.append(problem("unknown-link-scheme", span, scheme=scheme, suggestion=close))
    elif not scheme and not rest.startswith("#"):
        collector.problems.append(problem("link-to-nowhere", span, target=target))
    if is_empty:
        collector.problems.append(problem("empty-link-text", span, target=target))
    collector.links.append(Link(target=target, text=text, span=span))
    return _opening(collector, target, scheme, text)


def _opening(collector: _Collector, target: str, scheme: str, text: str) -> str:
    """The opening tag; addresses and numbers shown as text stay left to right."""
    shows_itself = scheme in {"tel", "mailto", "sms"} or text.startswith(("http://", "https://", "www."))
    collector.wrapped.append("</bdi></a>" if shows_itself else "</a>")
    return f'<a href="{escapeHtml(target)}">' + ('<bdi dir="ltr">' if shows_itself else "")


def _link_text(tokens: Sequence[Token], index: int) -> tuple[str, bool]:
    inside: list[Token] = []
    for token in tokens[index + 1 :]:
        if token.type == "link_close":
            break
        inside.append(token)
    text = plain_text(inside).strip()
    return text, not text and not any(token.type == "fact" for token in inside)


def _render_link_close(_renderer: Any, _tokens: Sequence[Token], _index: int, _options: Any, env: dict[str, Any]) -> str:
    closing: str = env["collector"].wrapped.pop()
    return closing


def _render_image(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: dict[str, Any]) -> str:
    collector: _Collector = env["collector"]
    token = tokens[index]
    file = str(token.attrGet("src") or "")
    alternative = plain_text(token.children or ())
    span = collector.place(file or "![")
    if _SCHEME.match(file) or file.startswith("//"):
        collector.problems.append(problem("remote-image", span, url=file))
        return escapeHtml(alternative)
    return collector.mark(ImageUse(file=file, alternative=alternative, span=span))


def _render_box(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    token = tokens[index]
    if token.nesting < 0:
        return "</div>\n"
    box = token.info.strip().split(" ")[0]
    label = env["collector"].mark(BoxLabel(box=box))
    return f'<div class="box box--{box}"><p class="box__label">{label}</p>\n'


def _render_details(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    token = tokens[index]
    if token.nesting < 0:
        return "</div></details>\n"
    collector: _Collector = env["collector"]
    title = token.info.strip().removeprefix("details").strip()
    if not title:
        collector.problems.append(
            problem("details-without-title", Span(path=collector.path, line=(token.map or [0])[0] + collector.offset))
        )
    return f'<details class="details"><summary>{escapeHtml(title)}</summary><div class="details__content">\n'


def _render_block_open(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    """Any block: remember its line, so that the links in it are found."""
    token = tokens[index]
    if token.map:
        env["collector"].line = token.map[0]
    rendered: str = renderer.renderToken(tokens, index, options, env)
    return rendered


def _render_table_open(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    return '<div class="table">' + _render_block_open(renderer, tokens, index, options, env)


def _render_table_close(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    return str(renderer.renderToken(tokens, index, options, env)).rstrip("\n") + "</div>\n"


def _render_th_open(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    token = tokens[index]
    style = str(token.attrs.pop("style", ""))
    return f'<th scope="col"{_alignment(style)}>'


def _render_td_open(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    style = str(tokens[index].attrs.pop("style", ""))
    return f"<td{_alignment(style)}>"


def _alignment(style: str) -> str:
    """Column alignment as a class: the Content-Security-Policy allows no inline style."""
    side = style.removeprefix("text-align:")
    return f' class="align-{ {"left": "start", "right": "end"}.get(side, side) }"' if side else ""


_RENDER_RULES = {
    "fact": _render_fact,
    "link_open": _render_link_open,
    "link_close": _render_link_close,
    "image": _render_image,
    "paragraph_open": _render_block_open,
    "heading_open": _render_block_open,
    "list_item_open": _render_block_open,
    "tr_open": _render_block_open,
    "blockquote_open": _render_block_open,
    "table_open": _render_table_open,
    "table_close": _render_table_close,
    "th_open": _render_th_open,
    "td_open": _render_td_open,
}
