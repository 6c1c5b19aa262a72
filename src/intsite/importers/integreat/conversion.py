"""Pages to the files of a repository."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, unquote

from bs4 import BeautifulSoup
from msgspec import Struct

from intsite.importers import contacts
from intsite.importers.contacts import Book, Contact, Office, PageText, rewriter
from intsite.importers.findings import ImportProblem, Note, Notebook, import_problem
from intsite.importers.integreat import remainder
from intsite.importers.integreat.dump import Dump, Page
from intsite.importers.integreat.evidence import COURSE_TYPES, course_types, sort_out
from intsite.importers.integreat.links import Addresses, addresses, resolve
from intsite.importers.integreat.records import FOLDERS, Region, facts, number_of
from intsite.importers.integreat.tree import Guide, plant
from intsite.importers.markup import escape, markdown
from intsite.importers.merging import Written, write_files
from intsite.importers.repository import LONGEST_TITLE, Value, short, site_toml, words, yaml
from intsite.importers.states import recorded
from intsite.importers.tidied import Rewrite
from intsite.importers.tidy import tidy

_KINDS = frozenset(FOLDERS)
"""What imported texts link to."""
_LONGEST_SUMMARY = 200
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3}[.!?])[“\"»)]?\s+(?=[^\W_a-z])|(?<=[؟۔。!?])\s+")
"""Between sentences: not after `z. B.`, `Nr.` or a number, and not before a small letter."""
_WHOLE = re.compile(r"[.!?…؟。።][“”\"»)]?$")
"""The end of a sentence, not the colon before a list."""


class Import(Struct, frozen=True, kw_only=True):
    """A region as the files of a repository."""

    region: str
    """The region's slug in the old addresses; empty when there was no page."""
    name: str
    """What the portal is called."""
    languages: tuple[str, ...]
    """BCP 47 tags, the leading language first."""
    files: Mapping[str, str | bytes]
    """Content by POSIX path below the root of the repository, without site.toml."""
    guides: tuple[Guide, ...]
    book: Book
    """The contacts that stood in the texts, and the offices they became."""
    notes: tuple[Note, ...]
    problems: tuple[ImportProblem, ...]
    """Those of reading included."""


def convert(dump: Dump, *, region: str | None = None) -> Import:
    """Turn the pages of one region into guides; `region` is the name of the portal."""
    slug = _region(dump)
    pages = [page for page in dump.pages if page.region == slug]
    problems = list(dump.problems)
    problems += [
        import_problem("other-region", page.path, region=page.region, expected=slug)
        for page in dump.pages
        if page.region != slug
    ]
    portal = region or dump.name or slug.replace("-", " ").title()
    tags = Counter(page.language for page in pages)
    source = "de" if "de" in tags or not tags else min(tags, key=lambda tag: (-tags[tag], tag))
    guides: tuple[Guide, ...] = ()
    for kind in FOLDERS:
        planted, found = plant([page for page in pages if page.kind == kind], source)
        guides += planted
        problems += found
    known = addresses(slug, guides)
    taken = {guide.id for guide in guides if guide.kind == "office"}
    found_contacts = [contact for guide in guides for contact in _contacts(guide, known)]
    places, others = contacts.at_places(found_contacts, [_place(guide) for guide in guides if guide.kind == "office"])
    guides, book = sort_out(guides, found_contacts, contacts.offices(others, source, taken), places)
    known = addresses(slug, guides)
    about = Region(
        name=portal,
        offices={
            number: guide.id
            for guide in guides
            if guide.leading.kind == "office" and (number := number_of(guide.leading.item))
        },
    )
    files: dict[str, str | bytes] = {}
    notes: list[Note] = []
    for guide in guides:
        folder = guide.folder
        notebook = Notebook(file=f"{folder}/facts.yaml")
        files[notebook.file] = _facts(guide, source, about, notebook)
        if guide.reason:
            notebook.add(f"page-made-{guide.kind}", text=guide.reason, address=guide.leading.path)
        notes += notebook.notes
        for page in guide.pages:
            notebook = Notebook(file=f"{folder}/{page.language}.md")
            rewrite = rewriter(book, notebook.file, notebook)
            files[notebook.file] = _words(page, known, rewrite, notebook, problems)
            if page is not guide.leading:
                is_outdated = bool(page.modified) and page.modified < guide.leading.modified
                if is_outdated:
                    notebook.add("translation-outdated", text=page.title)
                leading = str(files[f"{folder}/{guide.leading.language}.md"])
                files[notebook.file] = recorded(
                    str(files[notebook.file]), leading, is_outdated=is_outdated, kinds=_KINDS
                )
            notes += notebook.notes
    for office in book.offices:
        files |= {path: text for path, text in contacts.files(office, source) if path not in files}
    if any(guide.kind == "course" for guide in guides):
        files[COURSE_TYPES] = course_types()
    return Import(
        region=slug,
        name=portal,
        languages=tuple(sorted(tags, key=lambda tag: (tag != source, tag))),
        files=MappingProxyType(files),
        guides=guides,
        book=book,
        notes=_by_use(notes, book),
        problems=tuple(problems),
    )


