"""Pagefind: keeps the texts of the pages for excerpts and answers exact phrases; one index per language.

It is fed lean pages, words and headings only: that is faster than the finished ones, and independent of the templates.
They never lie on a disk: thousands of files made and deleted took as long as all of the rest.
"""

from __future__ import annotations

import base64
import contextlib
import gzip
import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import IO, Any, cast

import pagefind_bin

from intsite.output import Output
from intsite.search.documents import Document

FOLDER = "pagefind"
_ENTRY = "pagefind-entry.json"
_NOT_NEEDED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")
_SIGNATURE = b"pagefind_dcd"
_AT_ONCE = 1 << 20
"""Bytes of an answer."""


class SearchIndexError(Exception):
    """Pagefind could not run or did not finish."""


def bundle(language: str, documents: Sequence[Document]) -> dict[str, bytes]:
    """Pagefind's files for the pages of one language, by path in its folder.

    Raises `SearchIndexError`.
    """
    with _service() as pagefind:
        pagefind.ask("NewIndex", config={})
        for document in documents:
            place = f"{language}/{document.path}index.html"
            pagefind.ask("AddFile", index_id=0, file_path=place, file_contents=lean(document))
        files = {one["path"]: base64.b64decode(one["content"]) for one in pagefind.ask("GetFiles", index_id=0)["files"]}
    return {path: files[path] for path in sorted(files) if not path.startswith(_NOT_NEEDED)}


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


class _Service:
    """Pagefind as a process that is asked one thing after the other, so that the same pages give the same files.

    It reads and writes JSON in Base64 with a comma behind, as for the wrappers that Pagefind has in other languages:
    https://pagefind.app/docs/node-api/.
    """

    def __init__(self, asked: IO[bytes], answers: IO[bytes], complaints: IO[bytes]) -> None:
        self._asked = asked
        self._answers = answers
        self._complaints = complaints

    def ask(self, what: str, **about: object) -> dict[str, Any]:
        """The answer to a message; raises `SearchIndexError`."""
        message = json.dumps({"message_id": 1, "payload": {"type": what, **about}}).encode()
        written = b""
        with contextlib.suppress(BrokenPipeError):
            self._asked.write(base64.b64encode(message) + b",")
            self._asked.flush()
            while not written.endswith(b",") and (more := os.read(self._answers.fileno(), _AT_ONCE)):
                written += more
        if not written.endswith(b","):
            self._complaints.seek(0)
            raise SearchIndexError(self._complaints.read().decode(errors="replace").strip() or "Pagefind has ended")
        answer: dict[str, Any] = json.loads(base64.b64decode(written[:-1]))["payload"]
        if answer["type"] == "Error":
            raise SearchIndexError(answer["message"])
        return answer


@contextlib.contextmanager
def _service() -> Iterator[_Service]:
    """It ends when nobody can ask any more, whatever has happened to the one who did."""
    command = [pagefind_bin.get_executable(), "--service"]
    with tempfile.TemporaryFile() as complaints:
        try:
            process = subprocess.Popen(  # noqa: S603  our own binary
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints
            )
        except OSError as error:
            raise SearchIndexError(str(error)) from error
        try:
            yield _Service(cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout), complaints)
        finally:
            process.communicate()
