"""A finished file of the site, with its bytes and without."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct


class Output(Struct, frozen=True, kw_only=True):
    """Bytes and where they belong."""

    path: str
    """POSIX path from the site's root."""
    content: bytes


class Filed(NamedTuple):
    """A finished file of the site without its bytes: these lie aside, or in the folder already."""

    path: str
    size: int
    """Bytes."""
    digest: str
    look: tuple[int, ...] | None
    """How the very file with these bytes looks from outside, now aside and later in its place: see `memo.Stamp`."""
