"""Writing of single values into front matter that stays as it is otherwise: comments, order, other keys."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from intsite.source import Mapping, Scalar, Words, is_empty, parse_words, parse_yaml
from intsite.source import Sequence as List

_LIKE_A_NUMBER = re.compile(r"[-+.\d]|(?:yes|no|on|off|true|false)$", re.IGNORECASE)
"""What other programs that read YAML would not take for a text."""


def put(text: str, name: str, written: str, order: Sequence[str]) -> str:
    """A words file whose front matter has the lines `written` for a key; a new one stands where `order` has it."""
    split, _ = parse_words(text, "")
    lines = text.split("\n")
    if split.front.get(name) is not None:
        first, end = lines_of(split, lines, name)
        return "\n".join((*lines[:first], *written.split("\n"), *lines[end:]))
    before = order[: order.index(name)] if name in order else order
    near = [key for key in before if split.front.get(key) is not None]
    place = lines_of(split, lines, near[-1])[1] if near else 1
    return "\n".join((*lines[:place], *written.split("\n"), *lines[place:]))


def lines_of(split: Words, lines: Sequence[str], name: str) -> tuple[int, int]:
    """0-based first line of a key and the one after its value; comments behind it belong to the next key."""
    starts = [key.span.line - 1 for key, _ in split.front]
    position = next(index for index, (key, _) in enumerate(split.front) if key.text == name)
    first = starts[position]
    end = starts[position + 1] if position + 1 < len(starts) else _closing(lines)
    while end > first + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return first, end


def _closing(lines: Sequence[str]) -> int:
    return next(number for number, line in enumerate(lines) if number and re.match(r"---( |$)", line))


def field(name: str, text: str) -> str:
    """The lines of a text: as plain as YAML allows."""
    if "\n" in text:
        block = f"{name}: |-\n" + "\n".join(f"  {line}" if line else "" for line in text.split("\n"))
        return block if _says(block, name, text) else f"{name}: {_quoted(text)}"
    return f"{name}: {scalar(text)}"


def listed(name: str, texts: Iterable[str]) -> str:
    """The line of a list."""
    return f"{name}: [{', '.join(_item(text) for text in texts)}]"


def pictures(split: Words, changed: dict[tuple[str, str], str]) -> str:
    """The lines of `images` with other descriptions: file and `alt` or `caption` to its text."""
    node = split.front.get("images")
    about: dict[str, dict[str, str]] = {}
    for file, words in node if isinstance(node, Mapping) else ():
        pairs = words if isinstance(words, Mapping) else ()
        about[file.text] = {key.text: value.text for key, value in pairs if isinstance(value, Scalar)}
    for (name, word), text in changed.items():
        about.setdefault(name, {})[word] = text
    lines = ["images:"]
    for name, texts in about.items():
        lines += [f"  {scalar(name)}:", *(f"    {word}: {scalar(text)}" for word, text in texts.items())]
    return "\n".join(lines)


def scalar(text: str) -> str:
    """A text on one line as YAML: in quotes only where it needs them."""
    is_plain = text == text.strip() and not _LIKE_A_NUMBER.match(text) and _says(f"x: {text}", "x", text)
    return text if is_plain else _quoted(text)


def _item(text: str) -> str:
    """A text in a list, where brackets, commas and question marks mean more than outside."""
    node = parse_yaml(f"x: [{text}]\n", "")[0].get("x")
    found = node.items if isinstance(node, List) else ()
    is_plain = [one.text for one in found if isinstance(one, Scalar)] == [text] and scalar(text) == text
    return text if is_plain and len(found) == 1 else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _says(line: str, name: str, text: str) -> bool:
    """Whether YAML reads the text as such."""
    read, problems = parse_yaml(line + "\n", "")
    node = read.get(name)
    return (
        not problems and len(read.items) == 1 and isinstance(node, Scalar) and node.text == text and not is_empty(node)
    )
