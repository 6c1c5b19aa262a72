"""To translators and back: what goes out, what comes in again, and what is refused."""

import copy
import importlib.util
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from translate.storage import pypo, xliff, xliff2

from intsite.markdown.pieces import Mark, Pieces, tidy, words
from intsite.translations import State, TranslationState, exchange, states
from intsite.translations.exchange.blocks import take_apart
from intsite.translations.exchange.units import Status
from intsite.translations.exchange.writing import put_together
from support.counties import SITE, County, county
from support.counties import words as words_file

OFFICE = "content/offices/town-hall"
BODY = """\
Bringen Sie **bitte** Ihren [Pass](page:passport) mit. Fragen? {phones.0}

## Gebühren {#fees}

| Wer | Wie viel |
| --- | --- |
| Kinder | {phones.0} |
| Eltern | 10 Euro |

Sie zahlen im Jobcenter.

## Überweisen

::: details Wohin?
- Zur Bank
- [](page:passport)
:::
"""
FRONT = 'keywords: [Amt, Rathaus]\nnearest-stop: "Markt, [Linie 2](https://bus.example/)"\n'
FORMS = tuple(exchange.FORMATS)


@pytest.fixture
def made(tmp_path: Path) -> County:
    """A county with two entries that are not yet in Arabic."""
    return county(
        tmp_path / "county",
        {
            "site.toml": SITE.replace('["de", "en"]', '["de", "en", "ar"]'),
            f"{OFFICE}/facts.yaml": "phones: [030 23125 100]\nreviewed-on: 2026-11-01\n",
            f"{OFFICE}/de.md": words_file("Rathaus", BODY, front=FRONT),
            "content/pages/passport/de.md": words_file("Pass", "Ein Ausweis."),
        },
    )


def send(made: County, *options: str, form: str = "xliff", language: str = "ar") -> Path:
    file = made.root / f"out.{exchange.FORMATS[form]}"
    sent = made.run("translations", "export", "--lang", language, "--format", form, "--output", str(file), *options)
    assert sent.exit_code == 0, sent.output
    return file


def opened(file: Path, form: str = "") -> Any:  # noqa: ANN401  stores of three formats
    """A file as translate-toolkit reads it."""
    kinds: dict[str, Any] = {"xliff": xliff.Xliff1File, "xliff2": xliff2.Xliff2File, "po": pypo.pofile}
    return kinds[form or {".xlf": "xliff", ".po": "po"}[file.suffix]].parsefile(str(file))


def translate(file: Path, say: Callable[[str], str] = str.upper, *, leave: bool = False) -> None:
    """What a translator's tool does: fill each target, codes and all; with `leave` only where there is none."""
    if file.suffix == ".po":
        store = opened(file)
        for unit in store.units:
            if not unit.isheader() and not (leave and unit.target and not unit.isfuzzy()):
                unit.target = say_po(str(unit.source), say)
                unit.markfuzzy(present=False)
        store.savefile(str(file))
        return
    tree = etree.parse(file)
    for source in list(tree.iter("{*}source")):
        unit = source.getparent()
        assert unit is not None
        target = unit.find("{*}target")
        if str(unit.tag).endswith("alt-trans") or (leave and target is not None):
            continue
        if target is not None:
            unit.remove(target)
        made = copy.deepcopy(source)
        made.tag = str(source.tag).replace("source", "target")
        for element in made.iter():
            element.text = say(element.text) if element.text else None
            element.tail = say(element.tail) if element.tail else None
        source.addnext(made)
        if unit.get("state"):
            unit.set("state", "translated")
    tree.write(file, encoding="UTF-8", xml_declaration=True)


def say_po(text: str, say: Callable[[str], str]) -> str:
    """Markdown in capitals, but for what a translator leaves alone."""
    pieces = text.replace("(", "\0(").replace(")", ")\0").replace("{", "\0{").replace("}", "}\0").split("\0")
    return "".join(piece if piece[:1] in {"(", "{"} else say(piece) for piece in pieces)


def take(made: County, file: Path, *options: str, language: str = "en") -> str:
    taken = made.run("translations", "import", *options, str(file), language=language)
    assert taken.exit_code == 0, taken.output
    return taken.output


def refuse(made: County, file: Path, *, language: str = "en") -> str:
    refused = made.run("translations", "import", str(file), language=language)
    assert refused.exit_code == 1, refused.output
    return refused.output


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def state(made: County, key: tuple[str, str] = ("office", "town-hall"), language: str = "ar") -> TranslationState:
    (one,) = [one for one in states(made.site()) if one.key == key and one.language == language]
    return one


