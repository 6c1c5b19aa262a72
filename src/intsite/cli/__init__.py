"""The command line: the only place that prints, and that decides about exit statuses.

0: fine. 1: problems in content. 2: wrong usage or environment.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from intsite import __version__
from intsite.cli.terminal import editor_language, fail, say

COMMANDS = {
    "check": "checking.check",
    "serve": "building.serve",
    "build": "building.build",
    "new": "authoring.new",
    "kinds": "authoring.kinds",
    "init": "authoring.init",
    "admin": "administering.admin",
    "translations": "translating.translations",
    "audio": "speaking.audio",
    "freshness": "reviewing.freshness",
    "confirm": "reviewing.confirm",
    "advice": "advising.advice",
    "links": "following.links",
    "import": "importing.import_group",
}
"""In the order of the work: name to module and function below `intsite.cli`, loaded when somebody asks for it."""
_NAME = "intsite"
_BRIEF = frozenset({"check", "build"})
"""They end before circles of garbage take much room: nobody looks for any."""


class Commands(click.Group):
    """Commands that are loaded when somebody types them, and a plain sentence for whatever the environment does."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, from its module."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(".")
        command: click.Command = getattr(import_module(f"intsite.cli.{module}"), function)
        if editor_language() != "de":
            return command
        from intsite.cli import german

        return german.translated(command, f"{_NAME} {cmd_name}")

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed, or which it may have been."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(error.command_name, possibilities=COMMANDS, ctx=ctx) from None

    def main(self, *args: Any, **options: Any) -> Any:
        """Run in the editor's language."""
        if editor_language() != "de":
            return super().main(*args, **options)
        from intsite.cli import german

        with german.spoken():
            return click.Group.main(german.translated(self, _NAME), *args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; trouble with files or folders is told, not thrown."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            sys.exit(0)
        except ChildProcessError:
            fail(
                say(
                    "Ein Prozess, der mitgearbeitet hat, wurde von außen beendet. Vielleicht fehlt Speicher.",
                    "A process that worked on this was ended from outside. Maybe there is too little memory.",
                )
            )
        except OSError as error:
            fail(say(f"Das geht hier nicht: {error}", f"This cannot be done here: {error}"))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name=_NAME)
@click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Folder of site.toml; the current folder when not given.",
)
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """Build a county's integration portal from Markdown and YAML.

    \b
    Example:
      intsite check            is everything right?
      intsite serve            preview at http://127.0.0.1:8000/
      intsite build            write the site to public/
    """
    ctx.obj = root


def run() -> None:
    """The program. It ends without freeing value by value what it knows: a sixth of a small build, with the garbage."""
    if _BRIEF.intersection(sys.argv):
        gc.disable()
    try:
        main()
    except SystemExit as end:
        atexit._run_exitfuncs()  # noqa: SLF001  as the interpreter does it before it frees everything
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):
                stream.flush()
        os._exit(end.code if isinstance(end.code, int) else bool(end.code))
