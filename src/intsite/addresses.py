"""Addresses within the site: paths from its root, made relative to a page so that the site runs from any folder."""

from __future__ import annotations

import functools
from urllib.parse import quote


def relative(folder: str, target: str) -> str:
    """`target`, a path from the root, as seen from a page in `folder` (`de/offices/jobcenter/`, empty for the root).

    A fragment or query stays; an empty target stays empty.
    """
    if not target:
        return ""
    up = "../" * folder.count("/")
    written = _written(target)
    return up + written if up or not written.startswith(("#", "?")) else f"./{written}"


def absolute(base_url: str, target: str) -> str:
    """`target`, a path from the root, below `base_url`; empty when the base is not known."""
    return base_url + _written(target) if base_url else ""


@functools.lru_cache(maxsize=1 << 12)
def _written(target: str) -> str:
    """A path with what an address may not hold escaped; a query or fragment is there already as it should be."""
    for mark in "?#":
        path, found, rest = target.partition(mark)
        if found:
            return quote(path) + mark + rest
    return quote(target)
