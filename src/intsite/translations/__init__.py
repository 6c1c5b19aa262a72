"""Translations: what they were made from, their state, what has changed since, their way to translators and back."""

from __future__ import annotations

from intsite.translations.record import record, translated
from intsite.translations.states import State, TranslationState, state, states, titles
from intsite.translations.words import lacking_words

__all__ = ["State", "TranslationState", "lacking_words", "record", "state", "states", "titles", "translated"]
