"""`import`: content from elsewhere."""

from __future__ import annotations

import click


@click.group("import")
def import_group() -> None:
    """Take over content from another system."""
