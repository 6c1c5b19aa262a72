"""The answers of Integreat's content API, version 3, to pages whose every field has the expected type."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from msgspec import Struct, field

from intsite.importers.findings import ImportProblem, import_problem
from intsite.importers.integreat import remainder
from intsite.importers.integreat.records import kind_of
from intsite.importers.reading import DAMAGED

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_PLAIN: dict[str, Any] = {"available_languages": {}}
_TAGS = {"de-si": "de-simple"}
"""Integreat's codes that mean something else in BCP 47: its Easy German would be the German of Slovenia."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


class Page(Struct, frozen=True, kw_only=True):
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
    kind: str = "guide"
    """The kind of entry that it becomes."""
    item: Mapping[str, Any] = field(default_factory=dict)
    """As it was delivered, for what only some kinds have."""
    old_paths: tuple[str, ...] = ()
    """Paths under which the page stood before."""
    untold: tuple[tuple[str, str], ...] = ()
    """Text and address of what no field here holds."""

    @property
    def region(self) -> str:
        """First segment of the path."""
        return self.path.split("/")[1]

    @property
    def language(self) -> str:
        """The language as a BCP 47 tag."""
        return language_of(self.path)


class Dump(Struct, frozen=True, kw_only=True):
    """All pages of all files, in the order of the files."""

    pages: tuple[Page, ...]
    problems: tuple[ImportProblem, ...]
    name: str = ""
    """What the list of regions calls the region; empty when there was none."""


def read(files: Sequence[Path]) -> Dump:
    """Read files as `api/v3/<region>/<language>/pages/` delivers them; what is unusable becomes a problem."""
    problems: list[ImportProblem] = []
    pages: dict[str, Page] = {}
    names: dict[str, str] = {}
    for file in [one for path in files for one in _listed(path)]:
        for place, item in _items(file, problems):
            if "bounding_box" in item:
                names[str(item.get("path", "")).strip("/")] = str(item.get("name") or "")
                continue
            page = _page(_complete(item, file), str(file), place, problems)
            if page and page.kind == "guide" and "event" in item:
                problems.append(import_problem("event-without-start", str(file), page.path))
            if page and pages.setdefault(page.path, page) != page:
                problems.append(import_problem("duplicate-page", str(file), page.path))
    if not pages:
        problems.append(import_problem("no-pages", ", ".join(map(str, files))))
    regions = {page.region for page in pages.values()}
    name = next((name for region, name in names.items() if region in regions), "")
    return Dump(pages=tuple(pages.values()), problems=tuple(problems), name=name)


def _listed(path: Path) -> list[Path]:
    """The files of a folder: its own, and the `index.json` of a copy of the API."""
    return sorted({*path.glob("*.json"), *path.glob("**/index.json")}) if path.is_dir() else [path]


def _complete(item: dict[str, Any], file: Path) -> dict[str, Any]:
    """An item with the address that news and imprints lack: it comes from the place of the file."""
    kind = kind_of(item)
    parts = file.with_suffix("").as_posix().replace(".", "/").split("/")
    about = {"imprint", "disclaimer"} & {*parts}
    if kind == "guide" and (about or "/disclaimer" in str(item.get("url", ""))):
        written = urlsplit(str(item.get("url") or "")).path
        path = written if written.count("/") > 2 else _beside(parts, "imprint")  # noqa: PLR2004  /region/language/…
        return _PLAIN | item | {"_kind": "page", "path": item.get("path") or path}
    if kind == "news":
        path = _beside(parts, f"news-{item.get('id')}")
        others = item.get("available_languages")
        here = path.split("/")[2] if path else ""
        translations = {
            code: {
                "id": other.get("id"),
                "path": path.replace(f"/{here}/", f"/{code}/").rpartition("/news-")[0] + f"/news-{other.get('id')}/",
            }
            for code, other in (others.items() if isinstance(others, dict) else ())
            if isinstance(other, dict) and other.get("id") is not None
        }
        return (
            _PLAIN
            | item
            | {"_kind": "news", "path": path, "content": item.get("message"), "available_languages": translations}
        )
    if kind == "guide" and "event" in item:
        return {"parent": {}, "order": 0} | item | {"_kind": "guide"}
    return item | {"_kind": kind}


def _beside(parts: list[str], name: str) -> str:
    """An address from the folders `…/region/language/what/index.json`, or from `what.language.json`."""
    if parts[-1] == "index" and len(parts) > 3:  # noqa: PLR2004
        region, language = parts[-4], parts[-3]
    else:
        region, language = "", parts[-1]
    return f"/{region or '-'}/{language}/{name}/"


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
        value = [value] if isinstance(value, dict) and _is_alone(value) else value
        if not isinstance(value, list) or not all(_is_content(item) for item in value):
            problems.append(import_problem("not-pages", str(file)))
            value = [item for item in value if _is_content(item)] if isinstance(value, list) else []
        yield from ((f"page {number}", item) for number, item in enumerate(value, start=1) if "native_name" not in item)


def _is_alone(value: dict[str, Any]) -> bool:
    """Whether an object outside a list is one: an imprint or a region."""
    return "bounding_box" in value or ("content" in value and "title" in value)


def _is_content(item: object) -> bool:
    """Whether the item is something that an import knows."""
    return isinstance(item, dict) and bool(kind_of(item) or {"bounding_box", "native_name"} & item.keys())


def _page(item: dict[str, Any], file: str, place: str, problems: list[ImportProblem]) -> Page | None:
    fields = _Fields(item)
    path = clean_path(fields.text("path"))
    if path.count("/") < 4:  # noqa: PLR2004  /region/language/page/
        problems.append(import_problem("page-without-path", file, place))
        return None
    if not language_of(path):
        problems.append(import_problem("bad-language-code", file, place, value=path.split("/")[2]))
        return None
    kind = str(item.get("_kind", "guide"))
    parent = fields.part("parent").get("path") if kind == "guide" else ""
    page = Page(
        kind=kind,
        item=item if kind not in {"guide", "page"} else {},
        path=path,
        title=" ".join(fields.text("title").split()) or path.split("/")[-2].replace("-", " "),
        content=fields.text("content"),
        parent=clean_path(parent) if isinstance(parent, str) and parent.strip("/ ") else "",
        order=fields.number("order") if kind == "guide" else 0,
        translations=tuple(_translations(fields.part("available_languages"))),
        modified=_moment(item.get("modified_gmt")),
        old_paths=tuple(_old_paths(item.get("slug_history"), path)),
        untold=remainder.told(item if kind == "office" else item | {"location": None}),
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
        return DAMAGED.sub("", value)

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