def arabic(made: County) -> str:
    return (made.root / OFFICE / "ar.md").read_text(encoding="utf-8")


def commit(made: County) -> None:
    identity = ("-c", "user.name=Editor", "-c", "user.email=editor@landkreis-musterland.example")
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "Words")):
        arguments = ["git", "-C", str(made.root), *identity, *command]
        subprocess.run(arguments, check=True, capture_output=True)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_missing_goes_out_and_comes_back(made: County, form: str) -> None:
    file = send(made, form=form)
    translate(file)

    assert "2 files updated." in take(made, file)

    assert state(made).state is State.CURRENT
    assert state(made).is_reviewed
    assert not state(made).by_machine
    assert arabic(made) == (
        "---\n"
        "title: RATHAUS\n"
        "summary: EIN SATZ.\n"
        "keywords: [AMT, RATHAUS]\n"
        "nearest-stop: MARKT, [LINIE 2](https://bus.example/)\n" + arabic(made)[arabic(made).index("translation:") :]
    )
    assert "  by: human\n  of:\n    .front: " in arabic(made)
    assert arabic(made).partition("\n---\n")[2] == (
        "\n"
        "BRINGEN SIE **BITTE** IHREN [PASS](page:passport) MIT. FRAGEN? {phones.0}\n\n"
        "## GEBÜHREN {#fees}\n\n"
        "| WER | WIE VIEL |\n| --- | --- |\n| KINDER | {phones.0} |\n| ELTERN | 10 EURO |\n\n"
        "SIE ZAHLEN IM JOBCENTER.\n\n"
        "## ÜBERWEISEN {#überweisen}\n\n"
        "::: details WOHIN?\n- ZUR BANK\n- [](page:passport)\n:::\n"
    )
    assert not [found for found in made.check().problems if found.is_error]


@pytest.mark.parametrize("form", FORMS)
def test_an_up_to_date_translation_comes_back_without_a_changed_byte(made: County, form: str) -> None:
    file = send(made)
    translate(file)
    take(made, file)
    edit(made.root / OFFICE / "ar.md", "title: RATHAUS\n", "# Kommentar\ntitle:   'RATHAUS'   # so\n")
    edit(made.root / OFFICE / "ar.md", "KINDER |", "  **KINDER** ([Kinder]{lang=de})|")
    edit(made.root / OFFICE / "ar.md", "- ZUR BANK", "<!-- Notiz -->\n\n*   ZUR\n    BANK")
    before = arabic(made)

    file = send(made, "--all", form=form)

    assert "0 files updated." in take(made, file)
    assert arabic(made) == before


@pytest.mark.parametrize("form", FORMS)
def test_nothing_goes_out_when_all_is_up_to_date(made: County, form: str) -> None:
    file = send(made)
    translate(file)
    take(made, file)
    assert (
        "There is nothing to translate."
        in made.run("translations", "export", "--lang", "ar", "--format", form, "-o", str(file)).output
    )


@pytest.mark.parametrize("form", FORMS)
def test_of_an_outdated_translation_the_changed_section_goes_out_with_what_has_changed(made: County, form: str) -> None:
    file = send(made)
    translate(file)
    take(made, file)
    commit(made)
    edit(made.root / OFFICE / "de.md", "Sie zahlen im Jobcenter.", "Sie zahlen nur im Jobcenter.")

    file = send(made, form=form)
    text = file.read_text(encoding="utf-8")

    assert "Gebühren" in text
    assert "Bringen Sie" not in text
    assert "zahlen {+nur +}im" in text
    assert "SIE ZAHLEN IM JOBCENTER." in text
    assert state(made).state is State.OUTDATED
    translate(file, leave=True)
    assert "1 file updated." in take(made, file)
    assert state(made).state is State.CURRENT
    assert "| ELTERN | 10 EURO |\n\nSIE ZAHLEN NUR IM JOBCENTER.\n" in arabic(made)


