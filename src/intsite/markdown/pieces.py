"""The inline text of one block as pieces: plain words, and marks that a translator may move but not change."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from intsite.markdown.rules import parser
from intsite.markdown.words import plain_text

PAIRED = frozenset({"strong", "em", "lang", "link", "image"})
"""Kinds of marks that stand around words."""
_STYLES = frozenset({"strong", "em"})
_OPENS = {"strong_open": "strong", "em_open": "em", "span_open": "lang", "link_open": "link"}
_NEVER = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]+")
"""What no words file may hold, and line ends, of which a block has none."""
_SPECIAL = re.compile(r"[\\`*_\[\]<>&{}|~]|!$")
"""An exclamation mark only before a link, which would become a picture."""
_BEGINS_BLOCK = re.compile(r"(?m)^(\d*)([#+\-=:>.)])")
_ADDRESS = re.compile(r"[^\s<>()\\\"'%]+")


class Mark(Struct, frozen=True, kw_only=True):
    """What is not plain words."""

    kind: str
    """`strong`, `em`, `lang`, `link`, `image` stand around words; `fact`, `code`, `address`, `break` for themselves."""
    value: str = ""
    """Target of a link, file of a picture, name of a fact, content of code."""
    title: str = ""
    """Of a link."""
    language: str = ""
    """BCP 47 tag of `{lang=…}` behind it."""
    inner: tuple[Piece, ...] = ()

    @property
    def bare(self) -> Mark:
        """The mark without the words it stands around: what has to be the same in a translation."""
        return replace(self, inner=())


Piece = str | Mark
Pieces = tuple[Piece, ...]


def of_text(text: str) -> Pieces:
    """The pieces of Markdown that stands on one line or has hard breaks."""
    (inline,) = parser().parseInline(text)
    return of_tokens(inline.children or ())


def of_tokens(tokens: Sequence[Token]) -> Pieces:
    """The pieces of a block's inline tokens."""
    open_marks: list[tuple[Mark, list[Piece]]] = [(Mark(kind=""), [])]
    for token in tokens:
        if token.nesting > 0:
            open_marks.append((_opening(token), []))
        elif token.nesting < 0:
            mark, inner = open_marks.pop()
            if mark.kind == "address":
                open_marks[-1][1].append(replace(mark, value=words(tuple(inner))))
            else:
                open_marks[-1][1].append(replace(mark, inner=tuple(inner)))
        else:
            open_marks[-1][1].append(_alone(token))
    return tidy(tuple(open_marks[0][1]))


def _opening(token: Token) -> Mark:
    kind = "address" if token.markup == "autolink" else _OPENS[token.type]
    value, title, language = (str(token.attrGet(name) or "") for name in ("href", "title", "lang"))
    return Mark(kind=kind, value=value, title=title, language=language)


def _alone(token: Token) -> Piece:
    language = str(token.attrGet("lang") or "")
    if token.type == "fact":
        return Mark(kind="fact", value=token.content)
    if token.type == "code_inline":
        return Mark(kind="code", value=token.content, language=language)
    if token.type == "hardbreak":
        return Mark(kind="break")
    if token.type == "image":
        shown = plain_text(token.children or ())
        return Mark(kind="image", value=str(token.attrGet("src") or ""), language=language, inner=(shown,))
    return " " if token.type == "softbreak" else token.content


def words(pieces: Pieces) -> str:
    """The words alone."""
    return "".join(piece if isinstance(piece, str) else words(piece.inner) for piece in pieces)


def marks(pieces: Pieces) -> Iterator[Mark]:
    """All marks in the order in which they begin."""
    for piece in pieces:
        if isinstance(piece, Mark):
            yield piece
            yield from marks(piece.inner)


def tidy(pieces: Pieces) -> Pieces:
    """The same as Markdown has it: single spaces, none at the ends or just inside bold, neighbours put together."""
    flat = list(_merged(_opened(pieces)))
    tidied: list[Piece] = []
    for position, piece in enumerate(flat):
        if not isinstance(piece, str):
            tidied.append(piece)
            continue
        before = flat[position - 1] if position else None
        after = flat[position + 1] if position + 1 < len(flat) else None
        text = re.sub(" {2,}", " ", piece)
        text = text.lstrip() if before is None or _is_break(before) else text
        text = text.rstrip() if after is None or _is_break(after) else text
        tidied += [text] if text else []
    while tidied and (_is_break(tidied[0]) or _is_break(tidied[-1])):
        tidied.pop(0 if _is_break(tidied[0]) else -1)
    result = tuple(tidied)
    return result if result == pieces else tidy(result)


