"""Saved pages of any website to guides: the main text of each, its links to the others, its contacts.

Their languages, their tree and which page translates which come from what the pages say of themselves, else from the
folders that they lie in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from intsite.importers import contacts
from intsite.importers.contacts import Contact, PageText, rewriter
from intsite.importers.findings import ImportProblem, Note, Notebook, import_problem
from intsite.importers.identifiers import slug
from intsite.importers.integreat.dump import Page, language_of
from intsite.importers.integreat.evidence import COURSE_TYPES, course_types, sort_out
from intsite.importers.integreat.tree import Guide, plant
from intsite.importers.markup import escape, markdown
from intsite.importers.outcome import Outcome, read_bytes
from intsite.importers.report import Became
from intsite.importers.repository import Value, words, yaml
from intsite.importers.saved_site import Saved, Site, read
from intsite.importers.states import recorded
from intsite.importers.tidied import Link, Rewrite, Tidied
from intsite.importers.tidy import tidy

_OUTSIDE = re.compile(r"(?:https?|mailto|tel|geo|sms):", re.IGNORECASE)
_LONGEST_SUMMARY = 200
_KINDS = frozenset({"guide", "office", "service", "course"})


class _Source(Struct, frozen=True, kw_only=True):
    """The pages by the paths that `plant` knows them by."""

    site: Site
    saved: Mapping[str, Saved]
    path_of: Mapping[Path, str]
    guides: Mapping[str, Guide]
    """Of each path."""


def convert(path: Path, language: str) -> Outcome:
    """A file, or all `.html` and `.htm` of a folder and the folders in it.

    Words are in the language that a page says, else in that of a folder called like one, else in `language`, which
    leads where any page is written in it.
    """
    problems: list[ImportProblem] = []
    listed = sorted(one for one in path.rglob("*.htm*") if one.is_file()) if path.is_dir() else [path]
    root = path if path.is_dir() else path.parent
    pages: list[Saved] = []
    for file in listed:
        found = read(read_bytes(file, problems), file, root)
        if found is None:
            problems.append(import_problem("no-html", str(file)))
        else:
            pages.append(found)
            problems += [import_problem("too-deep", str(file))] if found.is_too_deep else []
    site = Site(pages)
    languages = {page.file: page.language or _of_folder(page.name) or language for page in pages}
    tags = Counter(languages.values())
    leading = language if language in tags or not tags else min(tags, key=lambda tag: (-tags[tag], tag))
    source, more = _planted(site, languages, leading)
    problems += more
    files, notes, entries = _written(source, leading)
    return Outcome(
        source=f"html-{slug(path.resolve().name)}",
        files=files,
        read={f"pages {tag}": count for tag, count in sorted(tags.items())} or {"pages": 0},
        languages=tuple(sorted(tags, key=lambda tag: (tag != leading, tag))) or (language,),
        entries=tuple(entries),
        notes=tuple(notes),
        problems=tuple(problems),
    )


def _of_folder(name: str) -> str:
    """The language that a folder around the page is called like, one of two letters, such as `en/housing`."""
    return next((part for part in name.split("/")[:-1] if len(part) == 2 and language_of(f"/-/{part}/")), "")  # noqa: PLR2004


def _planted(site: Site, languages: Mapping[Path, str], leading: str) -> tuple[_Source, tuple[ImportProblem, ...]]:
    path_of: dict[Path, str] = {}
    taken: set[str] = set()
    for page in site.by_file.values():
        tag = languages[page.file]
        parts = [part for part in page.name.split("/") if part and part != tag] or [page.file.stem]
        own = path = f"/-/{tag}/{'/'.join(parts)}/"
        number = 1
        while path in taken:
            number += 1
            path = f"{own[:-1]}-{number}/"
        taken.add(path)
        path_of[page.file] = path
    order = site.order()
    planted = []
    for page in site.by_file.values():
        above = site.above(page, languages)
        others = [site.find(page, href) for href in page.alternates]
        planted.append(
            Page(
                path=path_of[page.file],
                title=page.title,
                content=page.main.decode_contents(),
                parent=path_of[above.file] if above else "",
                order=order[page.file],
                modified=page.modified,
                translations=tuple(path_of[other.file] for other in others if other and other is not page),
            )
        )
    guides, problems = plant(planted, leading)
    by_path = {one.path: guide for guide in guides for one in guide.pages}
    saved = {path_of[page.file]: page for page in site.by_file.values()}
    return _Source(site=site, saved=saved, path_of=path_of, guides=by_path), problems


def _written(source: _Source, leading: str) -> tuple[dict[str, str | bytes], list[Note], list[Became]]:
    guides = tuple({guide.key: guide for guide in source.guides.values()}.values())
    found: list[Contact] = []
    for guide in guides:
        for page in guide.pages:
            file = f"{guide.folder}/{page.language}.md"
            outline = _tidied(source, page, Notebook(file=file)).outline
            found += contacts.contacts(
                PageText(file=file, group=guide.key, title=page.title, language=page.language, outline=outline)
            )
    guides, book = sort_out(guides, found, contacts.offices(found, leading))
    source = _Source(
        site=source.site,
        saved=source.saved,
        path_of=source.path_of,
        guides={page.path: guide for guide in guides for page in guide.pages},
    )
    files: dict[str, str | bytes] = {}
    notes: list[Note] = []
    for guide in guides:
        notebook = Notebook(file=f"{guide.folder}/facts.yaml")
        files[notebook.file] = _facts(guide, leading)
        if guide.reason:
            notebook.add(f"page-made-{guide.kind}", text=guide.reason, address=guide.leading.path)
        notes += notebook.notes
        for page in guide.pages:
            notebook = Notebook(file=f"{guide.folder}/{page.language}.md")
            text = _words(source, page, _tidied(source, page, notebook, rewriter(book, notebook.file, notebook)))
            first = str(files.get(f"{guide.folder}/{guide.leading.language}.md", ""))
            is_outdated = bool(page.modified) and page.modified < guide.leading.modified
            if is_outdated:
                notebook.add("translation-outdated", text=page.title)
            files[notebook.file] = recorded(text, first, is_outdated=is_outdated, kinds=_KINDS) if first else text
            notes += notebook.notes
    for office in book.offices:
        files |= {path: text for path, text in contacts.files(office, leading) if path not in files}
    if any(guide.kind == "course" for guide in guides):
        files[COURSE_TYPES] = course_types()
    entries = [
        Became(source=str(source.saved[page.path].file), entry=guide.key, reason=guide.reason)
        for guide in guides
        for page in guide.pages
    ]
    entries += [
        Became(source=one.page, entry=f"office:{office.id}") for office in book.offices for one in office.contacts
    ]
    return files, notes, entries


def _facts(guide: Guide, leading: str) -> str:
    language = guide.leading.language
    placed: dict[str, Value] = {
        "parent" if guide.kind == "guide" else "guide": guide.parent,
        "order": guide.leading.order,
    }
    return yaml(placed | dict(guide.facts) | {"source-language": "" if language == leading else language})


def _tidied(source: _Source, page: Page, notebook: Notebook, rewrite: Rewrite | None = None) -> Tidied:
    return tidy(page.content, page.language, partial(_resolve, source, page, notebook), notebook, rewrite)


def _resolve(source: _Source, page: Page, notebook: Notebook, href: str, text: str) -> Link | None:
    """Links to other saved pages become references; those within the old site that are not there are reported."""
    if href.startswith("#"):
        return Link(address=href, name=href[1:])
    here = source.saved[page.path]
    found = source.site.find(here, href)
    if found:
        path = source.path_of[found.file]
        guide = source.guides[path]
        if language_of(path) != page.language:
            notebook.add("link-across", address=href)
        same = next((one for one in guide.pages if one.language == page.language), guide.leading)
        return Link(address=guide.key, name=same.title)
    if _OUTSIDE.match(href):
        shown = re.sub(r"^(?:https?://(?:www\.)?|mailto:|tel:)", "", href).rstrip("/")
        return Link(address=re.sub(r"^(tel:)\s*|\s+", r"\1", href), name=shown)
    notebook.add("link-dead", text=text, address=href)
    return None


def _words(source: _Source, page: Page, tidied: Tidied) -> str:
    summary = next((text for text in tidied.sentences if len(text) <= _LONGEST_SUMMARY), page.title)
    old = unquote(urlsplit(source.saved[page.path].address).path).strip("/")
    front = {
        "title": page.title,
        "summary": escape(summary, starts_line=True),
        "keywords": tidied.keywords,
        "aliases": [f"/{old}"] if old and not re.search(r'[\\?#:\s<>"]', old) else [],
    }
    return words(front, markdown(tidied.tree))