def test_translators_see_the_former_translation_as_their_tools_expect_it(made: County) -> None:
    file = send(made)
    translate(file)
    take(made, file)
    commit(made)
    edit(made.root / OFFICE / "de.md", "Sie zahlen im Jobcenter.", "Sie zahlen nur im Jobcenter.")

    store = opened(send(made))
    (unit,) = [unit for unit in store.units if unit.getalttrans()]
    assert [one.target for one in unit.getalttrans()] == ["SIE ZAHLEN IM JOBCENTER."]
    assert not unit.target
    po = opened(send(made, form="po"))
    (unit,) = [unit for unit in po.units if unit.isfuzzy() and not unit.isheader()]
    assert (unit.target, unit.prev_source) == ("SIE ZAHLEN IM JOBCENTER.", "Sie zahlen im Jobcenter.")


def test_of_a_section_with_another_structure_the_heading_stays_and_the_rest_stands_in_a_note(made: County) -> None:
    file = send(made)
    translate(file)
    take(made, file)
    edit(made.root / OFFICE / "ar.md", "SIE ZAHLEN IM JOBCENTER.", "SIE ZAHLEN\n\nIM JOBCENTER.")
    commit(made)
    edit(made.root / OFFICE / "de.md", "Sie zahlen im Jobcenter.", "Sie zahlen nur im Jobcenter.")

    file = send(made)
    units = {unit.getid().split(":")[-1]: unit for unit in opened(file).units}

    assert units["1"].target == "GEBÜHREN"
    assert "Translation so far: ## GEBÜHREN {#fees}" in units["1"].getnotes()
    assert not units["8"].target
    translate(file, leave=True)
    take(made, file)
    assert "\n\nSIE ZAHLEN NUR IM JOBCENTER.\n" in arabic(made)


def test_the_same_content_gives_the_same_file(made: County) -> None:
    assert send(made, form="po").read_bytes() == send(made, form="po").read_bytes()
    assert b"2026" not in send(made, form="po").read_bytes()


def test_terms_of_the_glossary_and_the_place_stand_in_the_notes(made: County) -> None:
    made.write(
        {
            "content/vocabularies/glossary.yaml": (
                "jobcenter:\n  de: {term: Jobcenter, explanation: Amt.}\n  ar: {term: مركز العمل}\n"
            )
        }
    )
    store = opened(send(made, "office:town-hall"))
    notes = {unit.getid().split("\x04")[1]: unit.getnotes() for unit in store.units}
    assert notes["office:town-hall:fees:8"] == ("Below the heading “Gebühren”\nGlossary: Jobcenter = مركز العمل")
    assert notes["office:town-hall:.front:title"] == "Field: Title\nAt most 120 characters"


@pytest.mark.parametrize("form", FORMS)
def test_the_toolkit_reads_what_goes_out(made: County, form: str) -> None:
    file = send(made, form=form)
    store = opened(file, form)
    sources = [str(unit.source) for unit in store.units if unit.source]
    assert len(sources) == 18
    assert "Sie zahlen im Jobcenter." in sources


LOST = {
    "xliff": ('<x id="3" ctype="x-fact" equiv-text="{phones.0}"/></target>', "</target>"),
    "po": ("FRAGEN? {phones.0}", "FRAGEN?"),
}


@pytest.mark.parametrize("form", LOST)
def test_a_translation_that_lost_a_fact_is_refused_with_its_place_and_nothing_of_the_entry_comes_in(
    made: County, form: str
) -> None:
    file = send(made, form=form)
    translate(file)
    edit(file, *LOST[form])

    told = refuse(made, file)

    line = told.partition(" ")[0]
    assert line.startswith(f"{file}:")
    assert file.read_text(encoding="utf-8").split("\n")[int(line.split(":")[1]) - 1].count("office:town-hall:.intro:1")
    assert "The translation of “office:town-hall:.intro:1” lacks {phones.0}" in told
    assert f"which stands in {OFFICE}/de.md" in told
    assert "[exchange-lost-code]" in told
    assert "1 file updated." in told
    assert not (made.root / OFFICE / "ar.md").exists()
    assert state(made, ("page", "passport")).state is State.CURRENT
    assert "fehlt {phones.0}" in refuse(made, file, language="de")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('<g id="2" ctype="link">PASS</g>', "PASS", "exchange-lost-code"),
        ('<g id="2" ctype="link">PASS</g>', '<g id="2">PASS</g><g id="2">PASS</g>', "exchange-added-code"),
        ('<g id="2" ctype="link">PASS</g>', '<g id="2">PASS</g><x id="9"/>', "exchange-added-code"),
        ("RATHAUS</target>", f"{'RATHAUS ' * 30}</target>", "too-long"),
        ('id="office:town-hall:fees:1"', 'id="office:town-hall:fees:99"', "exchange-original-changed"),
        ('id="office:town-hall:fees:1"', 'id="office:town-hell:fees:1"', "exchange-unknown-unit"),
        ('target-language="ar"', 'target-language="tlh"', "exchange-language"),
        ("SIE ZAHLEN IM JOBCENTER.</target>", "\ufeff</target>", "exchange-cannot-write"),
    ],
)
def test_a_damaged_delivery_is_refused(made: County, old: str, new: str, code: str) -> None:
    file = send(made, "office:town-hall")
    translate(file)
    edit(file, old, new)

    told = refuse(made, file)

    assert f"[{code}]" in told
    assert str(file) in told
    assert not (made.root / OFFICE / "ar.md").exists()


