"""Texts with protected codes as HTML, which machines that translate keep their hands off, and back.

What stands around words is `<span id="1">Termin</span>`. What stands for itself is not translated and does not say what
it is, so that facts and addresses stay here: `<span id="2" translate="no">{2}</span>`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from html.parser import HTMLParser

from intsite.translations.exchange.codes import Code, Coded


def to_html(text: Coded) -> str:
    """The text for a machine."""
    return "".join(_to_html(text))


def _to_html(text: Coded) -> Iterator[str]:
    for piece in text:
        if isinstance(piece, str):
            yield escape(piece, quote=False)
        elif piece.inner:
            yield f'<span id="{piece.id}">{to_html(piece.inner)}</span>'
        else:
            yield f'<span id="{piece.id}" translate="no">{{{piece.id}}}</span>'


def of_html(page: str, sent: Coded) -> Coded:
    """What a machine made of a text that was sent; elements of its own count for nothing."""
    reader = _Reader(dict(_codes(sent)))
    reader.feed(page)
    reader.close()
    return reader.finished()


def _codes(text: Coded) -> Iterator[tuple[str, bool]]:
    """Id of each code, and whether it stands around words."""
    for piece in text:
        if not isinstance(piece, str):
            yield piece.id, bool(piece.inner)
            yield from _codes(piece.inner)


class _Reader(HTMLParser):
    def __init__(self, known: Mapping[str, bool]) -> None:
        super().__init__(convert_charrefs=True)
        self._known = known
        self._open: list[tuple[str, list[str | Code]]] = [("", [])]
        """Id, empty for an element that is no code, and what is in it; the first is the text."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span":
            self._open.append((dict(attrs).get("id") or "", []))

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and len(self._open) > 1:
            identifier, inner = self._open.pop()
            if identifier in self._known:
                self._open[-1][1].append(Code(id=identifier, inner=tuple(inner) if self._known[identifier] else ()))
            else:
                self._open[-1][1].extend(inner)

    def handle_data(self, data: str) -> None:
        self._open[-1][1].append(data)

    def finished(self) -> Coded:
        while len(self._open) > 1:
            self.handle_endtag("span")
        return tuple(self._open[0][1])