def write(import_: Import, into: Path, *, remove_gone: bool = False) -> Written:
    """Write everything below `into`, and a site.toml and a vocabulary where there is none.

    With `remove_gone` pages go that are no more, unless anything could not be read or an editor changed them.
    """
    files = dict(import_.files)
    if (into / COURSE_TYPES).exists():
        files.pop(COURSE_TYPES, None)
    if not (into / "site.toml").exists():
        files["site.toml"] = site_toml(import_.name, import_.languages, import_.region)
    is_complete = not import_.problems
    return write_files(files, into, f"integreat-{import_.region}", remove_gone=remove_gone and is_complete)


def _region(dump: Dump) -> str:
    """The region of most pages."""
    regions = Counter(page.region for page in dump.pages)
    return min(regions, key=lambda slug: (-regions[slug], slug)) if regions else ""


def _facts(guide: Guide, source: str, region: Region, notebook: Notebook) -> str:
    leading = guide.leading
    placed: dict[str, Value] = {}
    if leading.kind == "guide":
        placed = {"parent" if guide.kind == "guide" else "guide": guide.parent, "order": leading.order}
    return yaml(
        placed
        | dict(guide.facts or facts(guide.kind, {page.language: page.item for page in guide.pages}, region, notebook))
        | {"source-language": "" if leading.language == source else leading.language}
    )


def _place(guide: Guide) -> Office:
    """A place of the source as the office that it is here."""
    known = facts(
        guide.kind, {guide.leading.language: guide.leading.item}, Region(name="", offices={}), Notebook(file="")
    )
    return contacts.of_facts(guide.id, tuple((page.language, page.title) for page in guide.pages), known)


def _by_use(notes: Sequence[Note], book: Book) -> tuple[Note, ...]:
    """The notes in their order, except that offices to be named come by how many texts refer to them."""
    uses = {f"office:{office.id}": len(office.contacts) for office in book.offices}
    return tuple(
        sorted(notes, key=lambda note: -uses.get(note.address, 0) if note.kind == "contact-named-above" else 0)
    )


def _contacts(guide: Guide, known: Addresses) -> Iterator[Contact]:
    """What stands on the pages of a guide to visit, call and write to."""
    for page in guide.pages:
        file = f"{guide.folder}/{page.language}.md"
        notebook = Notebook(file=file)
        try:
            outline = tidy(page.content, page.language, partial(resolve, known, page, notebook), notebook).outline
        except RecursionError:
            continue
        text = PageText(file=file, group=guide.key, title=page.title, language=page.language, outline=outline)
        yield from contacts.contacts(text)


def _words(page: Page, known: Addresses, rewrite: Rewrite, notebook: Notebook, problems: list[ImportProblem]) -> str:
    title, whole = short(page.title, LONGEST_TITLE), page.title
    try:
        tidied = tidy(page.content, page.language, partial(resolve, known, page, notebook), notebook, rewrite)
        body, sentences, keywords = markdown(tidied.tree), tidied.sentences, tidied.keywords
    except RecursionError:
        problems.append(import_problem("too-deep", page.path))
        notebook.notes.clear()
        text = " ".join(BeautifulSoup(f"<body>{page.content}</body>", "lxml").get_text(" ").split())
        body, sentences, keywords = escape(text, starts_line=True) + "\n", (text,), ()
    people = remainder.people(page.item) if page.kind == "office" else ""
    body = f"{body}\n{people}\n".lstrip("\n") if people else body
    for said, address in page.untold:
        notebook.add("field-left", text=said, address=address)
    if title != whole:
        notebook.add("title-shortened", text=whole)
        body = "\n\n".join(filter(None, (escape(whole, starts_line=True), body)))
    if _is_placeholder(page, body):
        notebook.add("placeholder")
    front = {
        "title": title,
        "summary": escape(_summary(sentences) or title, starts_line=True),
        "keywords": keywords,
        "aliases": [_alias(path) for path in (page.path, *page.old_paths)] if page.kind != "news" else [],
    }
    return words(front, body)


def _summary(texts: tuple[str, ...]) -> str:
    """Whole sentences from the start of the text, as many as fit; without one, the first words there are."""
    parts = [part.strip() for text in texts for part in _SENTENCE_END.split(text)]
    sentences = [part for part in parts if _WHOLE.search(part)] or parts
    summary = ""
    for sentence in sentences:
        longer = f"{summary} {sentence}".strip()
        if summary and len(longer) > _LONGEST_SUMMARY:
            break
        summary = longer
    return short(summary, _LONGEST_SUMMARY)


def _alias(path: str) -> str:
    """An old address, readable, with percent signs only for what an address cannot hold."""
    return re.sub(r"[\\?#:\s<>\"%]", lambda found: quote(found[0], safe=""), path)


def _is_placeholder(page: Page, body: str) -> bool:
    """Whether the text is what the system shows in place of a translation: a sentence and links."""
    blocks = body.strip().split("\n\n")
    items = blocks[1].split("\n") if len(blocks) == 2 else []  # noqa: PLR2004  the sentence and the list
    links = [re.fullmatch(r"- \[[^\]]+\]\((?:https://integreat\.app)?([^)]+)\)", item) for item in items]
    return bool(links) and all(link and unquote(link[1]) in page.translations for link in links)
