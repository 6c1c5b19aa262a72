"""Hard words of a page, explained: the first time that a text says a word of the glossary it becomes a button.

The buttons open what `components/words` writes below the text, without a script (the Popover API).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from intsite.catalogs import script_of
from intsite.glossary import Concept, Terms
from intsite.pages.context import Context
from intsite.pages.inflections import stem
from intsite.parse import Entry
from intsite.views import EntryView, Phrase, WordView

AT_MOST = 8
"""Explanations on a page: more of them would be noise, and weight."""
GERMAN = "de"
"""The language of the letters that offices send, whichever language leads the site."""

_TOKEN = re.compile(r"(?P<markup><(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?P<attributes>[^>]*)>)|(?P<text>[^<]+)")
_WORD = re.compile(r"\w+(?:[-‑·’'\u200c\u00ad]\w+)*")
_QUIET = frozenset({"a", "button", "code", "dfn", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "summary", "th"})
"""Nothing within these is explained."""
_VOID = frozenset({"br", "hr", "img", "source", "wbr"})
_LATIN = re.compile(r"[A-Za-z]")
"""Begins a German word in a text of another writing."""
_BETWEEN = re.compile(r"\s+")


class _Candidate(NamedTuple):
    """A term that a text may say."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    """Empty for abbreviations: those are not inflected."""
    concept: Concept

    def is_said(self, written: list[str], language: str) -> bool:
        """Whether these words are the term; what it writes with a capital letter, they have to, too."""
        if not self.stems:
            return tuple(written) == self.words
        is_cased = all(word[0].isupper() for word, own in zip(written, self.words, strict=True) if own[0].isupper())
        return is_cased and tuple(stem(word, language) for word in written) == self.stems


_Candidates = dict[str, list[_Candidate]]


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


class Explainer:
    """Explains words on the pages of one language."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._candidates: dict[str, _Candidates] = {}
        """By language of the text, and in there by the first word of the term."""

    def explain(self, entry: Entry, view: EntryView) -> EntryView:
        """The view with its words explained, unless the entry does not want that."""
        if not view.body or entry.facts.get("explain-words") is False:
            return view
        language = view.language or self._context.language
        if language not in self._candidates:
            self._candidates[language] = self._collect(language)
        known = {concept.id for concept in self._in(view.title.text, language)}
        body, found = self._mark(str(view.body), language, known)
        return replace(view, body=Markup(body), words=tuple(found))  # noqa: S704  as safe as before

    def _collect(self, language: str) -> _Candidates:
        candidates: _Candidates = {}
        for concept in self._context.site.glossary.concepts:
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
        return candidates

    def _mark(self, body: str, language: str, known: set[str]) -> tuple[str, list[WordView]]:
        """The text with buttons, and what they open; `known` are ids of concepts to leave alone."""
        found: list[WordView] = []
        written: list[str] = []
        quiet: list[str] = []
        for token in _TOKEN.finditer(body):
            if token["text"] and not quiet and len(found) < AT_MOST:
                written.append(self._mark_text(token["text"], language, known, found))
                continue
            written.append(token[0])
            if token["end"] and quiet and quiet[-1] == token["tag"]:
                quiet.pop()
            elif token["tag"] and not token["end"] and token["tag"] not in _VOID:
                is_quiet = quiet or token["tag"] in _QUIET or " lang=" in token["attributes"]
                if is_quiet:
                    quiet.append(token["tag"])
        return "".join(written), found

    def _mark_text(self, text: str, language: str, known: set[str], found: list[WordView]) -> str:
        written, position = [], 0
        for start, end, concept in self._occurrences(text, language):
            view = word_view(self._context, concept) if concept.id not in known and len(found) < AT_MOST else None
            if view is None:
                continue
            known.add(concept.id)
            found.append(view)
            button = f'<button type="button" class="word" popovertarget="word-{view.id}">{text[start:end]}</button>'
            is_german = script_of(language) != "Latn" and _LATIN.match(text[start:end])
            opening = f'<dfn lang="{GERMAN}" dir="ltr">' if is_german else "<dfn>"
            written += [text[position:start], opening, button, "</dfn>"]
            position = end
        return "".join((*written, text[position:]))

    def _in(self, text: str, language: str) -> Iterator[Concept]:
        return (concept for _, _, concept in self._occurrences(text, language))

    def _occurrences(self, text: str, language: str) -> Iterator[tuple[int, int, Concept]]:
        """Where words of concepts stand in a text, the longest at each place, without overlaps."""
        words = list(_WORD.finditer(text))
        candidates, position = self._candidates[language], 0
        while position < len(words):
            length, concept = _longest(text, words, position, candidates, language)
            if concept:
                yield words[position].start(), words[position + length - 1].end(), concept
            position += length


def _longest(
    text: str, words: list[re.Match[str]], position: int, candidates: _Candidates, language: str
) -> tuple[int, Concept | None]:
    """The longest term that a text says from one of its `words` on, in words, and its concept."""
    for candidate in candidates.get(stem(words[position][0], language), ()):
        said = words[position : position + len(candidate.words)]
        is_whole = len(said) == len(candidate.words) and all(
            _BETWEEN.fullmatch(text, one.end(), other.start()) for one, other in pairwise(said)
        )
        if is_whole and candidate.is_said([word[0] for word in said], language):
            return len(said), candidate.concept
    return 1, None
