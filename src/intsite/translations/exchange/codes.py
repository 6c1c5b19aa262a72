"""Texts with protected codes: what stands for links, facts and the like while a text is with translators.

A code has the number of its mark in the original, so that an address or a fact is the same in every language. Marks
that only a translation has, such as a German word in brackets, are numbered `t1`, `t2`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from intsite.markdown.pieces import PAIRED, STYLES, Mark, Piece, Pieces, marks, of_text, tidy, words, write

_IN_LANGUAGE = re.compile(r"\[([^\[\]]+)\]\{lang=([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)\}")
"""`[Jobcenter]{lang=de}`: the one mark that translators may type, since tools let nobody add codes."""


class Code(Struct, frozen=True, kw_only=True):
    """A mark in a translator's tool."""

    id: str
    inner: tuple[str | Code, ...] = ()


Coded = tuple[str | Code, ...]


class UnknownCodeError(Exception):
    """A code that neither the original has nor the translation; the argument is its id."""


def known_codes(original: Pieces, own: Pieces = ()) -> dict[str, Mark]:
    """Id to mark, of the original and of what only the translation has."""
    known = {str(number): mark.bare for number, mark in enumerate(marks(original), start=1)}
    free = list(known.values())
    for mark in marks(own):
        if mark.bare in free:
            free.remove(mark.bare)
        else:
            known[f"t{len(known) - len(list(marks(original))) + 1}"] = mark.bare
    return known


def coded(pieces: Pieces, known: Mapping[str, Mark]) -> Coded:
    """Pieces with codes for their marks, each code once."""
    return _coded(pieces, list(known.items()))


def _coded(pieces: Pieces, free: list[tuple[str, Mark]]) -> Coded:
    found: list[str | Code] = []
    for piece in pieces:
        if isinstance(piece, str):
            found.append(piece)
            continue
        pair = next(pair for pair in free if pair[1] == piece.bare)
        free.remove(pair)
        found.append(Code(id=pair[0], inner=_coded(piece.inner, free)))
    return tuple(found)


def typed(pieces: Pieces, known: Mapping[str, Mark]) -> Coded:
    """Pieces of an older text with the codes of today; what is none of them is written out, or its words alone."""
    return _typed_out(pieces, list(known.items()))


def _typed_out(pieces: Pieces, free: list[tuple[str, Mark]]) -> Coded:
    found: list[str | Code] = []
    for piece in pieces:
        pair = next((pair for pair in free if isinstance(piece, Mark) and pair[1] == piece.bare), None)
        if isinstance(piece, str):
            found.append(piece)
        elif pair is not None:
            free.remove(pair)
            found.append(Code(id=pair[0], inner=_typed_out(piece.inner, free)))
        elif piece.kind == "lang":
            found += ["[", *_typed_out(piece.inner, free), f"]{{lang={piece.language}}}"]
        else:
            found += _typed_out(piece.inner, free) if piece.inner else [shown(piece)]
    return tuple(found)


def decoded(text: Coded, known: Mapping[str, Mark], original: str) -> Pieces:
    """Pieces out of what came back; `original` are the words of the original. Raises `UnknownCodeError`."""
    return tidy(tuple(_decoded(text, known, original)))


def _decoded(text: Coded, known: Mapping[str, Mark], original: str) -> Iterator[Piece]:
    for piece in text:
        if isinstance(piece, str):
            yield from _with_languages(piece, original)
            continue
        mark = known.get(piece.id)
        if mark is None:
            raise UnknownCodeError(piece.id)
        inner = tuple(_decoded(piece.inner, known, original))
        if mark.kind in PAIRED:
            yield replace(mark, inner=inner)
        else:
            yield mark
            yield from inner


def _with_languages(text: str, original: str) -> Iterator[Piece]:
    position = 0
    for found in _IN_LANGUAGE.finditer(text):
        if found[0] in original:
            continue
        yield text[position : found.start()]
        yield Mark(kind="lang", language=found[2], inner=(found[1],))
        position = found.end()
    yield text[position:]


def flat(text: Coded) -> str:
    """A text with its codes, for comparison whatever a tool does with white space."""
    return " ".join("".join(_flat(text)).split())


def _flat(text: Coded) -> Iterator[str]:
    for piece in text:
        yield piece if isinstance(piece, str) else f"<{piece.id}>{''.join(_flat(piece.inner))}</{piece.id}>"


def as_markdown(pieces: Pieces) -> str:
    """Pieces as Markdown, for formats that know no codes."""
    return next((text for text in (write(pieces, style) for style in STYLES) if of_text(text) == pieces), write(pieces))


def lost_and_added(original: Pieces, own: Pieces, new: Pieces) -> tuple[list[Mark], list[Mark]]:
    """The marks that a new translation lacks, and those that neither the original has nor the translation so far.

    Whether something is bold, or in another language, is for the translator to decide.
    """
    wanted, there, before = (_binding(marks(pieces)) for pieces in (original, new, own))
    lost = _without(wanted, there)
    return lost, _without(_without(there, wanted), _without(before, wanted))


def _binding(found: Iterator[Mark]) -> list[Mark]:
    return [mark.bare for mark in found if mark.kind not in {"strong", "em", "lang", "break"}]


def _without(some: Sequence[Mark], others: Sequence[Mark]) -> list[Mark]:
    rest = list(some)
    for mark in others:
        if mark in rest:
            rest.remove(mark)
    return rest


def shown(mark: Mark) -> str:
    """A mark as editors know it: `{phones.0}`, `[…](office:jobcenter)`."""
    inner = ("…",) if mark.kind in PAIRED else ()
    return write((replace(mark, inner=inner),))


def plain(pieces: Pieces) -> str:
    """The words of pieces, with facts and addresses as they are written."""
    return words(
        tuple(piece if isinstance(piece, str) or piece.kind in PAIRED else write((piece,)) for piece in pieces)
    )
