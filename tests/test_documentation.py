"""Everything that can be written or typed is documented."""

import re

import click
import pytest

from intsite import config, fields, kinds
from intsite.cli import main
from intsite.problems import codes
from support.commands import commands
from support.sites import ROOT

DOCUMENTATION = "\n".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "docs").rglob("*.md")))
WRONG = re.compile(r"^<{7} .*|^>{7} .*|\]\((?!#)[^)#:\s{}]+\.[a-z]+(?=[)#])", re.MULTILINE)
"""Marks of a conflict, and links to other files with the bracket before them."""
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
SHIPPED = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "publiccode.yml")


COMMANDS = commands()


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[path for path, _ in COMMANDS])
def test_every_command_is_documented_with_its_options(path: str, command: click.Command) -> None:
    assert f"## {path}\n" in DOCUMENTATION
    options = [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
    assert [option for option in options if option not in DOCUMENTATION] == []


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[path for path, _ in COMMANDS])
def test_the_help_of_every_command_shows_an_example(path: str, command: click.Command) -> None:
    if not isinstance(command, click.Group) or command is main:
        assert f"{path if command is not main else 'intsite check'}" in (command.help or "").partition("Example:")[2]


@pytest.mark.parametrize("code", codes())
def test_every_message_is_documented(code: str) -> None:
    assert f"## {code}\n" in DOCUMENTATION


@pytest.mark.parametrize("name", fields.types())
def test_every_field_type_is_documented(name: str) -> None:
    assert f"| `{name}` |" in DOCUMENTATION


@pytest.mark.parametrize("name", kinds.discover([ROOT / "templates"], ROOT)[0])
def test_every_kind_is_documented(name: str) -> None:
    assert f"## {name}\n" in DOCUMENTATION


@pytest.mark.parametrize("setting", config._KNOWN["site"])  # noqa: SLF001  the list of what may be written
def test_every_setting_is_documented(setting: str) -> None:
    assert setting in (ROOT / "docs" / "counties.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SHIPPED)
def test_what_a_public_project_has_is_there(name: str) -> None:
    assert (ROOT / name).stat().st_size > 0


def test_every_module_stands_in_the_picture() -> None:
    picture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    modules = {file.stem for file in (ROOT / "src" / "intsite").iterdir() if file.suffix == ".py" or file.is_dir()}
    named = {name for name in modules if f"`{name}`" in picture or f"`{name}/`" in picture or f"{name}.py" in picture}
    assert modules - named - {"__init__", "__main__", "__pycache__", "starter"} == set()


def test_no_document_holds_marks_of_a_conflict_or_leads_nowhere() -> None:
    wrong = [
        f"{file.relative_to(ROOT)}: {found}"
        for file in [*(ROOT / "docs").rglob("*.md"), *(ROOT / name for name in SHIPPED if name.endswith(".md"))]
        for found in WRONG.findall(CODE.sub("", file.read_text(encoding="utf-8")))
        if not found.startswith("](") or not (file.parent / found[2:]).exists()
    ]
    assert wrong == []
