"""The command line: the only place that prints, and that decides about exit statuses.

0: fine. 1: problems in content. 2: wrong usage or environment.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from intsite import __version__
from intsite.cli import (
    administering,
    advising,
    authoring,
    building,
    checking,
    following,
    importing,
    reviewing,
    speaking,
    translating,
)
from intsite.cli.terminal import fail, say


class Commands(click.Group):
    """Commands in the order of the work, and a plain sentence for whatever the environment does."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they are defined."""
        del ctx
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; trouble with files or folders is told, not thrown."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            sys.exit(0)
        except OSError as error:
            fail(say(f"Das geht hier nicht: {error}", f"This cannot be done here: {error}"))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="intsite")
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


for command in (
    checking.check,
    building.serve,
    building.build,
    authoring.new,
    authoring.kinds,
    authoring.init,
    administering.admin,
    translating.translations,
    speaking.audio,
    reviewing.freshness,
    reviewing.confirm,
    advising.advice,
    following.links,
    importing.import_group,
):
    main.add_command(command)
