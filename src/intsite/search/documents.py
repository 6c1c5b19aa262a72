"""Pages to the documents that the search knows: lean texts by field, and what readers can narrow by."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from intsite.pages import Page
from intsite.views import (
    AddressView,
    EntryView,
    Fact,
    GlossaryView,
    LinkView,
    Phrase,
    SpokenLanguageView,
    TermView,
    View,
)

_HEADING = re.compile(r"<h([2-6])\b[^>]*?\bid=\"([^\"]+)\"[^>]*>(.*?)</h\1>", re.DOTALL)
_REMARK = re.compile(r"<p\b[^>]*\sdata-pagefind-ignore>.*?</p>", re.DOTALL)
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|td|th|dt|dd|div|tr|caption|summary|blockquote)>|<br\b[^>]*>|<hr\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")

FACETS = (
    ("themes", "theme"),
    ("municipality", "municipality"),
    ("municipalities", "municipality"),
    ("languages", "language"),
)
"""Fields that readers can narrow results by, and under which name."""


Facet = tuple[str, str, str, str]
"""Name, id, its words and their language where it is not the page's: `('language', 'ar', 'Arabisch', '')`."""


class Labels(Struct, frozen=True, kw_only=True):
    """What things are called in one language, also those that only pages in other languages have."""

    kinds: Mapping[str, str]
    """By folder: `offices` to `Stelle`."""
    facets: tuple[Facet, ...]
    pages: int
    """How many pages of entries there are, in whatever language their words are."""


class Section(Struct, frozen=True, kw_only=True):
    """A part of a page under a heading."""

    id: str
    """Of the heading; empty for what stands before the first."""
    heading: str
    text: str


class Document(Struct, frozen=True, kw_only=True):
    """What the search knows of one entry in one language."""

    path: str
    """From the folder of the language: `offices/jobcenter/`; the same in each language."""
    language: str
    title: str
    summary: str
    keywords: tuple[str, ...]
    above: tuple[str, ...]
    """Titles of the entries above it in a tree."""
    sections: tuple[Section, ...]
    kind: str
    """What it is, in words: `Beratungsangebot`."""
    facets: tuple[Facet, ...]
    elsewhere: tuple[tuple[str, str], ...] = ()
    """Languages with the title and keywords that the entry has in them."""


Meaning = tuple[tuple[str, str], tuple[str, str], str]
"""Term and explanation, each with its language where that is not the page's, and the address of both."""


class Found(Struct, frozen=True, kw_only=True):
    """What the search wants to know of a page."""

    language: str
    folder: str = ""
    """Of its kind; empty for a page of the glossary."""
    kind: str = ""
    facets: tuple[Facet, ...] = ()
    document: Document | None = None
    """None for a page in the words of another language."""
    meanings: tuple[tuple[str, Meaning], ...] = ()
    """What the glossary explains there, by id of the concept."""


def of_page(page: Page) -> Found | None:
    """What the search wants to know of a page; None of one that is neither an entry's nor explains words."""
    view, content = page.view, page.view.content
    if isinstance(content, GlossaryView) and not content.is_whole:
        return Found(language=view.language, meanings=tuple(_meanings(view, content)))
    if not isinstance(content, EntryView):
        return None
    return Found(
        language=view.language,
        folder=view.path.split("/")[1],
        kind=content.kind.one,
        facets=tuple(dict.fromkeys(_facets(content))),
        document=_document(view, content) if view.is_searchable else None,
    )


def _meanings(view: View, content: GlossaryView) -> Iterator[tuple[str, Meaning]]:
    path = view.path.removeprefix(f"{view.language}/")
    for letter in content.letters:
        for word in letter.words:
            term, explanation = ((one.text, one.language) for one in (word.term, word.explanation))
            yield word.id, (term, explanation, f"{path}#word-{word.id}")


