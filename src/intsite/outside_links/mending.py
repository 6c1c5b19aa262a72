"""Writes the new addresses of pages that have moved for good into the files that name the old ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from intsite.files import write_whole
from intsite.outside_links.answers import Reason
from intsite.outside_links.checking import Found
from intsite.outside_links.places import Place


def mend(root: Path, found: Iterable[Found]) -> tuple[Place, ...]:
    """Replace each old address where the file has it just so; gives the places that are mended."""
    by_file: defaultdict[str, list[tuple[Place, str]]] = defaultdict(list)
    for one in found:
        if one.answer.reason is Reason.MOVED:
            for place in one.places:
                by_file[place.span.path].append((place, _with_part(one.answer.target, place.written)))
    mended: list[Place] = []
    for path, changes in by_file.items():
        file = root / path
        lines = file.read_bytes().decode().split("\n")
        for place, address in sorted(changes, key=lambda change: change[0].span, reverse=True):
            line, start = lines[place.span.line - 1], place.span.column - 1
            start = line.find(place.written, max(start, 0))
            if place.span.column and start != -1:
                lines[place.span.line - 1] = line[:start] + address + line[start + len(place.written) :]
                mended.append(place)
        write_whole(file, "\n".join(lines))
    return tuple(sorted(mended, key=lambda place: place.span))


def _with_part(target: str, written: str) -> str:
    """The new address with the old one's `#part`, unless it names another."""
    part = urlsplit(written).fragment
    return f"{target}#{part}" if part and "#" not in target else target
