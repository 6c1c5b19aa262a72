"""Words of the glossary that a language of the site lacks."""

from __future__ import annotations

from collections.abc import Iterator

from intsite.read import GLOSSARY, VOCABULARIES
from intsite.resolve import Site
from intsite.translations.states import State, TranslationState


def lacking_words(site: Site) -> Iterator[TranslationState]:
    """Each concept that has no term or no explanation in a language; `sections` says which of them.

    A variety such as `de-simple` does with the words of its language.
    """
    path = f"content/{VOCABULARIES}/{GLOSSARY}"
    for concept in site.glossary.concepts:
        for language in site.config.languages:
            tags = (language, language.partition("-")[0])
            there = {
                "term": any(tag in concept.terms and concept.terms[tag].preferred for tag in tags),
                "explanation": any(tag in concept.explanation for tag in tags),
            }
            if lacking := tuple(name for name, is_there in there.items() if not is_there):
                yield TranslationState(
                    key=("glossary", concept.id), language=language, state=State.MISSING, path=path, sections=lacking
                )
