"""The glossary's pages: all its words on one, their explanations on a few more, so that each is light."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from intsite.pages.context import Context
from intsite.pages.explanations import word_view
from intsite.pages.index import letter_of
from intsite.views import GlossaryView, LetterView, LinkView, Notice, Phrase, WordView
from intsite.workers import batches

_TOGETHER = 45
"""Explanations on a page."""


def views(context: Context) -> Iterator[GlossaryView]:
    """First the page with all words, then those with their explanations; none where there is no glossary.

    Those hold the same concepts in every language, so that each page is a translation of the others.
    """
    words = [word for concept in context.site.glossary.concepts if (word := word_view(context, concept))]
    if not words:
        return
    folder, title = f"{context.language}/glossary/", context.catalog.text("title-glossary")
    pages = batches(words, _TOGETHER)
    links = [
        LinkView(title=Phrase(text=f"{title} – {number}"), url=f"{folder}{number}/")
        for number in range(1, len(pages) + 1)
    ]
    linked = [
        replace(word, url=f"{link.url}#word-{word.id}")
        for page, link in zip(pages, links, strict=True)
        for word in page
    ]
    everything = _by_letter(context, linked)
    yield GlossaryView(path=folder, title=title, letters=everything, is_whole=True, notices=_notices(context))
    for number, (page, link) in enumerate(zip(pages, links, strict=True)):
        yield GlossaryView(
            path=link.url,
            title=link.title.text,
            letters=_by_letter(context, page),
            is_whole=False,
            previous=links[number - 1] if number else None,
            next=links[number + 1] if number + 1 < len(links) else None,
        )


def _notices(context: Context) -> tuple[Notice, ...]:
    """That nobody whose language it is has read the words, which only editors can tell."""
    source = context.site.config.source
    if context.language in {source, *context.site.glossary.reviewed}:
        return ()
    name = context.catalog.language_name(source)
    return (Notice(key="unreviewed", language_name=name, url=f"{source}/glossary/"),)


def _by_letter(context: Context, words: Sequence[WordView]) -> tuple[LetterView, ...]:
    letters: dict[str, list[WordView]] = {}
    for word in sorted(words, key=lambda word: context.catalog.sort_key(word.term.text)):
        letters.setdefault(letter_of(context, word.term.text), []).append(word)
    return tuple(
        LetterView(id=f"letter-{number}", letter=letter, words=tuple(found))
        for number, (letter, found) in enumerate(letters.items(), start=1)
    )
