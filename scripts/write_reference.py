"""Write the parts of docs/ that the program itself knows best: messages, kinds with their fields, components, commands.

`make docs` runs it; a test compares the files with what it would write.
"""

from __future__ import annotations

import io
import os
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import click
import yaml
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from intsite import describe, fields, kinds
from intsite.cli import main
from intsite.problems import Problem, Span, advice, codes, sentence

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "src/intsite/cli/locale/de/LC_MESSAGES"
_SEVERITIES = {"error": "Fehler / error", "warning": "Hinweis / warning", "advice": "Ratschlag / advice"}


def messages() -> str:
    """Every message in German and English, by code."""
    lines = [
        "# What the messages mean",
        "",
        "Each message of `intsite check` ends with a code in brackets. Errors keep the site from being published,",
        "warnings do not; advice comes from `intsite advice` and in the preview only. Words in braces stand for what",
        "is special about your case.",
    ]
    for code, severity in sorted(codes().items()):
        found = Problem(span=Span(path=""), code=code)
        lines += ["", f"## {code}", "", f"*{_SEVERITIES[severity]}*", ""]
        lines += [f"- **Deutsch:** {sentence(found, 'de')} {advice(found, 'de')}".rstrip()]
        lines += [f"- **English:** {sentence(found, 'en')} {advice(found, 'en')}".rstrip()]
    return "\n".join(lines) + "\n"


def content() -> str:
    """Kinds and their fields, and what each field type takes."""
    known, _ = kinds.discover([ROOT / "templates"], ROOT)
    lines = ["# Kinds of content and their fields", ""]
    lines += ["The command `intsite kinds KIND` shows the same, in German when your computer speaks German.", ""]
    lines += _table(describe.kinds_table(known, "en"))
    for kind in known.values():
        lines += ["", f"## {kind.name}", ""]
        lines += _table(describe.fields_table(kind, "en"))
    lines += ["", "## Field types", "", "| type | what it takes | example |", "| --- | --- | --- |"]
    for name, module in sorted(fields.types().items()):
        meaning = (module.__doc__ or "").split("\n")[0]
        lines.append(_row((f"`{name}`", meaning, f"`{module.EXAMPLE}`")))
    return "\n".join(lines) + "\n"


def _table(table: describe.Table) -> Iterator[str]:
    yield _row(tuple(heading or " " for heading in table.headings))
    yield "| " + " | ".join("---" for _ in table.headings) + " |"
    for row in table.rows:
        yield _row((f"`{row[0]}`", *row[1:]))


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def components() -> str:
    """The macros of the components, from their YAML, with examples as they are written there."""
    lines = [
        "# Components",
        "",
        'What a template can import, for instance `{% from "components/cards/cards.html" import cards %}`.',
        "The types are those of `src/intsite/views.py`. The tests render every example; what it leaves out of",
        "a view is empty, and a plain text stands for a `Phrase`. `*name` repeats what stands at `&name`.",
    ]
    for folder in sorted((ROOT / "templates" / "components").iterdir()):
        text = (folder / f"{folder.name}.yaml").read_text(encoding="utf-8")
        described = _items(yaml.compose(text, Loader=yaml.BaseLoader))
        lines += ["", f"## {folder.name}", *_macro(folder.name, described, text)]
        for name, macro in _items(described.get("macros")).items():
            lines += ["", f"### {name}, of {folder.name}", *_macro(name, _items(macro), text)]
    return "\n".join(lines) + "\n"


def _macro(name: str, described: dict[str, yaml.Node], text: str) -> Iterator[str]:
    description, parameters = (_items(described.get(part)) for part in ("description", "parameters"))
    yield from ("", f"- **Deutsch:** {description['de'].value}", f"- **English:** {description['en'].value}")
    if parameters:
        yield from ("", "| parameter | type | required | meaning |", "| --- | --- | --- | --- |")
    for parameter, node in parameters.items():
        about = {key: value.value for key, value in _items(node).items()}
        required = "yes" if about["required"] == "true" else ""
        yield _row((f"`{parameter}`", f"`{about['type']}`", required, about["description"]))
    for example in map(_items, described["examples"].value):
        yield from ("", f"Example of `{name}`: {example['name'].value}")
        if "arguments" in example:
            yield from ("", "```yaml", _source(example["arguments"], text), "```")


def _items(node: yaml.Node | None) -> dict[str, yaml.Node]:
    return {key.value: value for key, value in node.value} if node else {}


def _source(node: yaml.Node, text: str) -> str:
    """A node as it is written, moved to the left."""
    start = node.start_mark
    return textwrap.dedent(" " * start.column + text[start.index : node.end_mark.index].rstrip())


def commands() -> str:
    """The help of every command."""
    lines = ["# Commands", "", "Exit statuses: 0 fine, 1 problems in content, 2 wrong usage or environment."]
    with patch.dict(os.environ, {"INTSITE_LANGUAGE": "en"}):
        for path, command in _commands(main, ("intsite",)):
            context = click.Context(command, info_name=" ".join(path), terminal_width=100)
            lines += ["", f"## {' '.join(path)}", "", "```text", command.get_help(context), "```"]
    return "\n".join(lines) + "\n"


def words_of_click() -> bytes:
    """What click says by itself in German, as gettext reads it."""
    with (LOCALE / "intsite.po").open("rb") as file:
        catalog = read_po(file, locale="de")
    written = io.BytesIO()
    write_mo(written, catalog)
    return written.getvalue()


def _commands(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _commands(inner, (*path, name))


def pages() -> dict[Path, bytes]:
    """The files and what stands in them."""
    folder = ROOT / "docs" / "reference"
    texts = {
        "messages.md": messages(),
        "kinds.md": content(),
        "components.md": components(),
        "commands.md": commands(),
    }
    written = {folder / name: text.encode() for name, text in texts.items()}
    return {**written, LOCALE / "intsite.mo": words_of_click()}


if __name__ == "__main__":
    for file, text in pages().items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
        sys.stdout.write(f"{file.relative_to(ROOT)}\n")