def by_language(found: Iterable[Found]) -> dict[str, tuple[Document, ...]]:
    """The documents of each language."""
    documents: dict[str, list[Document]] = {}
    for one in found:
        if one.document:
            documents.setdefault(one.language, []).append(one.document)
    return {language: tuple(listed) for language, listed in documents.items()}


def labels_of(found: Iterable[Found]) -> dict[str, Labels]:
    """The labels of each language."""
    kinds: dict[str, dict[str, str]] = {}
    facets: dict[str, dict[Facet, None]] = {}
    count: Counter[str] = Counter()
    for one in (one for one in found if one.folder):
        kinds.setdefault(one.language, {}).setdefault(one.folder, one.kind)
        facets.setdefault(one.language, {}).update(dict.fromkeys(one.facets))
        count[one.language] += 1
    return {
        language: Labels(kinds=named, facets=tuple(facets[language]), pages=count[language])
        for language, named in kinds.items()
    }


def _document(view: View, content: EntryView) -> Document:
    facts = [fact for fact in content.facts if fact.name not in dict(FACETS)]
    named = [Section(id="", heading="", text=text) for fact in facts if (text := " \n".join(_texts(fact.items)))]
    return Document(
        path=view.path.removeprefix(f"{view.language}/"),
        language=view.language,
        title=content.title.text,
        summary=content.summary.text if content.summary else "",
        keywords=view.keywords,
        above=tuple(link.title.text for link in view.breadcrumbs[2:]),
        sections=(*_sections(str(content.body)), *named),
        kind=content.kind.one,
        facets=tuple(dict.fromkeys(_facets(content))),
    )


def _sections(body: str) -> Iterator[Section]:
    """The parts of a rendered text, without what is said of the text itself."""
    pieces = _HEADING.split(_REMARK.sub("", body))
    if text := plain(pieces[0]):
        yield Section(id="", heading="", text=text)
    for identifier, heading, text in zip(pieces[2::4], pieces[3::4], pieces[4::4], strict=True):
        yield Section(id=html.unescape(identifier), heading=plain(heading), text=plain(text))


def plain(markup: str) -> str:
    """The words of HTML that this program has made."""
    return " ".join(html.unescape(_TAG.sub("", _BLOCK_END.sub(" ", markup))).split())


def _texts(items: Iterable[object]) -> Iterator[str]:
    """The words among values; numbers, times and addresses on the web are not looked for."""
    for item in items:
        match item:
            case Markup():
                yield plain(str(item))
            case str():
                yield item
            case Phrase(text=text) | LinkView(title=Phrase(text=text)) | TermView(label=Phrase(text=text)):
                yield text
            case AddressView(name=name, street=street, city=city):
                yield " ".join(filter(None, (name, street, city)))
            case SpokenLanguageView(name=name):
                yield name
            case Fact(items=inner):
                yield from _texts(inner)
            case tuple():
                yield from _texts(item)


def _facets(content: EntryView) -> Iterator[Facet]:
    for field, name in FACETS:
        fact = content.facts[field]
        for item in fact.items if fact else ():
            match item:
                case LinkView(title=title, url=url):
                    yield name, url.rstrip("/").rpartition("/")[2], title.text, title.language
                case SpokenLanguageView(language=language, name=words):
                    yield name, language, words, ""


def with_other_languages(found: Mapping[str, tuple[Document, ...]], bridges: Iterable[str]) -> Iterator[Document]:
    """All documents, each with the words that the same entry has in the languages that people ask in as well."""
    titles: dict[tuple[str, str], str] = {
        (document.path, language): " ".join((document.title, *document.keywords))
        for language in bridges
        for document in found.get(language, ())
    }
    for language, documents in found.items():
        for document in documents:
            elsewhere = tuple(
                (other, titles[document.path, other])
                for other in bridges
                if other.split("-")[0] != language.split("-")[0] and (document.path, other) in titles
            )
            yield replace(document, elsewhere=elsewhere)
