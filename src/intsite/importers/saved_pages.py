"""Saved pages of any website to guides: the main text of each, its links to the others, its contacts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

from intsite.importers import contacts
from intsite.importers.contacts import Book, Contact, PageText, rewriter
from intsite.importers.findings import ImportProblem, Note, Notebook, import_problem
from intsite.importers.identifiers import slug, unique
from intsite.importers.markup import escape, markdown
from intsite.importers.outcome import Outcome, read_bytes
from intsite.importers.reading import line
from intsite.importers.report import Became
from intsite.importers.repository import words, yaml
from intsite.importers.tidied import Link, Rewrite, Tidied
from intsite.importers.tidy import tidy

_AROUND = ["nav", "header", "footer", "aside", "script", "style", "form"]
"""What stands on every page of a site."""
_OUTSIDE = re.compile(r"(?:https?|mailto|tel|geo|sms):", re.IGNORECASE)
_LONGEST_TITLE, _LONGEST_SUMMARY = 120, 200


def convert(path: Path, language: str) -> Outcome:
    """A file, or all `.html` and `.htm` of a folder and the folders in it, whose words are in `language`."""
    problems: list[ImportProblem] = []
    listed = sorted(one for one in path.rglob("*.htm*") if one.is_file()) if path.is_dir() else [path]
    root = path if path.is_dir() else path.parent
    ids: dict[Path, str] = {}
    pages: dict[Path, tuple[str, Tag]] = {}
    for file in listed:
        found = _main(read_bytes(file, problems))
        if found is None:
            problems.append(import_problem("no-html", str(file)))
            continue
        pages[file.resolve()] = found
        stem = file.parent.name if file.stem == "index" and file.parent != root else file.stem
        ids[file.resolve()] = unique(slug(stem) or "page", slug(file.parent.name), set(ids.values()))
    outlines = {file: _tidied(file, main, language, ids, Notebook(file="")) for file, (_, main) in pages.items()}
    found_contacts: list[Contact] = []
    for file, tidied in outlines.items():
        name, title = f"content/guides/{ids[file]}/{language}.md", pages[file][0]
        page = PageText(file=name, group=ids[file], title=title, language=language, outline=tidied.outline)
        found_contacts += contacts.contacts(page)
    book = Book(found_contacts, contacts.offices(found_contacts, language))
    files: dict[str, str] = {}
    notes: list[Note] = []
    for number, (file, (title, main)) in enumerate(pages.items(), start=1):
        folder = f"content/guides/{ids[file]}"
        notebook = Notebook(file=f"{folder}/{language}.md")
        tidied = _tidied(file, main, language, ids, notebook, rewriter(book, notebook.file, notebook))
        files[f"{folder}/facts.yaml"] = yaml({"order": number})
        files[notebook.file] = _words(title, tidied)
        notes += notebook.notes
    for office in book.offices:
        files |= contacts.files(office, language)
    entries = [Became(source=str(file), entry=f"guide:{ids[file]}") for file in pages]
    entries += [
        Became(source=one.page, entry=f"office:{office.id}") for office in book.offices for one in office.contacts
    ]
    return Outcome(
        source=f"html-{slug(path.resolve().name)}",
        files=files,
        read={"pages": len(listed)},
        language=language,
        entries=tuple(entries),
        notes=tuple(notes),
        problems=tuple(problems),
    )


def _main(content: bytes) -> tuple[str, Tag] | None:
    """The title and the element with the text of a page."""
    soup = BeautifulSoup(content, "lxml")
    main = soup.find("main") or soup.select_one("[role=main]") or soup.find("article") or soup.body
    if not isinstance(main, Tag) or not main.get_text().strip():
        return None
    for around in main.find_all(_AROUND):
        around.decompose()
    heading = main.find("h1")
    title = line(heading.get_text()) if isinstance(heading, Tag) else ""
    if isinstance(heading, Tag) and title:
        heading.decompose()
    title = title or line(soup.title.get_text() if soup.title else "") or line(main.get_text())[:_LONGEST_TITLE]
    return title[:_LONGEST_TITLE], main


def _tidied(
    file: Path, main: Tag, language: str, ids: Mapping[Path, str], notebook: Notebook, rewrite: Rewrite | None = None
) -> Tidied:
    return tidy(main.decode_contents(), language, partial(_resolve, file, ids, notebook), notebook, rewrite)


def _resolve(file: Path, ids: Mapping[Path, str], notebook: Notebook, href: str, text: str) -> Link | None:
    """Links to other saved pages become references; those within the old site that are not there are reported."""
    if _OUTSIDE.match(href):
        shown = re.sub(r"^(?:https?://(?:www\.)?|mailto:|tel:)", "", href).rstrip("/")
        return Link(address=re.sub(r"^(tel:)\s*|\s+", r"\1", href), name=shown)
    if href.startswith("#"):
        return Link(address=href, name=href[1:])
    target = (file.parent / unquote(urlsplit(href).path)).resolve()
    for candidate in (target, target / "index.html", target.with_suffix(".html")):
        if candidate in ids:
            return Link(address=f"guide:{ids[candidate]}", name=ids[candidate])
    notebook.add("link-dead", text=text, address=href)
    return None


def _words(title: str, tidied: Tidied) -> str:
    summary = next((text for text in tidied.sentences if len(text) <= _LONGEST_SUMMARY), title)
    front = {"title": title, "summary": escape(summary, starts_line=True), "keywords": tidied.keywords}
    return words(front, markdown(tidied.tree))
