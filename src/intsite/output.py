"""A finished file of the site, with its bytes and without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
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
