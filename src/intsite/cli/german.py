"""The command line in German: its help stands in `german.toml`, what click says by itself in `locale/`.

What is not translated there stays English; a test asks for all of it.
"""

from __future__ import annotations

import copy
import gettext
import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import click

_TEXTS = Path(__file__).with_suffix(".toml")
_LOCALE = Path(__file__).with_name("locale")
_DOMAIN = "intsite"
_VARIABLE = "LANGUAGE"
_OPTIONS = "[OPTIONEN]"

_Command = TypeVar("_Command", bound=click.Command)


@contextmanager
def spoken() -> Iterator[None]:
    """Have click speak German; gettext asks the environment which language that is."""
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = "de"
    gettext.bindtextdomain(_DOMAIN, _LOCALE)
    domain = gettext.textdomain()
    gettext.textdomain(_DOMAIN)
    try:
        yield
    finally:
        gettext.textdomain(domain)
        os.environ.pop(_VARIABLE)
        if before is not None:
            os.environ[_VARIABLE] = before


def translated(command: _Command, path: str, above: Mapping[str, str] = MappingProxyType({})) -> _Command:
    """The same command with its help in German; `path` is what calls it, `above` the texts of its group."""
    own = {**above, **texts().get(path, {})}
    made = copy.copy(command)
    made.help = own.pop("help", command.help)
    made.options_metavar = _OPTIONS
    made.params = [_with_help(parameter, own) for parameter in command.params]
    if isinstance(made, click.Group):
        made.subcommand_metavar = f"{'[BEFEHL]' if made.invoke_without_command else 'BEFEHL'} [ARGUMENTE]..."
        made.commands = {name: translated(inner, f"{path} {name}", own) for name, inner in made.commands.items()}
    return made


def _with_help(parameter: click.Parameter, known: Mapping[str, str]) -> click.Parameter:
    text = next((known[name] for name in parameter.opts if name in known), None)
    if text is None or not isinstance(parameter, click.Option):
        return parameter
    made = copy.copy(parameter)
    made.help = text
    return made


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """By how a command is called: its help as `help`, that of options by their long names."""
    return tomllib.loads(_TEXTS.read_text(encoding="utf-8"))
