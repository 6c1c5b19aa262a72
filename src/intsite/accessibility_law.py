"""The laws of the Länder on accessible websites, and the bodies that enforce them: `accessibility_law.toml`."""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from importlib import resources

from msgspec import Struct

STANDARD = "EN 301 549"
"""What every one of these laws refers to; stands in where the Land is not known."""


class Law(Struct, frozen=True, kw_only=True):
    """What holds in a Land; names are German."""

    law: str
    body: str = ""
    """Whom to turn to after a complaint without a good answer; empty where it is not known."""
    website: str = ""
    checked: dt.date | None = None
    """When law and body were last found in what they publish; None where nobody could."""


def law_of(land: str) -> Law:
    """The law of a Land; for an unknown one only the standard."""
    return _laws().get(land, Law(law=STANDARD))


@functools.cache
def _laws() -> dict[str, Law]:
    text = resources.files(__package__).joinpath("accessibility_law.toml").read_text(encoding="utf-8")
    return {land: Law(**written) for land, written in tomllib.loads(text).items()}
