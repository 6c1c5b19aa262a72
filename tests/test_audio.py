"""Pages in a computer voice: what is spoken, what is kept, and what a build takes."""

import re
from pathlib import Path

import pytest

from intsite.voices import BYTES_PER_SECOND
from support.counties import County, county, words
from support.speakers import Speaker, prune, speak

SITE = '[site]\nname = "Landkreis Musterland"\nlanguages = ["de", "ar", "ps"]\n'
HALL = "content/pages/hall"
CUE = re.compile(r"^(s\.\d+)\n(\S+) --> (\S+)\n(.+)$", re.MULTILINE)


@pytest.fixture
def made(tmp_path: Path) -> County:
    return county(
        tmp_path,
        {
            "site.toml": SITE,
            f"{HALL}/de.md": words("Halle", "Kommen Sie. Rufen Sie [112](tel:112) an."),
            f"{HALL}/ar.md": words(
                "قاعة", "العنوان: [Musterplatz]{lang=de} و[سالون]{lang=ps} و[Salon]{lang=ps}.", summary="جملة."
            ),
        },
    )


def sound_of(built: dict[str, bytes], language: str) -> list[str]:
    return [path for path in built if re.fullmatch(rf"media/pages/hall/{language}\.\w+\.(mp3|vtt)", path)]


def test_every_sentence_is_spoken_in_the_voice_of_its_language(made: County) -> None:
    speaker = Speaker()
    speak(made, speaker, "de", "ar")
    assert ("de", "Rufen Sie 1 1 2 an.") in speaker.said
    assert ("ar", "جملة.") in speaker.said
    assert ("de", "Musterplatz") in speaker.said
    assert ("ar", "Salon") in speaker.said
    assert "سالون" not in "".join(text for _, text in speaker.said)


def test_a_language_without_a_voice_is_not_spoken_in_another_one(made: County) -> None:
    made.write({f"{HALL}/ps.md": words("تالار", "راځئ.", summary="جمله.")})
    speaker = Speaker()
    assert speak(made, speaker, "ps").pages == 0
    assert speaker.said == []


def test_there_is_one_cue_for_each_sentence_and_they_fill_the_sound(made: County) -> None:
    speak(made, Speaker(), "de")
    built = made.build()
    files = built.files()
    sound, cues = sorted(sound_of(files, "de"))
    found = CUE.findall(files[cues].decode())
    spans = re.findall(r'id="(s\.\d+)"', built.text("de/pages/hall/index.html"))
    assert [identifier for identifier, *_ in found] == spans
    assert found[0][3] == "Halle"
    assert [end for _, _, end, _ in found[:-1]] == [start for _, start, _, _ in found[1:]]
    seconds = len(files[sound]) / BYTES_PER_SECOND
    assert found[-1][2] == f"00:00:{seconds:06.3f}"


def test_speaking_twice_speaks_nothing_and_writes_nothing(made: County) -> None:
    speak(made, Speaker(), "de")
    again = Speaker()
    result = speak(made, again, "de")
    assert (again.said, result.sentences, result.pages) == ([], 0, 0)


def test_only_sentences_that_changed_are_spoken(made: County) -> None:
    speak(made, Speaker(), "de")
    made.write({f"{HALL}/de.md": words("Halle", "Kommen Sie. Rufen Sie [110](tel:110) an.")})
    speaker = Speaker()
    assert speak(made, speaker, "de").pages == 1
    assert speaker.said == [("de", "Rufen Sie 1 1 0 an.")]


def test_another_release_of_the_voice_speaks_everything_anew(made: County) -> None:
    first = Speaker()
    speak(made, first, "de")
    newer = Speaker(version="2")
    speak(made, newer, "de")
    assert newer.said == first.said


def test_damaged_sentences_are_spoken_again(made: County) -> None:
    speak(made, Speaker(), "de")
    kept = sorted(file for file in (made.root / ".intsite" / "sentences").rglob("*") if file.is_file())
    kept[0].write_bytes(kept[0].read_bytes()[:-108])
    kept[1].write_bytes(b"")
    kept[2].unlink()
    result = speak(made, Speaker(), "de")
    assert (result.sentences, result.pages) == (3, 0)


