"""A finished file of the site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """Bytes and where they belong."""

    path: str
    """POSIX path from the site's root."""
    content: bytes
