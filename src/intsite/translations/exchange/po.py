"""PO files of gettext, which OmegaT, Weblate and Poedit read: the texts stand in them as Markdown.

https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from intsite.markdown.pieces import Pieces, words
from intsite.translations.exchange.codes import as_markdown
from intsite.translations.exchange.units import Parcel, Returned, Status, Unit, UnreadableError

if TYPE_CHECKING:
    from translate.storage import pypo

_HEADER = """\
Language: {}
X-Source-Language: {}
X-Generator: intsite
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit
"""
"""Without a day: the same content gives the same file."""
_CONTEXT = re.compile(r'^msgctxt "(.*)"$', re.MULTILINE)


def write(parcel: Parcel) -> bytes:
    """A PO file; the id of each unit is its context."""
    from translate.storage import pypo

    store = pypo.pofile()
    store.updateheader(add=True)  # type: ignore[no-untyped-call]
    header = store.header()  # type: ignore[no-untyped-call]
    header.target = _HEADER.format(parcel.language.replace("-", "_"), parcel.original_language)
    for unit in parcel.units:
        made = pypo.pounit(encoding="UTF-8")
        made.source = text_of(unit)
        made.setcontext(unit.id)
        made.addlocation(f"{unit.path}:{unit.block.line}")
        for note in unit.notes:
            made.addnote(note, origin="developer")
        if not unit.block.is_plain:
            made.settypecomment("md-text")
        if unit.block.maximum:
            made.settypecomment(f"max-length:{unit.block.maximum}")
        if unit.status is not Status.NEW:
            made.target = _as_text(unit, unit.translation)
            made.markfuzzy(unit.status is Status.REVIEW)
        elif unit.before is not None and unit.before.original:
            made.prev_source = _as_text(unit, unit.before.original)
            made.target = _as_text(unit, unit.before.translation)
            made.markfuzzy()
        store.addunit(made)
    written = io.BytesIO()
    store.serialize(written)
    return written.getvalue()


def text_of(unit: Unit) -> str:
    """The original as it stands in the file."""
    return _as_text(unit, unit.block.pieces)


def _as_text(unit: Unit, pieces: Pieces) -> str:
    return words(pieces) if unit.block.is_plain else as_markdown(pieces)


def read(content: bytes) -> tuple[str, tuple[Returned, ...]]:
    """The language and the units. Raises `UnreadableError` where it is no PO file."""
    from translate.storage import base, pypo

    try:
        store = pypo.pofile.parsestring(content)  # type: ignore[no-untyped-call]
    except (base.ParseError, ValueError) as error:
        raise UnreadableError(str(error)) from error
    language = str(store.parseheader().get("Language", "")).replace("_", "-").replace("@", "-")
    return language, tuple(_units(store, content.decode("utf-8", "replace")))


def _units(store: pypo.pofile, text: str) -> Iterator[Returned]:
    lines = {found[1]: text.count("\n", 0, found.start()) + 1 for found in _CONTEXT.finditer(text)}
    for unit in store.units:
        if unit.isheader() or unit.isobsolete():
            continue
        name, target = unit.getcontext(), str(unit.target or "")
        is_older = unit.isfuzzy() and bool(unit.prev_source)
        is_there = bool(target.strip()) and not is_older
        status = Status.NEW if not is_there else Status.REVIEW if unit.isfuzzy() else Status.DONE
        yield Returned(id=name, original=str(unit.source), translation=target, status=status, line=lines.get(name, 0))
