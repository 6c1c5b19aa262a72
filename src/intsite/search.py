"""The search index: Pagefind over the searchable pages, one index per language."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pagefind_bin

from intsite.output import Output

FOLDER = "pagefind"
_MARK = b"data-pagefind-body"
_ENTRY = "pagefind-entry.json"
_NOT_NEEDED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")


class SearchIndexError(Exception):
    """Pagefind could not run or did not finish."""


def index(outputs: Iterable[Output]) -> tuple[Output, ...]:
    """The files of the index over all pages that mark a body for it.

    Raises `SearchIndexError`.
    """
    pages = [output for output in outputs if output.path.endswith(".html") and _MARK in output.content]
    if not pages:
        return ()
    with tempfile.TemporaryDirectory(prefix="intsite-search-") as scratch:
        site, bundle = Path(scratch, "site"), Path(scratch, "index")
        for page in pages:
            file = site / page.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(page.content)
        _run(site, bundle)
        return tuple(
            Output(path=f"{FOLDER}/{file.relative_to(bundle).as_posix()}", content=_content(file))
            for file in sorted(bundle.rglob("*"))
            if file.is_file() and not file.name.startswith(_NOT_NEEDED)
        )


def _content(file: Path) -> bytes:
    """The bytes of a file of the index; Pagefind lists the languages in a different order each time."""
    if file.name != _ENTRY:
        return file.read_bytes()
    entry = json.loads(file.read_bytes())
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _run(site: Path, bundle: Path) -> None:
    command = [pagefind_bin.get_executable(), "--site", str(site), "--output-path", str(bundle), "--quiet"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own binary and folders
    except OSError as error:
        raise SearchIndexError(str(error)) from error
    if done.returncode:
        raise SearchIndexError(done.stderr.strip() or done.stdout.strip())
