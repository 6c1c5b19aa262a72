"""The search: an index of each language's words, and Pagefind's bundle for excerpts and exact phrases.

docs/search.md says how a query is answered. `documents` takes from the pages what can be found, `rules` reads words,
`concepts` knows what is called the same, `ranking` weighs, `files` writes, `pagefind` runs Pagefind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from intsite.output import Output
from intsite.pages import Page
from intsite.resolve import Site
from intsite.search import concepts, documents, files, pagefind, ranking
from intsite.search.concepts import Lexicon
from intsite.search.documents import Document, Labels
from intsite.search.pagefind import SearchIndexError

__all__ = ("SearchIndexError", "index")

_AT_ONCE = 2
"""Languages indexed side by side: Pagefind works on one while the words of another are weighed."""


def index(site: Site, pages: Iterable[Page], cache: Path | None = None) -> tuple[Output, ...]:
    """All files of the search; what Pagefind makes of pages that have not changed comes from the folder `cache`.

    Raises `SearchIndexError`.
    """
    listed = list(pages)
    found, named = documents.of_pages(listed), documents.labels_of(listed)
    bridges = tuple(dict.fromkeys((site.config.source, "en")))
    by_language: dict[str, list[Document]] = {language: [] for language in named}
    for document in documents.with_other_languages(found, bridges):
        by_language[document.language].append(document)
    lexicons = concepts.lexicons(concepts.names(site))
    make = partial(_language, named=named, lexicons=lexicons, cache=cache)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        made = list(pool.map(make, by_language.items()))
    numbers = {concept.id: number for number, concept in enumerate(site.glossary.concepts)}
    meanings = files.meaning_files(documents.meanings_of(listed), numbers)
    own = [output for outputs, _ in made for output in outputs]
    shared = files.word_files(lexicons, site.config.languages) if made else ()
    return (*own, *meanings, *shared, *pagefind.joined(bundle for _, bundle in made if bundle))


def _language(
    item: tuple[str, list[Document]],
    *,
    named: Mapping[str, Labels],
    lexicons: Mapping[str, Lexicon],
    cache: Path | None,
) -> tuple[list[Output], Mapping[str, bytes]]:
    """The files of one language, and Pagefind's; of a language without pages of its own only what things are called."""
    language, listed = item
    bundle = pagefind.bundle(language, listed, cache) if listed else {}
    texts = pagefind.fragments(language, bundle)
    return list(files.language_files(language, listed, ranking.index(listed, lexicons), named[language], texts)), bundle
