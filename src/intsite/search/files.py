"""The index as files: what the browser loads first, and shards of it that it loads when a query needs them.

`pagefind/search/<language>/index.json` holds the terms (each as the number of letters that it shares with the one
before, as a capital, and the rest), where shards begin, and the documents. A shard is a list with a row for each of its
terms: numbers of documents as differences, times 32, plus the impact. `pagefind/search/words/<language>.json` holds the
rules of a language and the words for concepts, `pagefind/search/<language>/meanings.json` what the glossary says.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from intsite.output import Output
from intsite.search import rules
from intsite.search.concepts import Lexicon
from intsite.search.documents import Document, Found, Labels, Meaning
from intsite.search.ranking import STEPS, Index

FOLDER = "pagefind/search"
_SHARD = 12_000
"""Characters of a shard, before it is compressed."""


def language_files(
    language: str, documents: Sequence[Document], found: Index, labels: Labels, fragments: Mapping[str, str]
) -> Iterator[Output]:
    """The files of one language; `fragments` are names of Pagefind's files by path of the document."""
    shards: list[tuple[int, str]] = []
    for start, rows in _shards(found.postings.values()):
        content = f"[{','.join(rows)}]".encode()
        name = hashlib.blake2b(content, digest_size=5).hexdigest()
        shards.append((start, name))
        yield Output(path=f"{FOLDER}/{language}/{name}.json", content=content)
    facets = {facet: number for number, facet in enumerate(labels.facets)}
    listed = [
        [document.path, document.title, [facets[one] for one in document.facets], fragments.get(document.path, "")]
        for document in documents
    ]
    loaded_first = {
        "terms": _front_coded(found.postings),
        "shards": shards,
        "kinds": labels.kinds,
        "facets": labels.facets,
        "pages": labels.pages,
        "documents": listed,
    }
    yield _json(f"{language}/index.json", loaded_first)


def _shards(postings: Iterable[Sequence[tuple[int, int]]]) -> Iterator[tuple[int, list[str]]]:
    """Rows of terms in portions, each with the number of its first term."""
    rows: list[str] = []
    start = size = 0
    for row in map(_row, postings):
        if rows and size + len(row) > _SHARD:
            yield start, rows
            start, size, rows = start + len(rows), 0, []
        rows.append(row)
        size += len(row)
    if rows:
        yield start, rows


def meaning_files(pages: Iterable[Found], numbers: Mapping[str, int]) -> Iterator[Output]:
    """What the glossary says in each language, by number of the concept."""
    by_language: dict[str, dict[int, Meaning]] = {}
    for page in pages:
        for identifier, meaning in page.meanings:
            by_language.setdefault(page.language, {})[numbers[identifier]] = meaning
    for language, found in by_language.items():
        yield _json(f"{language}/meanings.json", found)


def word_files(lexicons: Mapping[str, Lexicon], site_languages: Iterable[str]) -> Iterator[Output]:
    """The rules and concepts of every language that readers may ask in."""
    tables = rules.tables()
    tags = {tag for tag in tables if tag != "common"} | lexicons.keys() | {tag.split("-")[0] for tag in site_languages}
    scripts: dict[str, list[str]] = {}
    for tag in sorted(tags):
        table = dict(tables.get(tag, {}))
        lexicon = lexicons.get(tag)
        scripts.setdefault(table.get("script", ""), []).append(tag)
        yield _json(f"words/{tag}.json", {**table, "concepts": dict(lexicon.concepts) if lexicon else {}})
    yield _json("words/common.json", {**tables["common"], "scripts": scripts})


def _row(postings: Sequence[tuple[int, int]]) -> str:
    before = 0
    numbers = []
    for document, impact in postings:
        numbers.append((document - before) * (STEPS + 1) + impact)
        before = document
    return f"[{','.join(map(str, numbers))}]"


def _front_coded(terms: Iterable[str]) -> str:
    coded, before = [], ""
    for term in terms:
        shared = 0
        while shared < min(len(term), len(before), 25) and term[shared] == before[shared]:
            shared += 1
        coded.append(f"{chr(ord('A') + shared)}{term[shared:]}")
        before = term
    return "".join(coded)


def _json(path: str, content: object) -> Output:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Output(path=f"{FOLDER}/{path}", content=text.encode())
