"""The search: an index of each language's words, and Pagefind's bundle for excerpts and exact phrases.

docs/search.md says how a query is answered. `documents` takes from the pages what can be found, `rules` reads words,
`concepts` knows what is called the same, `ranking` weighs, `files` writes, `pagefind` runs Pagefind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from intsite.output import Output
from intsite.resolve import Site
from intsite.search import concepts, documents, files, pagefind, ranking
from intsite.search.concepts import Lexicon
from intsite.search.documents import Document, Found, Labels, of_page
from intsite.search.pagefind import SearchIndexError
from intsite.workers import Map

__all__ = ("Found", "SearchIndexError", "index", "of_page")


def index(
    site: Site,
    pages: Sequence[Found],
    cache: Path | None = None,
    *,
    map: Map = map,  # noqa: A002  that of `workers` may stand in for it
) -> tuple[Output, ...]:
    """All files of the search; what Pagefind makes of pages that have not changed comes from the folder `cache`.

    Raises `SearchIndexError`.
    """
    found, named = documents.by_language(pages), documents.labels_of(pages)
    bridges = tuple(dict.fromkeys((site.config.source, "en")))
    by_language: dict[str, list[Document]] = {language: [] for language in named}
    for document in documents.with_other_languages(found, bridges):
        by_language[document.language].append(document)
    lexicons = concepts.lexicons(concepts.names(site))
    make = partial(_language, named=named, lexicons=lexicons, cache=cache)
    made = list(map(make, by_language.items()))
    own = [output for outputs, _ in made for output in outputs]
    shared = files.word_files(lexicons, site.config.languages) if made else ()
    return (*own, *shared, *pagefind.joined(bundle for _, bundle in made if bundle))


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
