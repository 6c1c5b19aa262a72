"""XLIFF 1.2 and 2.0, which the tools of agencies read.

http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html
http://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from lxml import etree

from intsite.markdown.pieces import PAIRED, Mark
from intsite.translations.exchange.codes import Code, Coded, coded, plain, shown, typed
from intsite.translations.exchange.units import ORIGIN, Parcel, Returned, Status, Unit, UnreadableError

_FIRST, _SECOND = "urn:oasis:names:tc:xliff:document:1.2", "urn:oasis:names:tc:xliff:document:2.0"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_KEPT = frozenset({"link", "image", "fact", "code", "address"})
_TYPES_1 = {"strong": "bold", "em": "italic", "link": "link", "image": "image", "break": "lb"}
_TYPES_2 = {"strong": ("fmt", "xlf:b"), "em": ("fmt", "xlf:i"), "link": ("link", ""), "image": ("image", "")}
_RESTYPES = {"heading": "header", "cell": "cell", "paragraph": "x-paragraph"}
_UNFINISHED = {"new", "initial"}


def write_first(parcel: Parcel) -> bytes:
    """XLIFF 1.2, one `file` an entry."""
    root = etree.Element(f"{{{_FIRST}}}xliff", {"version": "1.2"}, nsmap={None: _FIRST})
    for path, units in groupby(parcel.units, key=lambda unit: unit.path):
        languages = {"source-language": parcel.original_language, "target-language": parcel.language}
        file = _add(root, "file", original=path, datatype="plaintext", **languages)
        body = _add(file, "body")
        for unit in units:
            _first_unit(body, unit, parcel.language)
    return _bytes(root)


def _first_unit(body: etree._Element, unit: Unit, language: str) -> None:
    limit = {"maxwidth": str(unit.block.maximum), "size-unit": "char"} if unit.block.maximum else {}
    restype = _RESTYPES.get(unit.block.kind, f"x-{unit.block.kind}")
    about = {"id": unit.id, "restype": restype, **limit, _SPACE: "preserve"}
    element = _add(body, "trans-unit", **about)
    _fill_first(_add(element, "source"), coded(unit.block.pieces, unit.known), unit.known)
    if unit.status is not Status.NEW:
        state = "translated" if unit.status is Status.DONE else "needs-review-translation"
        target = _add(element, "target", state=state)
        _fill_first(target, coded(unit.translation, unit.known), unit.known)
        if unit.status is Status.DONE:
            element.set("approved", "yes")
    for text in unit.notes:
        _add(element, "note", **{"from": ORIGIN}).text = text
    if unit.before is not None:
        alternative = _add(element, "alt-trans", origin=ORIGIN, alttranstype="previous-version")
        if unit.before.original:
            _add(alternative, "source").text = plain(unit.before.original)
        target = _add(alternative, "target", **{"{http://www.w3.org/XML/1998/namespace}lang": language})
        _fill_first(target, typed(unit.before.translation, unit.known), unit.known)


def _fill_first(element: etree._Element, text: Coded, known: Mapping[str, Mark]) -> None:
    for piece in text:
        if isinstance(piece, str):
            _append(element, piece)
            continue
        mark = known[piece.id]
        kind = _TYPES_1.get(mark.kind, f"x-{mark.kind}-{mark.language}" if mark.kind == "lang" else f"x-{mark.kind}")
        if mark.kind in PAIRED:
            _fill_first(_add(element, "g", id=piece.id, ctype=kind), piece.inner, known)
        else:
            _add(element, "x", id=piece.id, ctype=kind, **{"equiv-text": shown(mark)})


def write_second(parcel: Parcel) -> bytes:
    """XLIFF 2.0, one `file` an entry."""
    root = etree.Element(f"{{{_SECOND}}}xliff", {"version": "2.0"}, nsmap={None: _SECOND})
    root.set("srcLang", parcel.original_language)
    root.set("trgLang", parcel.language)
    for number, (path, units) in enumerate(groupby(parcel.units, key=lambda unit: unit.path), start=1):
        file = _add(root, "file", id=f"f{number}", original=path)
        for unit in units:
            _second_unit(file, unit)
    return _bytes(root)


def _second_unit(file: etree._Element, unit: Unit) -> None:
    element = _add(file, "unit", id=unit.id, type=f"{ORIGIN}:{unit.block.kind}", **{_SPACE: "preserve"})
    if unit.notes:
        notes = _add(element, "notes")
        for text in unit.notes:
            _add(notes, "note", category=ORIGIN).text = text
    state = {Status.NEW: "initial", Status.REVIEW: "initial", Status.DONE: "translated"}[unit.status]
    segment = _add(element, "segment", state=state)
    _fill_second(_add(segment, "source"), coded(unit.block.pieces, unit.known), unit.known)
    if unit.status is not Status.NEW:
        _fill_second(_add(segment, "target"), coded(unit.translation, unit.known), unit.known)


def _fill_second(element: etree._Element, text: Coded, known: Mapping[str, Mark]) -> None:
    for piece in text:
        if isinstance(piece, str):
            _append(element, piece)
            continue
        mark = known[piece.id]
        kind, finer = _TYPES_2.get(mark.kind, ("other", ""))
        about = {"id": piece.id, "canCopy": "no", "type": kind}
        if finer:
            about["subType"] = finer
        if mark.kind in _KEPT:
            about["canDelete"] = "no"
        if mark.kind in PAIRED:
            start, _, end = shown(mark).partition("…")
            pair = _add(element, "pc", **about, dispStart=start, dispEnd=end)
            _fill_second(pair, piece.inner, known)
        else:
            _add(element, "ph", **about, disp=shown(mark))


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}", attributes)


def _append(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _bytes(root: etree._Element) -> bytes:
    """Indented, but never within a text."""
    _indent(root, 0)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _indent(element: etree._Element, depth: int) -> None:
    if not len(element) or etree.QName(element).localname in {"source", "target"}:
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = element.text
    element[-1].tail = "\n" + "  " * depth


def read(content: bytes) -> tuple[str, tuple[Returned, ...]]:
    """The language and the units of either version. Raises `UnreadableError` where it is no XLIFF."""
    from translate.misc.xml_helpers import parse_xml

    try:
        root = parse_xml(content)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(error.msg or "", error.lineno or 0) from error
    namespace = etree.QName(root).namespace or ""
    if etree.QName(root).localname != "xliff":
        raise UnreadableError(f"<{etree.QName(root).localname}>")
    if root.get("version", "").startswith("2"):
        return root.get("trgLang", ""), tuple(_second_units(root, namespace))
    files = root.findall(f"{{{namespace}}}file")
    language = files[0].get("target-language", "") if files else ""
    return language, tuple(_first_units(root, namespace))


def _first_units(root: etree._Element, namespace: str) -> Iterator[Returned]:
    for element in root.iter(f"{{{namespace}}}trans-unit"):
        original, target = (element.find(f"{{{namespace}}}{name}") for name in ("source", "target"))
        state = target.get("state", "") if target is not None else ""
        is_open = state in _UNFINISHED or state.startswith("needs-")
        if element.get("approved") == "yes" and state in {"", "needs-review-translation"}:
            is_open = False
        yield _returned(element, element.get("id", ""), original, target, is_open=is_open)


def _second_units(root: etree._Element, namespace: str) -> Iterator[Returned]:
    for element in root.iter(f"{{{namespace}}}unit"):
        segments = [one for one in element if etree.QName(one).localname in {"segment", "ignorable"}]
        originals: list[str | Code] = []
        targets: list[str | Code] = []
        is_open = False
        for segment in segments:
            original, target = (segment.find(f"{{{namespace}}}{name}") for name in ("source", "target"))
            found = _coded(original) if original is not None else ()
            originals += found
            targets += _coded(target) if target is not None else ()
            if etree.QName(segment).localname == "segment":
                is_open = is_open or segment.get("state", "translated") in _UNFINISHED
        yield _unit(element, element.get("id", ""), tuple(originals), tuple(targets), is_open=is_open)


def _returned(
    element: etree._Element,
    name: str,
    original: etree._Element | None,
    target: etree._Element | None,
    *,
    is_open: bool,
) -> Returned:
    texts = [_coded(one) if one is not None else () for one in (original, target)]
    return _unit(element, name, texts[0], texts[1], is_open=is_open)


def _unit(element: etree._Element, name: str, original: Coded, target: Coded, *, is_open: bool) -> Returned:
    is_there = any(not isinstance(piece, str) or piece.strip() for piece in target)
    status = Status.NEW if not is_there else Status.REVIEW if is_open else Status.DONE
    line = element.sourceline or 0
    return Returned(id=name, original=original, translation=target if is_there else (), status=status, line=line)


def _coded(element: etree._Element) -> Coded:
    """The content of a text; marks of tools around segments and terms count for nothing. Raises `UnreadableError`."""
    found: list[str | Code] = [element.text or ""]
    for child in element:
        if child.tag is etree.Entity:  # type: ignore[comparison-overlap]  # so lxml marks what stands for an entity
            raise UnreadableError(str(child.text), child.sourceline or 0)
        if isinstance(child.tag, str):
            inner = _coded(child)
            name = etree.QName(child).localname
            found += inner if name in {"mrk", "sm", "em"} else (Code(id=child.get("id", ""), inner=inner),)
        found.append(child.tail or "")
    return tuple(piece for piece in found if piece)
