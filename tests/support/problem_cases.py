"""The cases of `fixtures/problems/*.md`: files of a county, and what the program prints about them.

A case is a section. A path in back quotes and a colon, then a fenced block: a file. A command in back quotes and
`prints:`, then a fenced block: what it prints, without the last line. Files before the first section belong to every
case of the document. Words after the fence's language change how a file is written: `escaped` (Python's escapes),
`latin-1`, `200000 times`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "problems"

_LABEL = re.compile(r"`([^`]+)`(:| prints:)")
_FENCE = re.compile(r"(`{3,})(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A command and what it prints."""

    command: str
    text: str
    lines: tuple[int, int]
    """First and last line of the text in the document, from 1, the last one excluded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A section of a document."""

    file: Path
    line: int
    title: str
    files: dict[str, bytes]
    expected: tuple[Expected, ...]

    @property
    def place(self) -> str:
        return f"{self.file.name}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    label: str
    is_printed: bool
    info: tuple[str, ...]
    text: str
    lines: tuple[int, int]


def cases() -> list[Case]:
    """All cases of all documents."""
    return [case for file in sorted(FOLDER.glob("*.md")) for case in _cases(file)]


def _cases(file: Path) -> list[Case]:
    lines = file.read_text(encoding="utf-8").split("\n")
    starts = [number for number in _outside_blocks(lines) if lines[number].startswith("## ")]
    shared = _files(_blocks(lines, 0, starts[0]))
    found = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        blocks = _blocks(lines, start, end)
        expected = tuple(
            Expected(command=block.label, text=block.text, lines=block.lines) for block in blocks if block.is_printed
        )
        found.append(
            Case(
                file=file,
                line=start + 1,
                title=lines[start].removeprefix("## "),
                files={**shared, **_files(blocks)},
                expected=expected,
            )
        )
    return found


def _outside_blocks(lines: list[str]) -> Iterator[int]:
    closing = ""
    for number, line in enumerate(lines):
        fence = _FENCE.fullmatch(line)
        if closing:
            closing = "" if line == closing else closing
        elif fence:
            closing = fence[1]
        else:
            yield number


def _blocks(lines: list[str], start: int, end: int) -> list[_Block]:
    labels = [(number, found) for number in range(start, end) if (found := _LABEL.fullmatch(lines[number]))]
    return [_block(lines, number + 2, label) for number, label in labels]


def _block(lines: list[str], number: int, label: re.Match[str]) -> _Block:
    """The block whose fence stands on a line, an empty one after its label."""
    fence = _FENCE.fullmatch(lines[number])
    assert fence, f"no block after {label[0]}"
    first, last = number + 1, lines.index(fence[1], number + 1)
    return _Block(
        label=label[1],
        is_printed=label[2] != ":",
        info=tuple(fence[2].split()[1:]),
        text="".join(f"{line}\n" for line in lines[first:last]),
        lines=(first, last),
    )


def _files(blocks: list[_Block]) -> dict[str, bytes]:
    return {block.label: _content(block) for block in blocks if not block.is_printed}


def _content(block: _Block) -> bytes:
    match block.info:
        case ("escaped",):
            return re.sub(
                r"\\(x[0-9a-f]{2}|t)", lambda found: f"\\{found[1]}".encode().decode("unicode_escape"), block.text
            ).encode()
        case ("latin-1",):
            return block.text.encode("latin-1")
        case (times, "times"):
            return block.text.encode() * int(times)
        case _:
            return block.text.encode()


def rewrite(file: Path, printed: dict[tuple[int, int], str]) -> None:
    """Put what the commands print now into a document, by the lines of the blocks."""
    lines = file.read_text(encoding="utf-8").split("\n")
    for (first, last), text in sorted(printed.items(), reverse=True):
        lines[first:last] = text.split("\n")[:-1]
    file.write_text("\n".join(lines), encoding="utf-8")