def test_the_page_says_that_a_computer_speaks_and_leads_to_help(made: County) -> None:
    made.write(
        {
            "content/pages/help/facts.yaml": "purpose: read-aloud\n",
            "content/pages/help/de.md": words("Vorlesen", "Gern."),
        }
    )
    speak(made, Speaker(), "de")
    page = made.build().page("de/pages/hall/")
    assert page.one("//main//figcaption").startswith("Diese Seite zum Anhören: Eine Computerstimme liest sie vor.")
    assert page.all("//main//figcaption//a/@href") == ["../../../de/pages/help/"]
    assert page.one("//main//audio/@preload") == "none"


def test_a_page_that_has_changed_does_not_play_its_old_sound(made: County) -> None:
    speak(made, Speaker(), "de", "ar")
    made.write({f"{HALL}/de.md": words("Halle", "Kommen Sie nicht.")})
    built = made.build()
    assert built.page("de/pages/hall/").all("//main//audio") == []
    assert built.page("ar/pages/hall/").all("//main//audio") != []
    assert sound_of(built.files(), "de") == []
    (place,) = (one.span.path for one in built.report.problems if one.code == "audio-outdated")
    assert place == f"{HALL}/de.md"
    speak(made, Speaker(), "de")
    assert "audio-outdated" not in [one.code for one in made.build().report.problems]


def test_a_sound_and_cues_of_different_pages_are_not_taken(made: County) -> None:
    speak(made, Speaker(), "de", "ar")
    folder = made.root / ".intsite" / "audio" / "pages" / "hall"
    (folder / "de.mp3").write_bytes((folder / "ar.mp3").read_bytes())
    assert made.build().page("de/pages/hall/").all("//main//audio") == []


def test_what_a_person_has_read_comes_first(made: County) -> None:
    speak(made, Speaker(), "de")
    made.write({f"{HALL}/de.mp3": b"A person."})
    built = made.build()
    assert (
        built.page("de/pages/hall/").one("//main//figcaption") == "Diese Seite zum Anhören: Ein Mensch liest sie vor."
    )
    assert built.page("de/pages/hall/").all("//main//source/@src") == ["../../../media/pages/hall/de.mp3"]
    assert sound_of(built.files(), "de") == []


def test_cleaning_up_takes_the_sounds_of_pages_that_are_gone_and_never_a_file_of_an_editor(made: County) -> None:
    made.write({f"{HALL}/../pool/de.md": words("Bad", "Schwimmen Sie.")})
    speak(made, Speaker(), "de", "ar")
    folder = made.root / ".intsite" / "audio" / "pages"
    (folder / "hall" / "ru.mp3").write_bytes(b"An editor's.")
    (folder / "hall" / "uk.mp3").write_bytes(b"An editor's, with cues.")
    (folder / "hall" / "uk.vtt").write_bytes((folder / "hall" / "ar.vtt").read_bytes())
    (made.root / HALL / "../pool/de.md").unlink()
    made.write({f"{HALL}/ar.mp3": b"A person."})

    assert prune(made, Speaker(), "de") == 3, "of the bath in two languages, and of the hall in Arabic"
    kept = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.*"))
    assert kept == ["hall/de.mp3", "hall/de.vtt", "hall/ru.mp3", "hall/uk.mp3", "hall/uk.vtt"]
    assert (made.root / HALL / "ar.mp3").is_file()

    again = Speaker()
    assert speak(made, again, "de").sentences == 0, "a sentence that is still said was forgotten"
    made.write({f"{HALL}/../pool/de.md": words("Bad", "Schwimmen Sie.")})
    speak(made, again, "de")
    assert ("de", "Schwimmen Sie.") in again.said


def test_a_page_without_translation_does_not_play_the_sound_of_the_original(made: County) -> None:
    speak(made, Speaker(), "de")
    assert made.build().page("ps/pages/hall/").all("//main//audio") == []


def test_a_sound_keeps_its_name_as_long_as_it_stays_the_same(made: County) -> None:
    speak(made, Speaker(), "de")
    before = sound_of(made.build().files(), "de")
    assert sound_of(made.build().files(), "de") == before
    made.write({f"{HALL}/de.md": words("Halle", "Kommen Sie nicht.")})
    speak(made, Speaker(), "de")
    assert not {*before} & {*sound_of(made.build().files(), "de")}


def test_sounds_may_lie_in_a_folder_that_is_kept_in_the_repository(made: County) -> None:
    made.write({"site.toml": f'{SITE}\n[audio]\nfolder = "audio"\n'})
    speak(made, Speaker(), "de")
    assert (made.root / "audio" / "pages" / "hall" / "de.mp3").is_file()
    assert made.build().page("de/pages/hall/").all("//main//audio") != []
