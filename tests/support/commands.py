"""The commands of the command line."""

import os
from collections.abc import Iterator
from unittest.mock import patch

import click

from intsite.cli import main


def commands() -> list[tuple[str, click.Command]]:
    """Every command by how it is called, with its help in English."""
    with patch.dict(os.environ, {"INTSITE_LANGUAGE": "en"}):
        return list(_below(main, "intsite"))


def _below(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _below(inner, f"{path} {name}")