def _opened(pieces: Pieces) -> Iterator[Piece]:
    """Pieces with tidy marks, whose spaces at the ends stand outside."""
    for piece in pieces:
        if isinstance(piece, str):
            yield _NEVER.sub(" ", piece)
            continue
        if piece.kind not in PAIRED:
            yield replace(piece, inner=())
            continue
        inside = _NEVER.sub(" ", words(piece.inner)) if piece.kind == "image" else ""
        inner = tidy((inside,) if piece.kind == "image" else piece.inner)
        first, last = (piece.inner[0], piece.inner[-1]) if piece.inner else ("", "")
        if isinstance(first, str) and first[:1].isspace():
            yield " "
        if inner or piece.kind in {"link", "image"}:
            yield replace(piece, inner=inner)
        if isinstance(last, str) and last[-1:].isspace():
            yield " "


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Words beside words, and bold beside bold, are one."""
    held: Piece | None = None
    for piece in pieces:
        if isinstance(held, str) and isinstance(piece, str):
            held += piece
        elif isinstance(held, Mark) and isinstance(piece, Mark) and held.kind in _STYLES and held.bare == piece.bare:
            held = replace(held, inner=(*held.inner, *piece.inner))
        else:
            if held:
                yield held
            held = piece
    if held:
        yield held


def _is_break(piece: Piece) -> bool:
    return isinstance(piece, Mark) and piece.kind == "break"


class Style(Struct, frozen=True, kw_only=True):
    """One of several ways to write the same."""

    slanted: str
    """Around emphasis: `*` or `_`."""
    escapes: bool
    """Whether a backslash stands before everything that could mean something."""
    encodes: bool = False
    """Whether letters beside bold are written as numbers: `**(a)**b` is bold only so."""


STYLES = (
    Style(slanted="*", escapes=False),
    Style(slanted="_", escapes=False),
    Style(slanted="*", escapes=True),
    Style(slanted="_", escapes=True),
    Style(slanted="*", escapes=True, encodes=True),
    Style(slanted="_", escapes=True, encodes=True),
)
"""From the plainest to the safest."""


def write(pieces: Pieces, style: Style = STYLES[0]) -> str:
    """The pieces as Markdown; whether it says that, only reading it again can tell."""
    written: list[str] = []
    for position, piece in enumerate(pieces):
        if isinstance(piece, Mark):
            written.append(_write_mark(piece, style))
            continue
        text = piece
        first = last = ""
        if style.encodes and text and position and _is_styled(pieces[position - 1]):
            first, text = _encoded(text[0]), text[1:]
        if style.encodes and text and position + 1 < len(pieces) and _is_styled(pieces[position + 1]):
            last, text = _encoded(text[-1]), text[:-1]
        written.append(first + (_SPECIAL.sub(r"\\\g<0>", text) if style.escapes else text) + last)
    text = "".join(written)
    return _BEGINS_BLOCK.sub(r"\1\\\2", text) if style.escapes else text


def _is_styled(piece: Piece) -> bool:
    return isinstance(piece, Mark) and piece.kind in _STYLES


def _encoded(letter: str) -> str:
    return letter if letter.isspace() else f"&#{ord(letter)};"


def _write_mark(mark: Mark, style: Style) -> str:
    inner = write(mark.inner, style) if mark.inner else ""
    language = f"{{lang={mark.language}}}" if mark.language else ""
    if mark.kind == "strong":
        return f"**{inner}**"
    if mark.kind == "em":
        return f"{style.slanted}{inner}{style.slanted}"
    if mark.kind == "lang":
        return f"[{inner}]{language}"
    if mark.kind in {"link", "image"}:
        title = ' "{}"'.format(mark.title.replace("\\", "\\\\").replace('"', '\\"')) if mark.title else ""
        return f"{'!' if mark.kind == 'image' else ''}[{inner}]({_target(mark.value)}{title}){language}"
    if mark.kind == "code":
        fence = "`" * (max((len(run) for run in re.findall("`+", mark.value)), default=0) + 1)
        space = " " if mark.value[:1] in {"`", " "} or mark.value[-1:] == "`" else ""
        return f"{fence}{space}{mark.value}{space}{fence}{language}"
    return {"fact": f"{{{mark.value}}}", "break": "\\\n", "address": f"<{mark.value}>"}[mark.kind]


def _target(address: str) -> str:
    """As editors write it, where that is unmistakable."""
    plain = unquote(html.unescape(address))
    if _ADDRESS.fullmatch(plain):
        return plain
    return address if _ADDRESS.fullmatch(address.replace("%", "")) else f"<{address}>"
