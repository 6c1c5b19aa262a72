"""Which writing system a text is in, and whether that fits the `lang` around it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from babel.core import get_global
from lxml import html

_ATTRIBUTES = ("alt", "aria-label", "title", "placeholder")
_SILENT = {"title", "script", "style", "template", "svg"}
_LETTERS = re.compile(r"[^\W\d_]+")
_BRACKETS = re.compile(r"\([^)]*\)")
_SHORT = re.compile(r"[A-Z][A-Za-z]{0,4}")
"""Initials as in BAMF and PDF, and what stands beside numbers as in B1: they stay as they are in every writing."""
_PROGRAMS = re.compile(r"Windows|Firefox|Chrome|Safari|JavaScript|Control \+ Option \+ 1")
"""Programs and keys, which bear their names in every writing."""
_NAMES = {"Latn": "LATIN", "Cyrl": "CYRILLIC", "Arab": "ARABIC", "Ethi": "ETHIOPIC"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A text in a writing system that its language does not use."""

    language: str
    text: str
    element: str

    def __str__(self) -> str:
        return f"<{self.element}> in {self.language}: {self.text}"


def foreign_texts(root: html.HtmlElement) -> Iterator[Foreign]:
    """Texts of a page whose letters do not belong to the language they are marked as.

    Latin letters within `<bdi>` are addresses of mail and web: nobody's language.
    """
    yield from _in_element(root, "", is_apart=False)


def _in_element(element: html.HtmlElement, language: str, *, is_apart: bool) -> Iterator[Foreign]:
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    language = element.get("lang", language)
    is_apart = is_apart or (element.tag == "bdi" and not element.get("lang"))
    texts = [element.text or "", *(element.get(name, "") for name in _ATTRIBUTES)]
    for child in element:
        yield from _in_element(child, language, is_apart=is_apart)
        texts.append(child.tail or "")
    for text in texts:
        if is_foreign(text, language, is_apart=is_apart) and not _PROGRAMS.search(text):
            yield Foreign(language=language, text=" ".join(text.split())[:80], element=element.tag)


def is_foreign(text: str, language: str, *, is_apart: bool = False) -> bool:
    """Whether most letters of the text are in another writing system than the language's.

    A German name in brackets after its translation does not make a text German.
    """
    own = _NAMES[script_of(language)]
    fitting = foreign = 0
    for word in _LETTERS.findall(_BRACKETS.sub("", text)):
        script = unicodedata.name(word[0], "").split()[0]
        if script == own:
            fitting += len(word)
        elif script in _NAMES.values() and not (script == "LATIN" and (is_apart or _SHORT.fullmatch(word))):
            foreign += len(word)
    return foreign > fitting


def script_of(language: str) -> str:
    """ISO 15924 code of the writing system of a BCP 47 tag, by CLDR."""
    return str(get_global("likely_subtags")[language.partition("-")[0]]).split("_")[1]
