"""Hard words of a page, explained: the first time that a text says a word of the glossary it becomes a button.

The buttons open what `components/words` writes below the text, without a script (the Popover API).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup
from msgspec.structs import replace

from intsite.catalogs import script_of
from intsite.glossary import Concept, Glossary, Terms
from intsite.pages.context import Context
from intsite.pages.inflections import stem
from intsite.parse import Entry
from intsite.views import EntryView, Phrase, WordView

AT_MOST = 8
"""Explanations on a page: more of them would be noise, and weight."""
GERMAN = "de"
"""The language of the letters that offices send, whichever language leads the site."""

_WORD = re.compile(r"\w+(?:[-‑·’'\u200c\u00ad]\w+)*")
_NEXT = re.compile(rf"\s+({_WORD.pattern})")
"""A word right behind another."""
_TOKEN = re.compile(rf"(?P<markup><(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?P<attributes>[^>]*)>)|{_WORD.pattern}")
_QUIET = frozenset({"a", "button", "code", "dfn", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "summary", "th"})
"""Nothing within these is explained."""
_VOID = frozenset({"br", "hr", "img", "source", "wbr"})
_LATIN = re.compile(r"[A-Za-z]")
"""Begins a German word in a text of another writing."""


class _Candidate(NamedTuple):
    """A term that a text may say."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    """Empty for abbreviations: those are not inflected."""
    concept: Concept

    def end(self, text: str, first: re.Match[str], language: str) -> int:
        """Where the term ends that a text says from its word `first` on; 0 when it says something else there.

        What the term writes with a capital letter, the text has to, too.
        """
        written, end = first[0], first.end()
        for number, own in enumerate(self.words):
            if number:
                following = _NEXT.match(text, end)
                if following is None:
                    return 0
                written, end = following[1], following.end()
            is_same = stem(written, language) == self.stems[number] if self.stems else written == own
            if not is_same or (own[0].isupper() and not written[0].isupper()):
                return 0
        return end


_Candidates = Callable[[str], Sequence[_Candidate]]
"""Terms by a word of a text, with which they may begin."""


@lru_cache(maxsize=64)
def _candidates(glossary: Glossary, language: str) -> _Candidates:
    candidates: dict[str, list[_Candidate]] = {}
    for concept in glossary.concepts:
        for tag in dict.fromkeys((language, language.partition("-")[0])) if concept.is_explained else ():
            terms = concept.terms.get(tag)
            for term in terms.explained if terms else ():
                words = tuple(_WORD.findall(term))
                stems = tuple(stem(word, language) for word in words)
                if stems:
                    inflected = () if terms and term in terms.abbreviations else stems
                    candidates.setdefault(stems[0], []).append(_Candidate(words, inflected, concept))
    for same_start in candidates.values():
        same_start.sort(key=lambda candidate: -len(candidate.words))
    return lru_cache(maxsize=1 << 16)(lambda word: candidates.get(stem(word, language), ()))


def word_view(context: Context, concept: Concept) -> WordView | None:
    """A concept in the language of the page; None where nobody has explained it in a language for that."""
    explanation = context.labels(tuple(concept.explanation.items()))
    terms = _terms(concept, context.language)
    german = concept.terms.get(GERMAN)
    name = Phrase(text=terms.preferred) if terms else None
    if name is None:
        preferred = ((language, found.preferred) for language, found in concept.terms.items() if found.preferred)
        name = context.phrase(german.preferred, GERMAN) if german else context.labels(tuple(preferred))
    if explanation is None or name is None:
        return None
    is_german = context.language.partition("-")[0] == GERMAN
    official = (*german.official, *german.abbreviations) if german else ()
    return WordView(
        id=concept.id,
        term=name,
        explanation=explanation,
        german=official if is_german or german is None or name.language else (german.preferred, *official),
    )


def _terms(concept: Concept, language: str) -> Terms | None:
    """The words of a language; a variety such as `de-simple` has those of its language where it lacks its own."""
    for tag in (language, language.partition("-")[0]):
        terms = concept.terms.get(tag)
        if terms and terms.preferred:
            return terms
    return None


def explain(context: Context, entry: Entry, view: EntryView) -> EntryView:
    """The view with its words explained, unless the entry does not want that."""
    if not view.body or entry.facts.get("explain-words") is False:
        return view
    language = view.language or context.language
    known = {concept.id for _, _, concept in _occurrences(context.site.glossary, view.title.text, language)}
    body, found = _mark(context, str(view.body), language, known)
    return replace(view, body=Markup(body), words=tuple(found))  # noqa: S704  as safe as before


def _mark(context: Context, body: str, language: str, known: set[str]) -> tuple[str, list[WordView]]:
    """The text with buttons, and what they open; `known` are ids of concepts to leave alone."""
    found: list[WordView] = []
    written, position = [], 0
    for start, end, concept in _occurrences(context.site.glossary, body, language):
        view = word_view(context, concept) if concept.id not in known else None
        if view is None:
            continue
        known.add(concept.id)
        found.append(view)
        button = f'<button type="button" class="word" popovertarget="word-{view.id}">{body[start:end]}</button>'
        is_german = script_of(language) != "Latn" and _LATIN.match(body[start:end])
        opening = f'<dfn lang="{GERMAN}" dir="ltr">' if is_german else "<dfn>"
        written += [body[position:start], opening, button, "</dfn>"]
        position = end
        if len(found) == AT_MOST:
            break
    return "".join((*written, body[position:])), found


def _occurrences(glossary: Glossary, body: str, language: str) -> Iterator[tuple[int, int, Concept]]:
    """Where words of concepts stand in a text, the longest at each place, without overlaps."""
    candidates, behind = _candidates(glossary, language), 0
    quiet: list[str] = []
    for token in _TOKEN.finditer(body):
        if token.lastgroup:
            _follow(token, quiet)
        elif not quiet:
            for candidate in candidates(token[0]):
                if token.start() >= behind and (end := candidate.end(body, token, language)):
                    behind = end
                    yield token.start(), end, candidate.concept
                    break


def _follow(markup: re.Match[str], quiet: list[str]) -> None:
    """Keep in mind within what nothing is explained: `quiet` are the elements that are open from the outermost on."""
    if markup["end"]:
        if quiet and quiet[-1] == markup["tag"]:
            quiet.pop()
    elif markup["tag"] not in _VOID and (quiet or markup["tag"] in _QUIET or " lang=" in markup["attributes"]):
        quiet.append(markup["tag"])
