"""The glossary's pages: all its words on one, their explanations on a few more, so that each is light."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from intsite.pages.context import Context
from intsite.pages.explanations import word_view
from intsite.pages.index import letter_of
from intsite.views import GlossaryView, LetterView, LinkView, Notice, Phrase, WordView

_TOGETHER = 45
"""Words on a page, unless a single letter has more."""


def views(context: Context) -> Iterator[GlossaryView]:
    """First the page with all words, then those with their explanations; none where there is no glossary."""
    letters = list(_letters(context))
    if not letters:
        return
    folder = f"{context.language}/glossary/"
    title = context.catalog.text("title-glossary")
    pages = list(_pages(letters))
    links = [
        LinkView(title=Phrase(text=f"{title}: {_range(page)}"), url=f"{folder}{number}/")
        for number, page in enumerate(pages, start=1)
    ]
    urls = {word.id: link.url for page, link in zip(pages, links, strict=True) for one in page for word in one.words}
    everything = tuple(
        replace(one, words=tuple(replace(word, url=f"{urls[word.id]}#word-{word.id}") for word in one.words))
        for one in letters
    )
    yield GlossaryView(path=folder, title=title, letters=everything, is_whole=True, notices=_notices(context))
    for number, (page, link) in enumerate(zip(pages, links, strict=True)):
        yield GlossaryView(
            path=link.url,
            title=link.title.text,
            letters=tuple(page),
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


def _letters(context: Context) -> Iterator[LetterView]:
    found = (word_view(context, concept) for concept in context.site.glossary.concepts)
    letters: dict[str, list[WordView]] = {}
    for word in sorted(filter(None, found), key=lambda word: context.catalog.sort_key(word.term.text)):
        letters.setdefault(letter_of(context, word.term.text), []).append(word)
    for number, (letter, words) in enumerate(letters.items(), start=1):
        yield LetterView(id=f"letter-{number}", letter=letter, words=tuple(words))


def _pages(letters: list[LetterView]) -> Iterator[list[LetterView]]:
    """Letters in groups of about the same number of words."""
    page: list[LetterView] = []
    for letter in letters:
        if page and sum(len(one.words) for one in (*page, letter)) > _TOGETHER:
            yield page
            page = []
        page.append(letter)
    yield page


def _range(page: list[LetterView]) -> str:
    first, last = page[0].letter, page[-1].letter
    return first if first == last else f"{first}–{last}"
