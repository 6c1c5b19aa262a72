"""Pagefind: keeps the texts of the pages for excerpts and answers exact phrases; one index per language.

It is fed lean pages, words and headings only: that is faster than the finished ones, and independent of the templates.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

import pagefind_bin

from intsite.output import Output
from intsite.search.documents import Document

FOLDER = "pagefind"
_ENTRY = "pagefind-entry.json"
_NOT_NEEDED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")
_SIGNATURE = b"pagefind_dcd"


class SearchIndexError(Exception):
    """Pagefind could not run or did not finish."""


def bundle(language: str, documents: Sequence[Document]) -> dict[str, bytes]:
    """Pagefind's files for the pages of one language, by path in its folder.

    Raises `SearchIndexError`.
    """
    return _run({f"{language}/{document.path}index.html": lean(document) for document in documents})


def joined(bundles: Iterable[Mapping[str, bytes]]) -> tuple[Output, ...]:
    """The files of all languages as one bundle."""
    files: dict[str, bytes] = {}
    entry: dict[str, dict[str, object]] = {}
    for one in bundles:
        files |= one
        found = json.loads(one[_ENTRY])
        entry = {**found, "languages": {**entry.get("languages", {}), **found["languages"]}}
    if files:
        # Sorted, for Pagefind lists them in a different order each time.
        files[_ENTRY] = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return tuple(Output(path=f"{FOLDER}/{path}", content=content) for path, content in sorted(files.items()))


def fragments(language: str, files: Mapping[str, bytes]) -> dict[str, str]:
    """The names of the files that keep the text of each page, by path below the language."""
    found = {}
    for path, content in files.items():
        if path.startswith("fragment/"):
            fragment = json.loads(gzip.decompress(content).removeprefix(_SIGNATURE))
            found[str(fragment["url"]).removeprefix(f"/{language}/")] = Path(path).stem
    return found


def lean(document: Document) -> str:
    """A page of nothing but its words."""
    language = escape(document.language)
    parts = [f"<h1>{escape(document.title)}</h1>", f"<p>{escape(document.summary)}</p>"]
    for section in document.sections:
        if section.id:
            parts.append(f'<h2 id="{escape(section.id)}">{escape(section.heading)}</h2>')
        parts.append(f"<p>{escape(section.text)}</p>")
    about = f'data-pagefind-meta="kind:{escape(document.kind)}"'
    return f'<html lang="{language}"><body><main data-pagefind-body {about}>{"".join(parts)}</main></body></html>'


def _run(pages: Mapping[str, str]) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory(prefix="intsite-search-") as scratch:
        site, target = Path(scratch, "site"), Path(scratch, "index")
        for path, text in pages.items():
            file = site / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        command = [pagefind_bin.get_executable(), "--site", str(site), "--output-path", str(target), "--quiet"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own binary and folders
        except OSError as error:
            raise SearchIndexError(str(error)) from error
        if done.returncode:
            raise SearchIndexError(done.stderr.strip() or done.stdout.strip())
        return {
            file.relative_to(target).as_posix(): file.read_bytes()
            for file in sorted(target.rglob("*"))
            if file.is_file() and not file.name.startswith(_NOT_NEEDED)
        }
