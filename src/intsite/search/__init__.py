"""The search: an index of each language's words, and Pagefind's bundle for excerpts and exact phrases.

docs/search.md says how a query is answered. `documents` takes from the pages what can be found, `rules` reads words,
`concepts` knows what is called the same, `ranking` weighs, `files` writes, `pagefind` runs Pagefind.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from intsite.memo import NO_MEMO, Memo, digest_of
from intsite.output import Output
from intsite.resolve import Site
from intsite.search import concepts, documents, files, pagefind, ranking
from intsite.search.concepts import Lexicon
from intsite.search.documents import Document, Found, Labels, of_page
from intsite.search.pagefind import SearchIndexError
from intsite.workers import Map

__all__ = ("Found", "SearchIndexError", "index", "is_of_index", "of_page")


def index(
    site: Site,
    pages: Sequence[Found],
    *,
    memo: Memo = NO_MEMO,
    map: Map = map,  # noqa: A002  that of `workers` may stand in for it
) -> tuple[Output, ...]:
    """All files of the search; only languages in which a page has changed are indexed again.

    Raises `SearchIndexError`.
    """
    found, named = documents.by_language(pages), documents.labels_of(pages)
    bridges = tuple(dict.fromkeys((site.config.source, "en")))
    by_language: dict[str, list[Document]] = {language: [] for language in named}
    for document in documents.with_other_languages(found, bridges):
        by_language[document.language].append(document)
    names = concepts.names(site)
    lexicons = functools.cache(partial(concepts.lexicons, names))
    key = digest_of(site.config.languages, names)

    def make_words() -> tuple[Output, ...]:
        return tuple(files.word_files(lexicons(), site.config.languages))

    # First, for all languages that are indexed anew need the same lexicons, each in a process of its own.
    words = memo.once("search", key, make_words) if named else ()
    make = partial(_remembered, named=named, lexicons=lexicons, memo=memo, key=key)
    made: list[_Made] = list(map(make, by_language.items()))
    numbers = {concept.id: number for number, concept in enumerate(site.glossary.concepts)}
    meanings = files.meaning_files(pages, numbers)
    own = [output for outputs, _ in made for output in outputs]
    return (*own, *meanings, *words, *pagefind.joined(bundle for _, bundle in made if bundle))


def is_of_index(path: str) -> bool:
    """Whether a file of the site belongs to the search's index."""
    return path.startswith(f"{pagefind.FOLDER}/")


_Made = tuple[tuple[Output, ...], Mapping[str, bytes]]
"""Files of a language, and Pagefind's."""


def _remembered(
    item: tuple[str, list[Document]],
    *,
    named: Mapping[str, Labels],
    lexicons: Callable[[], Mapping[str, Lexicon]],
    memo: Memo,
    key: str,
) -> _Made:
    language, listed = item
    make = partial(_language, language, listed, named[language], lexicons)
    return memo.once(f"search-{language}", digest_of(key, listed, named[language]), make)


def _language(
    language: str, listed: Sequence[Document], labels: Labels, lexicons: Callable[[], Mapping[str, Lexicon]]
) -> _Made:
    """Of a language without pages of its own only what things are called."""
    bundle = pagefind.bundle(language, listed) if listed else {}
    texts = pagefind.fragments(language, bundle)
    found = ranking.index(listed, lexicons())
    return tuple(files.language_files(language, listed, found, labels, texts)), bundle
