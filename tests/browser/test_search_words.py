"""The browser reads words exactly as the build does: what one writes into the index the other has to find."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from intsite.search import rules
from support.folder_server import FolderServer
from support.sites import ROOT

pytestmark = pytest.mark.browser

# As one text: hundreds of thousands of values would come one by one.
READ = """async ([module, common, own, texts, known]) => {
  const { Rules } = await import(module);
  const rules = new Rules(common, own);
  const terms = new Set(known);
  const read = (word) => [word, rules.stem(word), rules.split(word, (one) => terms.has(one))];
  return JSON.stringify(texts.map((text) => rules.words(text).map(read)));
}"""

ALIKE = {
    "ar": ["إقامة اقامه الإقامَة الإقامـــة", "مدرسة المدرسه", "١٢٣ 123"],
    "de": [
        "Führerschein Fuehrerschein",
        "Straße Strasse",
        "Anmeldung anmelden",
        "Ärzte Arzt",
        "Schüler*innen Schülerinnen",
    ],
    "en": ["licence licences", "counselling counseling", "registered registering"],
    "fa": ["کلاس‌ها کلاسها كلاس", "می‌خواهم میخواهم", "۱۲ 12"],
    "fr": ["écoles école ecole"],
    "kmr": ["xwendekar xwendekaran"],
    "ps": ["ښوونځي ښوونځی"],
    "ru": ["ребёнок ребенок", "консультации консультация"],
    "ti": ["ሠራሕ ሰራሕ", "ጸሓይ ፀሓይ"],
    "tr": ["IĞDIR Iğdır ığdır", "kayıt kayit", "çocukların çocuk"],
    "uk": ["консультація консультації", "сім'я сім’я сімʼя"],
}
"""Words of one line are one word, however they are written."""

COMPOUNDS = {
    "Kinderbetreuungsmöglichkeiten": ["kind", "betreu", "moglichkeit"],
    "Gesundheitsamt": ["gesundheit", "amt"],
    "Sprachkurse": ["sprach", "kur"],
    "Ausländer": [],
    "Beratung": [],
}
KNOWN = ["kind", "betreu", "moglichkeit", "gesundheit", "amt", "sprach", "kur", "beratung", "ausland", "land", "berat"]


def test_words_of_one_line_are_one_word() -> None:
    for language, lines in ALIKE.items():
        for line in lines:
            read = rules.of_language(language)
            assert len({read.stem(word) for word in read.words(line)}) == 1, (language, line, read.stems(line))


@pytest.mark.parametrize(("word", "parts"), COMPOUNDS.items())
def test_compounds_are_split_into_the_fewest_known_parts(word: str, parts: list[str]) -> None:
    read = rules.of_language("de")
    (whole,) = read.words(word)
    assert read.split(whole, set(KNOWN)) == parts


def test_little_words_of_a_query_say_nothing_unless_there_are_no_others() -> None:
    read = rules.of_language("de")
    assert len(read.stems("Wo kann ich das?")) == 4
    assert read.stems("Wo kann ich das Formular bekommen?") == ["formular"]


def test_the_browser_reads_words_as_the_build_does(page: Page, serve_folder: FolderServer) -> None:
    server = serve_folder(ROOT)
    page.goto(f"{server}/assets/images/logo.svg")
    tables, known = rules.tables(), set(KNOWN)
    texts = [text for lines in ALIKE.values() for text in lines] + list(COMPOUNDS)
    for folder in ("offices", "guides"):
        texts += [file.read_text(encoding="utf-8") for file in sorted(Path(ROOT, "content", folder).glob("*/*.md"))][
            :60
        ]
    for language in sorted(tables.keys() - {"common"}):
        arguments: list[Any] = [
            f"{server}/templates/components/search/words.mjs", tables["common"], tables[language], texts, KNOWN
        ]  # fmt: skip
        read = rules.of_language(language)
        expected = [[[word, read.stem(word), read.split(word, known)] for word in read.words(text)] for text in texts]
        assert json.loads(page.evaluate(READ, arguments)) == expected, language
