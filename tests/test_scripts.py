"""Writing systems: no physical direction in a style sheet, and every letter in a language that writes it."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree, html

from intsite import catalogs
from support.counties import Built, County
from support.sites import ROOT

SHEETS = sorted([*(ROOT / "assets/css").glob("*.css"), *(ROOT / "templates/components").glob("*/*.css")])
SCRIPTS = sorted([*(ROOT / "assets/js").glob("*.*js"), *(ROOT / "templates/components").glob("*/*.mjs")])
LOCALES = sorted((ROOT / "templates/locales").glob("*.yaml"))

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DECLARATION = re.compile(r"(?<![\w-])(?P<name>[\w-]+)\s*:\s*(?P<value>[^;{}]+)(?=[;}])")
_PHYSICAL_NAME = re.compile(
    r"((margin|padding|border|scroll-margin|scroll-padding)-)?(left|right|top|bottom)(-(width|style|color))?"
    r"|(min-|max-)?(width|height)|overflow-[xy]|border-(top|bottom)-(left|right)-radius"
)
_PHYSICAL_VALUE = {"float": {"left", "right"}, "clear": {"left", "right"}, "text-align": {"left", "right"}}
_FOUR_SIDES = re.compile(r"margin|padding|inset|border-(width|style|color)|scroll-(margin|padding)")
_PHYSICAL_SCRIPT = re.compile(
    r"\.style\.(left|right|top|bottom|width|height|margin\w+|padding\w+)\b|scrollLeft|['\"](padding|margin)-(left|right)"
)
_WRITTEN_WITH = {"ARABIC": "Arab", "ETHIOPIC": "Ethi", "CYRILLIC": "Cyrl", "GREEK": "Grek", "HEBREW": "Hebr"}


def physical(sheet: str) -> Iterator[str]:
    """The declarations that name a side of the screen instead of one of the text."""
    for found in _DECLARATION.finditer(_COMMENT.sub("", sheet)):
        name, value = found["name"], found["value"].strip()
        sides = re.sub(r"\([^()]*\)", "()", value).split()
        if (
            _PHYSICAL_NAME.fullmatch(name)
            or value in _PHYSICAL_VALUE.get(name, ())
            or (_FOUR_SIDES.fullmatch(name) and len(sides) == 4 and sides[1] != sides[3])
        ):
            yield f"{name}: {value}"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda file: file.name)
def test_style_sheets_know_no_left_and_right(sheet: Path) -> None:
    assert list(physical(sheet.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "declaration", ["margin-left: 1px", "left: 0", "max-width: 3em", "text-align: right", "padding: 1px 2px 1px 0"]
)
def test_a_physical_declaration_is_found(declaration: str) -> None:
    assert list(physical(f".box {{ {declaration}; }}")) == [declaration]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda file: file.name)
def test_scripts_know_no_left_and_right(script: Path) -> None:
    assert _PHYSICAL_SCRIPT.findall(script.read_text(encoding="utf-8")) == []


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return County(root=ROOT / "tests/sites/scripts").build(tmp_path_factory.mktemp("scripts") / "public")


def test_letters_stand_in_a_language_that_writes_them(site: Built) -> None:
    wrong = [
        (file.relative_to(site.folder).as_posix(), language, text)
        for file in sorted(site.folder.rglob("*.html"))
        for language, text in texts(file)
        for script in {_WRITTEN_WITH.get(unicodedata.name(letter, "").split(" ")[0], "") for letter in text}
        if script not in {"", catalogs.script_of(language)}
    ]
    assert wrong == []


def test_whole_sentences_of_a_page_are_in_its_script(site: Built) -> None:
    for language, script in (("ar", "ARABIC"), ("ti", "ETHIOPIC"), ("uk", "CYRILLIC")):
        said = [text for spoken, text in texts(site.folder / language / "index.html") if spoken == language]
        long = [text for text in said if len(text.split()) > 3]
        assert long
        for text in long:
            assert any(unicodedata.name(letter, "").startswith(script) for letter in text), text


def texts(file: Path) -> Iterator[tuple[str, str]]:
    """Every text of a page, in the language of the nearest `lang`."""
    for text in html.fromstring(file.read_bytes()).xpath("//body//text()[normalize-space()] | //@aria-label | //@alt"):
        element: etree._Element = text.getparent()
        holder = element.getparent() if text.is_tail else element
        assert holder is not None
        if holder.tag not in {"script", "style"}:
            yield str(holder.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")), str(text)


@pytest.mark.parametrize("file", LOCALES, ids=lambda file: file.stem)
def test_interface_texts_say_what_english_says(file: Path) -> None:
    """A new language is whole: every text, with the same placeholders."""
    folders = [ROOT / "templates"]
    loaded, problems = catalogs.load([file.stem, "en"], folders, ROOT)
    assert problems == ()
    own, english = (loaded[tag]._chain[0].messages for tag in (file.stem, "en"))  # noqa: SLF001 - not what the chain fills in
    wanted = {key for key in english if not key.startswith("kinds.")}
    assert wanted - set(own) == set()
    for key in wanted:
        assert placeholders(own[key]) == placeholders(english[key]), key


def placeholders(message: catalogs.Message) -> set[str]:
    whole = message if isinstance(message, str) else dict(message)["other"]
    return set(re.findall(r"{\w+}", whole))
