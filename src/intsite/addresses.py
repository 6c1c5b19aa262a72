"""Addresses within the site: paths from its root, made relative to a page so that the site runs from any folder."""

from __future__ import annotations

import posixpath
from urllib.parse import quote


def relative(folder: str, target: str) -> str:
    """`target`, a path from the root, as seen from a page in `folder` (`de/offices/jobcenter/`, empty for the root).

    A fragment or query stays; an empty target stays empty; a closing slash stays.
    """
    if not target:
        return ""
    path, mark, rest = _split(target)
    found = posixpath.relpath("/" + path, "/" + folder)
    if path.endswith("/") or not path:
        found += "/"
    return quote(found) + mark + rest


def _split(target: str) -> tuple[str, str, str]:
    for mark in "?#":
        path, found, rest = target.partition(mark)
        if found:
            return path, mark, rest
    return target, "", ""


def absolute(base_url: str, target: str) -> str:
    """`target`, a path from the root, below `base_url`; empty when the base is not known."""
    return base_url + quote(target) if base_url else ""
