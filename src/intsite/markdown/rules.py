"""The parser, and how it writes what goes beyond CommonMark."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.container import container_plugin

from intsite.markdown.collect import Collector
from intsite.markdown.document import BoxLabel, EntryLink, FactQuote, FileLink, FileNote, ImageUse, Link
from intsite.markdown.words import plain_text
from intsite.problems import Span, nearest, problem

BOXES = ("important", "tip", "warning", "example")
OUTSIDE_SCHEMES = ("https", "http", "mailto", "tel", "geo", "sms")

_FACT = re.compile(r"\{((?:[a-z][a-z-]*:[a-z0-9-]+\.)?[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*)\}")
_HEADING_ID = re.compile(r"\s*\{#([\w-]+)\}\s*$")
"""Letters of any script: translations repeat the id that a heading without one has from its words."""
_FILE = re.compile(r"(?:\./)?([^/?#]+\.(?:pdf|odt|docx|ics|mp3|opus|mp4|jpe?g|png|webp|svg))", re.IGNORECASE)
"""A document or picture in the entry's folder, see `read.MEDIA`."""
_MOST_SEARCHING = 10_000_000
"""Brackets of a paragraph times its characters: 2,000 links on ten pages of a book without a break."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)


@functools.cache
def parser() -> MarkdownIt:
    """The one parser of the program; it keeps nothing between texts."""
    made = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    made.disable("html_block").disable("html_inline")
    made.use(attrs_plugin, spans=True, allowed=("lang",))
    for box in BOXES:
        made.use(container_plugin, box, render=_render_box)
    made.use(container_plugin, "details", render=_render_details)
    made.block.ruler.before("fence", "comment", _comment_rule, {"alt": ["paragraph", "blockquote", "list"]})
    made.inline.ruler.before("link", "fact", _fact_rule)
    made.core.ruler.before("inline", "brackets", _brackets_rule)
    made.core.ruler.before("inline", "heading_id", _heading_id_rule)
    made.core.ruler.after("inline", "isolate", _isolate_rule)
    for name, rule in _RENDER_RULES.items():
        made.add_render_rule(name, rule)
    return made


def _comment_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  markdown-it's signature
    """Lines from one that begins with `<!--` to one that ends with `-->`: a note that nobody but editors sees."""
    if state.is_code_block(start) or not _line(state, start).startswith("<!--"):
        return False
    for line in range(start, end):
        if _line(state, line).endswith("-->"):
            if not silent:
                state.line = line + 1
            return True
    return False


def _line(state: StateBlock, number: int) -> str:
    """A line without the indentation and the marks of the blocks around it."""
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()


def _brackets_rule(state: StateCore) -> None:
    """From each bracket on, markdown-it looks for the end of a link in all that follows: masses take minutes."""
    for inline in state.tokens:
        count = inline.content.count("[") if inline.type == "inline" else 0
        if count * len(inline.content) > _MOST_SEARCHING:
            collector: Collector = state.env["collector"]
            place = Span(path=collector.path, line=collector.offset + (inline.map or [0])[0])
            collector.problems.append(problem("too-many-brackets", place, count=count))
            inline.content = ""


def _heading_id_rule(state: StateCore) -> None:
    """`## Documents {#documents}`: the id of the heading."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type != "heading_open":
            continue
        found = _HEADING_ID.search(inline.content)
        if found:
            inline.content = inline.content[: found.start()]
            opening.attrSet("id", found[1])


def _isolate_rule(state: StateCore) -> None:
    """`[word]{lang=de}`: an element with a direction of its own, so that it stands right in a text that runs back."""
    for inline in state.tokens:
        for token in inline.children or ():
            if token.type in {"span_open", "span_close"}:
                token.tag = "bdi"


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
    collector: Collector = env["collector"]
    written = tokens[index].content
    entry, _, names = written.partition(".") if ":" in written else ("", "", written)
    kind, _, identifier = entry.partition(":")
    span = collector.place("{" + written + "}")
    return collector.mark(FactQuote(kind=kind, id=identifier, names=tuple(names.split(".")), span=span))


def _render_link_open(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: dict[str, Any]) -> str:
    collector: Collector = env["collector"]
    target = str(tokens[index].attrGet("href") or "")
    text, is_empty = _link_text(tokens, index)
    span = _place_of_link(collector, target)
    found = _SCHEME.fullmatch(target)
    scheme, rest = (found[1], found[2]) if found else ("", target)
    if scheme in collector.kinds:
        identifier, _, fragment = unquote(rest).partition("#")
        collector.wrapped.append("</a>")
        collector.links.append(Link(target=target, text=text, span=span))
        return collector.mark(EntryLink(kind=scheme, id=identifier, fragment=fragment, titled=not is_empty, span=span))
    file = _FILE.fullmatch(unquote(rest)) if not scheme else None
    if scheme and scheme.lower() not in OUTSIDE_SCHEMES:
        close = nearest(scheme, (*sorted(collector.kinds), *OUTSIDE_SCHEMES))
        collector.problems.append(problem("unknown-link-scheme", span, scheme=scheme, suggestion=close))
    elif not scheme and not file and not rest.startswith("#"):
        collector.problems.append(problem("link-to-nowhere", span, target=target))
    if is_empty:
        collector.problems.append(problem("empty-link-text", span, target=target))
    written = unquote(target) if target.startswith("#") else target
    collector.links.append(Link(target=written, text=text, span=span))
    if file:
        collector.wrapped.append(collector.mark(FileNote(file=file[1])) + "</a>")
        return collector.mark(FileLink(file=file[1], span=span))
    return _opening(collector, target, scheme, text)


def _place_of_link(collector: Collector, target: str) -> Span:
    """Where a link stands: markdown-it escapes letters beyond ASCII, which editors do not."""
    span = collector.place(target or "](")
    return span if span.column else collector.place(unquote(target))


def _opening(collector: Collector, target: str, scheme: str, text: str) -> str:
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


def _render_link_close(
    _renderer: Any, _tokens: Sequence[Token], _index: int, _options: Any, env: dict[str, Any]
) -> str:
    closing: str = env["collector"].wrapped.pop()
    return closing


def _render_image(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: dict[str, Any]) -> str:
    collector: Collector = env["collector"]
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
    collector: Collector = env["collector"]
    title = token.info.strip().removeprefix("details").strip()
    if not title:
        collector.problems.append(
            problem(
                "details-without-title",
                Span(path=collector.path, line=(token.map or [0])[0] + collector.offset),
            )
        )
    shown = parser().renderInline(title, env).strip()
    return f'<details class="details"><summary>{shown}</summary><div class="details__content">\n'


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
    style = str(tokens[index].attrs.pop("style", ""))
    return f'<th scope="col"{_alignment(style)}>' if _heads(tokens, index) else "<td>"


def _render_th_close(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: dict[str, Any]) -> str:
    return "</th>" if _heads(tokens, index - 2) else "</td>"


def _heads(tokens: Sequence[Token], index: int) -> bool:
    """Whether the cell that opens at `index` says anything: the corner of a table is empty and heads no column."""
    return bool(tokens[index + 1].content.strip())


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
    "th_close": _render_th_close,
    "td_open": _render_td_open,
}