def test_a_delivery_with_half_a_section_is_refused(made: County) -> None:
    file = send(made, "office:town-hall")
    translate(file)
    tree = etree.parse(file)
    (unit,) = [one for one in tree.iter("{*}trans-unit") if one.get("id") == "office:town-hall:fees:1"]
    unit.getparent().remove(unit)  # type: ignore[union-attr]
    tree.write(file, encoding="UTF-8", xml_declaration=True)

    told = refuse(made, file)

    assert "[exchange-missing-unit]" in told
    assert "office:town-hall:fees:1" in told
    assert not (made.root / OFFICE / "ar.md").exists()


def test_a_link_that_a_translator_adds_in_a_po_file_is_refused(made: County) -> None:
    file = send(made, form="po")
    translate(file)
    edit(file, '"SIE ZAHLEN IM JOBCENTER."', '"[SIE](https://evil.example/) ZAHLEN IM JOBCENTER."')
    assert "has […](https://evil.example/), which does not stand in" in refuse(made, file)


def test_an_entry_with_an_empty_heading_is_left_as_it_is(made: County) -> None:
    file = send(made)
    translate(file)
    edit(file, "<target>GEBÜHREN</target>", "<target></target>")
    told = take(made, file)
    assert "office:town-hall: left as it is, 1 text is not finished yet" in told
    assert "1 file updated." in told
    assert not (made.root / OFFICE / "ar.md").exists()


def test_a_german_word_that_a_translator_types_in_brackets_is_marked_as_german(made: County) -> None:
    file = send(made)
    translate(file)
    edit(file, "SIE ZAHLEN IM JOBCENTER.", "ادفع في *مركز* العمل ([Jobcenter]{lang=de}).")
    take(made, file)
    assert "ادفع في \\*مركز\\* العمل ([Jobcenter]{lang=de})." in arabic(made)


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("دائرة | مكتب | بلدية", "keywords: [دائرة, مكتب, بلدية]"),
        ("دائرة، مكتب، بلدية", "keywords: [دائرة, مكتب, بلدية]"),
        # What means something in YAML stays as it is.
        (
            "?0 | a, b | [x] | wer: was | # 1 | - | {y}",
            'keywords: ["?0", "a, b", "[x]", "wer: was", "# 1", "-", "{y}"]',
        ),
    ],
)
def test_search_words_may_be_more_than_in_the_original_and_others(made: County, written: str, line: str) -> None:
    file = send(made)
    translate(file)
    edit(file, "AMT | RATHAUS", written)
    take(made, file)
    assert f"{line}\n" in arabic(made)


def test_what_was_translated_from_an_older_text_comes_in_and_is_outdated(made: County) -> None:
    commit(made)
    file = send(made)
    translate(file)
    edit(made.root / OFFICE / "de.md", "Sie zahlen im Jobcenter.", "Sie zahlen in bar.\n\nOder mit Karte.")

    told = take(made, file)

    assert f"{OFFICE}/ar.md: the original has changed since then in: fees" in told
    assert (state(made).state, state(made).sections) == (State.OUTDATED, ("fees",))
    assert "SIE ZAHLEN IM JOBCENTER." in arabic(made)


def test_what_was_translated_from_a_text_that_nobody_knows_is_refused(made: County) -> None:
    file = send(made)
    translate(file)
    edit(made.root / OFFICE / "de.md", "Sie zahlen im Jobcenter.", "Sie zahlen in bar.")
    assert "[exchange-original-changed]" in refuse(made, file)


def test_a_new_address_of_a_link_is_no_reason_to_translate_again(made: County) -> None:
    file = send(made)
    translate(file)
    edit(made.root / OFFICE / "de.md", "[Linie 2](https://bus.example/)", "[Linie 2](https://bus.example/2/)")
    take(made, file)
    assert "[LINIE 2](https://bus.example/2/)" in arabic(made)


