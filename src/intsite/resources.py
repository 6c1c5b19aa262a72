"""Where the folders lie that come with the program: inside the installed package, or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]
_ELSEWHERE = {"vocabularies": "content/vocabularies"}
"""Folders that a checkout keeps in another place than at its top."""


def shipped(name: str) -> Path:
    """The folder of that name: `templates`, `assets`, `vocabularies` or `starter`."""
    packaged = _PACKAGE / name
    return packaged if packaged.is_dir() else _CHECKOUT / _ELSEWHERE.get(name, name)
