"""Computer voices: espeak-ng, the vowels of Arabic, and MP3."""

import re
from pathlib import Path

import pytest

from intsite.espeak import Espeak, espeak, vowelled
from intsite.voices import BYTES_PER_SECOND, Speech, Voice, encode
from support.counties import County, county, words

HALL = "content/pages/hall"
SAME = 0.02
"""espeak-ng breathes: the same words never take quite the same time."""


@pytest.fixture(scope="module")
def engine() -> Espeak:
    return espeak()


def length(engine: Espeak, text: str, language: str) -> int:
    voice = engine.voice(language)
    assert voice
    return len(engine.synthesise(text, voice).samples)


@pytest.mark.parametrize(
    ("language", "name"),
    [("de", "gmw/de"), ("de-AT", "gmw/de"), ("en", "gmw/en"), ("fr", "roa/fr"), ("uk", "zle/uk"), ("ti", "sem/ti")],
)
def test_a_language_has_the_voice_of_its_main_country(engine: Espeak, language: str, name: str) -> None:
    assert engine.voice(language) == Voice(name=name)


@pytest.mark.parametrize(("language", "name"), [("kmr", "ira/ku"), ("prs", "ira/fa")])
def test_a_language_is_known_by_another_name_too(engine: Espeak, language: str, name: str) -> None:
    assert engine.voice(language) == Voice(name=name)


@pytest.mark.parametrize("language", ["ps", "so", "ckb", ""])
def test_some_languages_have_no_voice_and_get_none(engine: Espeak, language: str) -> None:
    assert engine.voice(language) is None


def test_a_text_is_spoken_by_the_voice_that_is_asked_for(engine: Espeak) -> None:
    first, english, again = (length(engine, "Die Verwaltung ist zu.", language) for language in ("de", "en", "de"))
    assert again == pytest.approx(first, rel=SAME)
    assert english != pytest.approx(first, rel=SAME)


def test_easy_german_is_spoken_more_slowly(engine: Espeak) -> None:
    text = "Hier finden Sie einen Kurs für Deutsch."
    assert length(engine, text, "de-simple") > length(engine, text, "de") * 1.05


def test_arabic_is_spoken_with_its_vowels(engine: Espeak) -> None:
    text = "تريد أن تتعلم اللغة الألمانية."
    assert vowelled(text).startswith("تُرِيدُ أَنْ")
    voice = engine.voice("ar")
    assert voice
    without = len(engine.synthesise(text, Voice(name=voice.name)).samples)
    assert length(engine, text, "ar") != pytest.approx(without, rel=SAME)


def test_the_bytes_of_a_sound_tell_its_seconds() -> None:
    sound = encode(Speech(samples=bytes(2 * 22050), rate=22050), pause=1)
    assert len(sound) / BYTES_PER_SECOND == pytest.approx(2, abs=0.1)
    assert all(sound[start] == 0xFF for start in range(0, len(sound), 108))


# --- the command


@pytest.fixture
def made(tmp_path: Path) -> County:
    site = '[site]\nname = "Landkreis Musterland"\nlanguages = ["de", "ps"]\n'
    return county(tmp_path, {"site.toml": site, f"{HALL}/de.md": words("Halle"), f"{HALL}/ps.md": words("تالار")})


def test_without_the_extra_the_command_says_how_to_install_it(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intsite.espeak.PACKAGES", ("intsite", "no-such-voice"))
    result = made.run("audio", "--lang", "de")
    assert result.exit_code == 2
    assert "pip install 'intsite[audio]'" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Which languages?"),
        (("--lang", "so"), "“so” is not among the languages of the site: de, ps"),
        (("page:hal",), "There is no “page:hal”. → page:hall"),
    ],
)
def test_the_command_names_what_it_cannot_do(made: County, arguments: tuple[str, ...], said: str) -> None:
    result = made.run("audio", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_page_is_spoken_and_published_and_a_language_without_a_voice_is_named(made: County) -> None:
    planned = made.run("audio", "--dry-run", "page:hall")
    assert planned.exit_code == 0, planned.stderr
    assert "1 pages; 2 sentences to speak, about 0.0 min, 0.0 MB." in planned.stderr
    assert "no computer voice for the language “ps”: 1 pages stay without sound." in planned.stderr
    assert not (made.root / ".intsite" / "audio").exists()
    result = made.run("audio", "page:hall")
    assert re.fullmatch(
        r"1 pages with 2 sentences, 2 of them newly spoken: .*; 1 pages changed\. \(\d+\.\d s\)\n", result.stdout
    )
    built = made.build()
    (address,) = built.page("de/pages/hall/").all("//main//source/@src")
    assert built.files()[address.removeprefix("../../../")].startswith(b"\xff\xf3")
    assert built.page("ps/pages/hall/").all("//main//audio") == []


def test_the_languages_of_the_configuration_are_spoken(made: County) -> None:
    made.write({"site.toml": '[site]\nname = "M"\nlanguages = ["de", "ps"]\n\n[audio]\nlanguages = ["de"]\n'})
    result = made.run("audio", "--dry-run", language="de")
    assert "1 Seiten; zu sprechen sind 2 Sätze" in result.stderr
    assert "ps" not in result.stderr