def test_a_section_that_is_gone_goes_and_one_of_the_translation_alone_stays(made: County) -> None:
    file = send(made)
    translate(file)
    take(made, file)
    edit(made.root / OFFICE / "ar.md", "## GEBÜHREN", "## MEHR {#more}\n\nNur hier.\n\n## GEBÜHREN")
    text = (made.root / OFFICE / "de.md").read_text(encoding="utf-8")
    (made.root / OFFICE / "de.md").write_text(
        text[: text.index("## Überweisen")] + "## Neu {#new}\n\nText.\n", encoding="utf-8"
    )

    file = send(made)
    translate(file)
    take(made, file)

    assert [line for line in arabic(made).split("\n") if line.startswith("## ")] == [
        "## MEHR {#more}",
        "## GEBÜHREN {#fees}",
        "## NEU {#new}",
    ]
    assert state(made).state is State.CURRENT


def machine(made: County) -> None:
    """Both entries in Arabic, made by a program."""
    file = send(made)
    translate(file)
    take(made, file, "--machine")


def test_what_a_program_made_is_marked_so(made: County) -> None:
    machine(made)
    assert (state(made).by_machine, state(made).is_reviewed) == (True, False)


def test_what_nobody_has_read_is_marked_so(made: County) -> None:
    file = send(made)
    translate(file)
    take(made, file, "--not-reviewed")
    assert (state(made).by_machine, state(made).is_reviewed) == (False, False)


def test_a_translated_section_does_not_make_the_rest_reviewed(made: County) -> None:
    machine(made)
    commit(made)
    edit(made.root / OFFICE / "de.md", "Sie zahlen im Jobcenter.", "Sie zahlen in bar.")
    file = send(made)
    translate(file)
    take(made, file)
    assert state(made).state is State.CURRENT
    assert (state(made).by_machine, state(made).is_reviewed) == (True, False)


@pytest.mark.parametrize("form", FORMS)
def test_what_no_native_speaker_has_read_can_go_out_for_review(made: County, form: str) -> None:
    machine(made)
    file = send(made, "--unreviewed", form=form)

    assert "office:town-hall: left as it is, 15 texts are not finished yet" in take(made, file)
    assert not state(made).is_reviewed
    take(made, file, "--finished")
    assert state(made).is_reviewed
    assert not state(made).by_machine


def test_a_translation_that_is_begun_goes_out_and_is_done_when_it_comes_back(made: County) -> None:
    assert made.run("translations", "new", "office:town-hall", "ar").exit_code == 0
    assert state(made).state is State.IN_PROGRESS
    file = send(made)
    translate(file)
    take(made, file)
    assert state(made).state is State.CURRENT
    assert state(made).is_reviewed
    assert "<!--" not in arabic(made).partition("\n---\n")[2]


def test_what_has_no_record_is_named_and_left_out(made: County) -> None:
    made.write({f"{OFFICE}/ar.md": words_file("بلدية", "نص")})
    sent = made.run("translations", "export", "--lang", "ar", "-o", str(made.root / "out.xlf"))
    assert "Left out, since nobody has recorded what they were translated from: office:town-hall." in sent.output


def test_front_matter_keeps_comments_order_and_what_is_not_translated(made: County) -> None:
    machine(made)
    edit(made.root / OFFICE / "ar.md", "summary:", "# Bitte kurz\naliases: [/alt/]\nsummary:")
    edit(made.root / OFFICE / "de.md", "title: Rathaus", "title: Neues Rathaus")
    file = send(made)
    translate(file)
    take(made, file)
    assert arabic(made).startswith(
        "---\ntitle: NEUES RATHAUS\n# Bitte kurz\naliases: [/alt/]\nsummary: EIN SATZ.\nkeywords: [AMT, RATHAUS]\n"
    )


def test_descriptions_of_pictures_go_along(made: County) -> None:
    text = words_file("Rathaus", front="images:\n  door.jpg:\n    alt: Die Tür\n    caption: Vorn\n")
    kind = made.site().kinds["office"]
    leading = take_apart(text, kind)
    wanted: dict[str, Pieces] = {block.place: (f"{words(block.pieces)}!",) for block in leading.blocks}
    written = put_together(leading, None, wanted, frozenset(), kind)
    assert "images:\n  door.jpg:\n    alt: Die Tür!\n    caption: Vorn!\n" in written


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html></html>", b"<xliff", b'msgid "a'])
def test_a_file_of_another_kind_is_refused(made: County, content: bytes) -> None:
    file = made.root / "back.xlf"
    file.write_bytes(content)
    assert "[exchange-unreadable]" in refuse(made, file)


