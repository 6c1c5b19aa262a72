"""The answers of Integreat's content API, version 3, to pages whose every field has the expected type."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from intsite.importers.findings import ImportProblem, import_problem

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_TAGS = {"de-si": "de-simple"}
"""Integreat's codes that mean something else in BCP 47: its Easy German would be the German of Slovenia."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_DAMAGED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters and halves of surrogate pairs, which JSON can hold and a text file cannot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page in one language."""

    path: str
    """`/region/language/…/page/`: decoded, a slash at both ends; identifies the page and its language."""
    title: str
    content: str
    """HTML."""
    parent: str
    """Path of the page above; empty at the top."""
    order: int
    """Sorts brothers and sisters only."""
    translations: tuple[str, ...]
    """Paths of the same page in other languages, imported or not."""
    modified: str = ""
    """When somebody last changed it, UTC, as ISO 8601; empty when unknown."""
    old_paths: tuple[str, ...] = ()
    """Paths under which the page stood before."""

    @property
    def region(self) -> str:
        """First segment of the path."""
        return self.path.split("/")[1]

    @property
    def language(self) -> str:
        """The language as a BCP 47 tag."""
        return language_of(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """All pages of all files, in the order of the files."""

    pages: tuple[Page, ...]
    problems: tuple[ImportProblem, ...]


def read(files: Sequence[Path]) -> Dump:
    """Read files as `api/v3/<region>/<language>/pages/` delivers them; what is unusable becomes a problem."""
    problems: list[ImportProblem] = []
    pages: dict[str, Page] = {}
    listed = [one for file in files for one in (sorted(file.glob("*.json")) if file.is_dir() else [file])]
    for file in listed:
        for place, item in _items(file, problems):
            page = _page(item, str(file), place, problems)
            if page and pages.setdefault(page.path, page) != page:
                problems.append(import_problem("duplicate-page", str(file), page.path))
    if not pages:
        problems.append(import_problem("no-pages", ", ".join(map(str, files))))
    return Dump(pages=tuple(pages.values()), problems=tuple(problems))


def language_of(path: str) -> str:
    """The BCP 47 tag of the language that a path names; empty when it names none."""
    code = (*path.lower().split("/"), "", "")[2]
    return _TAGS.get(code, _usual_case(code)) if _LANGUAGE.fullmatch(code) else ""


def _usual_case(code: str) -> str:
    """`zh-cn` as BCP 47 recommends to write it: regions in capitals, scripts with one."""
    first, *rest = code.split("-")
    cases = {2: str.upper, 4: str.title}
    return "-".join([first, *(cases[len(part)](part) if len(part) in cases else part for part in rest)])


def clean_path(path: str) -> str:
    """A path as pages carry it: decoded, composed characters, a slash at both ends."""
    return unicodedata.normalize("NFC", "/" + unquote(path).strip().strip("/") + "/").replace("//", "/")


def _items(file: Path, problems: list[ImportProblem]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of the list in `file`, each with its place."""
    try:
        value = json.loads(file.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        problems.append(import_problem("file-missing", str(file)))
    except UnicodeDecodeError:
        problems.append(import_problem("not-utf-8", str(file)))
    except OSError as error:
        problems.append(import_problem("unreadable", str(file), reason=error.strerror))
    except RecursionError:
        problems.append(import_problem("not-json", str(file), reason="nested too deeply"))
    except ValueError as error:
        problems.append(import_problem("not-json", str(file), reason=error))
    else:
        if not isinstance(value, list) or not all(_is_page(item) for item in value):
            problems.append(import_problem("not-pages", str(file)))
            value = [item for item in value if _is_page(item)] if isinstance(value, list) else []
        yield from ((f"page {number}", item) for number, item in enumerate(value, start=1))


def _is_page(item: object) -> bool:
    """Whether the item can be a page; places and events have fields that pages have not."""
    return isinstance(item, dict) and not {"location", "event", "opening_hours"}.intersection(item)


def _page(item: dict[str, Any], file: str, place: str, problems: list[ImportProblem]) -> Page | None:
    fields = _Fields(item)
    path = clean_path(fields.text("path"))
    if path.count("/") < 4:  # noqa: PLR2004  /region/language/page/
        problems.append(import_problem("page-without-path", file, place))
        return None
    if not language_of(path):
        problems.append(import_problem("bad-language-code", file, place, value=path.split("/")[2]))
        return None
    parent = fields.part("parent").get("path")
    page = Page(
        path=path,
        title=" ".join(fields.text("title").split()) or path.split("/")[-2].replace("-", " "),
        content=fields.text("content"),
        parent=clean_path(parent) if isinstance(parent, str) and parent.strip("/ ") else "",
        order=fields.number("order"),
        translations=tuple(_translations(fields.part("available_languages"))),
        modified=_moment(item.get("modified_gmt")),
        old_paths=tuple(_old_paths(item.get("slug_history"), path)),
    )
    problems += [import_problem("wrong-type", file, f"{place}, {path}", name=name) for name in fields.wrong]
    return page


class _Fields:
    """The fields of one object; remembers which were missing or of another type than expected."""

    def __init__(self, item: dict[str, Any]) -> None:
        self.item = item
        self.wrong: list[str] = []

    def text(self, name: str) -> str:
        value = self.item.get(name)
        if not isinstance(value, str):
            self.wrong.append(name)
            return ""
        return _DAMAGED.sub("", value)

    def number(self, name: str) -> int:
        value = self.item.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            self.wrong.append(name)
            return 0
        return value

    def part(self, name: str) -> dict[str, Any]:
        value = self.item.get(name)
        if not isinstance(value, dict):
            self.wrong.append(name)
            return {}
        return value


def _translations(available: dict[str, Any]) -> Iterator[str]:
    """The paths in `available_languages`; an entry without an id is a fallback and no translation."""
    for entry in available.values():
        if isinstance(entry, dict) and entry.get("id") is not None and isinstance(entry.get("path"), str):
            path = clean_path(entry["path"])
            if language_of(path):
                yield path


def _moment(value: object) -> str:
    return value if isinstance(value, str) and _MOMENT.match(value) else ""


def _old_paths(slugs: object, path: str) -> Iterator[str]:
    """Former slugs as paths: the page stood where it stands, under another name."""
    for slug in slugs if isinstance(slugs, list) else ():
        if isinstance(slug, str) and slug.strip("/ "):
            old = clean_path(slug if "/" in slug.strip("/") else path.rsplit("/", 2)[0] + "/" + slug)
            if old != path:
                yield old
