"""Sentences and words that are long."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intsite.glossary import Glossary
from intsite.markdown.wording import STAND_IN, Sort
from intsite.plain_language.texts import EASY, Text
from intsite.problems import Problem, problem

_WORDS = {"de": 20, EASY: 12, "tr": 18, "ru": 20, "uk": 20, "ar": 20, "ti": 20, "vi": 35}
"""Words a sentence may have; other languages: 25, as the style guide of the British government has it. Languages
without articles say the same in fewer, Vietnamese writes syllables apart."""
_OTHERS = 25
_LETTERS = {"de": 22, EASY: 15, "en": 16, "fr": 18, "ru": 20, "uk": 20}
"""Letters a word may have; other languages are not judged: long words in Turkish, for one, are those with endings."""
_STRETCH = re.compile(r"(?:[^:;]|[:;](?=\S))+")
_PART = re.compile(r"[^\W\d_]+")


def long_sentences(text: Text, language: str) -> Iterator[Problem]:
    """Sentences that a reader has to hold in mind for too long; a colon or semicolon lets them go."""
    limit = _WORDS.get(language, _WORDS.get(language.partition("-")[0], _OTHERS))
    for sentence in text.sentences:
        for part in _STRETCH.finditer(sentence.text) if sentence.passage.sort is Sort.TEXT else ():
            start, end = sentence.start + part.start(), sentence.start + part.end()
            words = [word for word in sentence.words if start <= word.start < end]
            if len(words) > limit:
                span = sentence.span(words[0].start, len(words[0].text))
                yield problem("long-sentence", span, words=len(words), limit=limit)


def long_words(text: Text, language: str, glossary: Glossary) -> Iterator[Problem]:
    """Words that are long in themselves, each once, but for those that the page explains; a hyphen divides a word."""
    limit = _LETTERS.get(language)
    explained = tuple(
        part.casefold()
        for concept in glossary.concepts
        for tag, terms in concept.terms.items()
        if tag in {language, language.partition("-")[0]} and concept.is_explained
        for term in terms.explained
        for part in _PART.findall(term)
    )
    seen: set[str] = set()
    for sentence in text.sentences if limit else ():
        for word in sentence.words:
            longest = max((len(part) for part in _PART.findall(word.text)), default=0)
            key = word.text.casefold()
            if limit is None or longest <= limit or key in seen or word.text == STAND_IN or "@" in key or "." in key:
                continue
            seen.add(key)
            if language == EASY or not key.startswith(explained):
                span = sentence.span(word.start, len(word.text))
                code = "undivided-word" if language == EASY else "long-word"
                yield problem(code, span, word=word.text, letters=longest)