def test_an_entry_that_another_language_leads_is_named(made: County) -> None:
    made.write(
        {
            "content/pages/passport/facts.yaml": "purpose: other\nsource-language: ar\n",
            "content/pages/passport/ar.md": words_file("جواز"),
        }
    )
    export = ("translations", "export", "--lang", "en", "-o", str(made.root / "out.xlf"))
    assert "Left out, since “ar” leads there: page:passport. For these: --from ar" in made.run(*export).stderr
    assert "Left out" not in made.run(*export, "office:town-hall").stderr


def test_a_file_that_was_cut_names_the_line(made: County) -> None:
    file = send(made, "page:passport")
    lines = file.read_text(encoding="utf-8").split("\n")
    file.write_text("\n".join(lines[:4]) + "\n<", encoding="utf-8")
    assert refuse(made, file).startswith(f"{file}:5: This file can be read neither")


def test_a_file_of_another_site_names_each_entry_once(made: County) -> None:
    file = send(made, "office:town-hall")
    translate(file)
    file.write_text(file.read_text(encoding="utf-8").replace('id="office:town-hall', 'id="office:elsewhere'), "utf-8")
    assert refuse(made, file).count("[exchange-unknown-unit]") == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_tools_may_write_in_other_encodings(made: County, encoding: str) -> None:
    file = send(made, "page:passport")
    translate(file)
    text = file.read_text(encoding="utf-8").replace("UTF-8", encoding.upper().removesuffix("-SIG"))
    file.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    take(made, file)
    assert state(made, ("page", "passport")).state is State.CURRENT


def test_a_hostile_file_reads_nothing_else(made: County) -> None:
    (made.root / "secret").write_text("geheim", encoding="utf-8")
    file = send(made, "page:passport")
    translate(file)
    entity = f'<!DOCTYPE xliff [<!ENTITY x SYSTEM "file://{made.root}/secret">]>'
    edit(file, "<xliff", f"{entity}<xliff")
    edit(file, "<target>PASS</target>", "<target>&x;</target>")
    assert "[exchange-unreadable]" in refuse(made, file)
    assert not (made.root / "content/pages/passport/ar.md").exists()


def test_without_the_toolkit_the_command_says_how_to_get_it(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *others: None if name == "translate" else find(name, *others)
    )
    told = made.run("translations", "export", "--lang", "ar")
    assert told.exit_code == 2
    assert "pip install 'intsite[exchange]'" in told.output


ANY = st.text(
    alphabet=st.one_of(st.sampled_from("*_[]()<>!#`|\\{}:-+=~&;.1 \n\t٣ب«»'\"/a"), st.characters()), max_size=20
)


def varied(pieces: Pieces, say: Callable[[], str]) -> Pieces:
    """The same marks around other words."""
    return tuple(
        say() if isinstance(piece, str) else replace(piece, inner=varied(piece.inner, say)) for piece in pieces
    )


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_translators_write_the_structure_is_that_of_the_original(
    made: County, form: str, data: st.DataObject
) -> None:
    site = made.site()
    wish = exchange.Wish(language="ar", original_language="de", keys=frozenset({("office", "town-hall")}))
    parcel = exchange.outgoing(site, wish).parcel

    def said() -> str:
        return f"x{data.draw(ANY)}"

    units = tuple(
        replace(unit, translation=tidy(varied(unit.block.pieces, said)), status=Status.DONE) for unit in parcel.units
    )
    content = exchange.write(replace(parcel, units=units), form)
    found = exchange.incoming(site, exchange.read(content, "back"), exchange.How())

    assert not found.problems
    (change,) = found.changes
    kind = site.kinds["office"]
    original, written = (
        take_apart(text, kind) for text in ((made.root / OFFICE / "de.md").read_text(encoding="utf-8"), change.text)
    )
    assert {name: group.shape for name, group in written.groups.items()} == {
        name: group.shape for name, group in original.groups.items()
    }
    after = {block.place: block for block in written.blocks}
    for unit in units:
        if unit.block.kind != "list":
            assert after[unit.block.place].pieces == unit.translation, unit.id
    assert all(isinstance(piece, (str, Mark)) for block in written.blocks for piece in block.pieces)
